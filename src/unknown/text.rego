package regoscript.abstract

import data.regoscript.std

# A text from texts, numbers, booleans and values that aren't known: known parts side by side are one.
text(pieces) := concat("", parts) if {
	parts := [part | some piece in pieces; some part in printed_parts(piece)]
	every part in parts { is_string(part) }
} else := {"is": "text", "parts": merged([part |
	some piece in pieces
	some part in printed_parts(piece)
	part != ""
])}

printed_parts(value) := value.parts if {
	value.is == "text"
} else := [value] if {
	value.is == "unknown"
} else := [unknown(why(value))] if {
	is_object(value)
} else := ["undefined"] if {
	is_null(value)
} else := [std.scalar_text(value)]

# The parts of a text, which for a known one is the text.
parts_of(value) := value.parts if {
	value.is == "text"
} else := [] if {
	value == ""
} else := [value]

merged(parts) := [piece |
	some at, part in parts
	not follows_literal(parts, at)
	piece := literal_from(parts, at, part)
]

follows_literal(parts, at) if {
	is_string(parts[at])
	is_string(parts[at - 1])
}

literal_from(parts, at, part) := part if {
	is_object(part)
} else := concat("", array.slice(parts, at, min({other | some other, next in parts; other > at; is_object(next)} | {count(parts)})))

# The known text that a text begins with.
head(value) := value if {
	is_string(value)
} else := value.parts[0] if {
	value.is == "text"
	is_string(value.parts[0])
} else := ""

tail(value) := value if {
	is_string(value)
} else := last if {
	value.is == "text"
	last := value.parts[count(value.parts) - 1]
	is_string(last)
} else := ""

# A text as messages show it.
printed(value) := concat("", [printed_part(part) | some part in printed_parts(value)])

printed_part(part) := part if {
	is_string(part)
} else := concat("", ["${", part.id, "}"]) if {
	is_string(part.id)
} else := concat("", ["${", concat("", reasons), "}"]) if {
	reasons := {place.why | some place in part.because}
	count(reasons) == 1
} else := "(unknown)"

starts_with(value, prefix) if {
	prefix == ""
} else := startswith(value, prefix) if {
	is_string(value)
	is_string(prefix)
} else := starts_with_known(value, prefix) if {
	is_string(prefix)
	is_text(value)
} else if {
	equality(value, prefix) == true
} else := false if {
	is_text(value)
	is_text(prefix)
	not do_heads_agree(head(value), head(prefix))
} else := unknown(why(value) | why(prefix))

starts_with_known(value, prefix) if {
	startswith(head(value), prefix)
} else := false if {
	not startswith(prefix, head(value))
} else := false if {
	next := part_at(parts_of(value), first_unknown(value))
	next.clean != false
	not regex.match(concat("", ["^", characters(next)]), trim_prefix(prefix, head(value)))
} else := unknown(why(value))

# Where the part that isn't known and stands after the head is.
first_unknown(value) := 0 if {
	head(value) == ""
} else := 1

part_at(parts, at) := parts[at] if {
	is_object(parts[at])
} else := {"clean": false}

ends_with(value, suffix) if {
	suffix == ""
} else := endswith(value, suffix) if {
	is_string(value)
	is_string(suffix)
} else := ends_with_known(value, suffix) if {
	is_string(suffix)
	is_text(value)
} else if {
	equality(value, suffix) == true
} else := false if {
	is_text(value)
	is_text(suffix)
	not do_tails_agree(tail(value), tail(suffix))
} else := unknown(why(value) | why(suffix))

ends_with_known(value, suffix) if {
	endswith(tail(value), suffix)
} else := false if {
	not endswith(suffix, tail(value))
} else := false if {
	parts := parts_of(value)
	before := part_at(parts, (count(parts) - 1) - first_unknown_from_end(value))
	before.clean != false
	not regex.match(concat("", [characters(before), "$"]), trim_suffix(suffix, tail(value)))
} else := unknown(why(value))

first_unknown_from_end(value) := 0 if {
	tail(value) == ""
} else := 1

includes(value, part) if {
	part == ""
} else := contains(value, part) if {
	is_string(value)
	is_string(part)
} else if {
	is_string(part)
	some literal in parts_of(value)
	is_string(literal)
	contains(literal, part)
} else := false if {
	is_string(part)
	is_text(value)
	stands_apart(parts_of(value), part)
} else := unknown(why(value) | why(part))

# Whether a text can only stand inside the known parts of another: no clean part can hold, begin or end it.
stands_apart(parts, text) if {
	every at, part in parts { is_apart_at(parts, at, part, text) }
}

is_apart_at(parts, at, part, text) if {
	is_string(part)
} else if {
	part.clean != false
	not overlaps(parts, at, part, text)
}

# Whether an occurrence of a text may take a stretch of a clean part, what is before it, and what is after.
overlaps(parts, at, part, text) if {
	some from in numbers.range(0, count(text) - 1)
	some to in numbers.range(from + 1, count(text))
	regex.match(concat("", ["^", characters(part), "+$"]), substring(text, from, to - from))
	may_end(parts, at, substring(text, 0, from))
	may_begin(parts, at, substring(text, to, -1))
}

# Whether what comes before a part may end with a text.
may_end(parts, at, text) if {
	endswith(literal_at(parts, at - 1), text)
} else if {
	endswith(text, literal_at(parts, at - 1))
	some other, part in parts
	other < at
	is_object(part)
}

may_begin(parts, at, text) if {
	startswith(literal_at(parts, at + 1), text)
} else if {
	startswith(text, literal_at(parts, at + 1))
	some other, part in parts
	other > at
	is_object(part)
}

literal_at(parts, at) := parts[at] if {
	is_string(parts[at])
} else := ""

# The pieces of a text around a known separator. Where an unknown part may hold some too, those that lie in a literal are
# surely there.
split_text(value, by) := known_list(split(value, by)) if {
	is_string(value)
	is_string(by)
} else := known_list([text(piece) |
	marked := concat("", [marked_part(at, part) | some at, part in parts_of(value)])
	some one in split(marked, by)
	piece := [unmarked(parts_of(value), bit) | some bit in split(one, "\u0000")]
]) if {
	is_string(by)
	is_text(value)
	stands_apart(parts_of(value), by)
} else := {"is": "list", "items": [[piece, true] | some piece in literal_pieces(parts_of(value), by)], "open": why(value)} if {
	is_string(by)
	count(by) == 1
	is_text(value)
} else := unknown(why(value) | why(by))

# The pieces that lie between two separators of one literal, or between one and an end of the text.
literal_pieces(parts, by) := [piece |
	some at, part in parts
	is_string(part)
	pieces := split(part, by)
	first := min([at, 1])
	last := count(pieces) - min([(count(parts) - 1) - at, 1])
	some piece in array.slice(pieces, first, last)
]

# An unknown part as its number between two characters that no separator holds.
marked_part(at, part) := part if {
	is_string(part)
} else := concat("", ["\u0000\u0001", format_int(at, 10), "\u0000"])

unmarked(parts, bit) := parts[to_number(trim_prefix(bit, "\u0001"))] if {
	startswith(bit, "\u0001")
} else := bit

without_prefix(value, prefix) := trim_prefix(value, prefix) if {
	is_string(value)
	is_string(prefix)
} else := text(array.concat([trim_prefix(head(value), prefix)], array.slice(parts, first_unknown(value), count(parts)))) if {
	is_string(prefix)
	starts_with(value, prefix) == true
	parts := parts_of(value)
} else := value if {
	starts_with(value, prefix) == false
} else := unknown(why(value) | why(prefix))

without_suffix(value, suffix) := trim_suffix(value, suffix) if {
	is_string(value)
	is_string(suffix)
} else := text(array.concat(array.slice(parts, 0, count(parts) - first_unknown_from_end(value)), [trim_suffix(tail(value), suffix)])) if {
	is_string(suffix)
	ends_with(value, suffix) == true
	parts := parts_of(value)
} else := value if {
	ends_with(value, suffix) == false
} else := unknown(why(value) | why(suffix))

lower_case(value) := std.lower_case(value) if {
	is_string(value)
} else := lower_part(value) if {
	value.is == "unknown"
} else := {"is": "text", "parts": [lower_part(part) | some part in value.parts]} if {
	value.is == "text"
} else := unknown(why(value))

lower_part(part) := std.lower_case(part) if {
	is_string(part)
} else := object.union(part, {"id": concat("", ["lower(", part.id, ")"])}) if {
	is_string(part.id)
} else := part

trimmed(value, known) := known[0] if {
	count(known) == 1
} else := value if {
	parts := parts_of(value)
	is_trim(parts[0], `^[^\s\x{b}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]`)
	is_trim(parts[count(parts) - 1], `[^\s\x{b}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]$`)
} else := unknown(why(value))

is_trim(part, pattern) if {
	is_string(part)
	regex.match(pattern, part)
} else if {
	is_clean(part)
}

# Whether a text matches a pattern with wildcards; `known` has the answer where both are known. Otherwise what stands
# before the first wildcard and after the last tells.
matches_wildcard(value, pattern, known) := known[0] if {
	count(known) == 1
} else if {
	is_string(pattern)
	regex.match(`^\*+$`, pattern)
} else := equality(value, pattern) if {
	is_text(pattern)
	every part in parts_of(pattern) { is_without_wildcards(part) }
} else := false if {
	is_text(value)
	is_text(pattern)
	not do_heads_agree(head(value), split(replace(head(pattern), "?", "*"), "*")[0])
} else := false if {
	is_text(value)
	is_text(pattern)
	literals := split(replace(tail(pattern), "?", "*"), "*")
	not do_tails_agree(tail(value), literals[count(literals) - 1])
} else := unknown(why(value) | why(pattern))

is_without_wildcards(part) if {
	is_string(part)
	not regex.match(`[*?]`, part)
} else if {
	part.clean != false
}

# What comes after the first of a separator, if it stands in a known part and none can stand before it.
text_after(value, by) := std.text_after(value, by) if {
	is_string(value)
	is_string(by)
} else := text(array.concat([rest], array.slice(parts, at + 1, count(parts)))) if {
	is_string(by)
	is_text(value)
	parts := parts_of(value)
	at := min({index | some index, part in parts; is_string(part); contains(part, by)})
	rest := std.text_after(parts[at], by)
	length := (count(parts[at]) - count(rest)) - 1
	stands_apart(array.concat(array.slice(parts, 0, at), [substring(parts[at], 0, length)]), by)
} else := null if {
	is_string(by)
	is_text(value)
	every part in parts_of(value) { not holds_text(part, by) }
	stands_apart(parts_of(value), by)
} else := unknown(why(value) | why(by))

holds_text(part, text) if {
	is_string(part)
	contains(part, text)
}
