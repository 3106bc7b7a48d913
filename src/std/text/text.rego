package regoscript.std

# The length of a text in UTF-16 units: `count` counts code points, and a character beyond U+FFFF is two units.
text_length(text) := count(text) + count([character |
	some character in split(text, "")
	character > "\uffff"
])

# The text with A to Z in lower case; `lower` would change other letters too.
lower_case(text) := concat("", [lowered |
	some character in split(text, "")
	lowered := lower_letter(character)
])

lower_letter(character) := lower(character) if {
	character >= "A"
	character <= "Z"
} else := character

# The text with a to z in upper case.
upper_case(text) := concat("", [raised |
	some character in split(text, "")
	raised := upper_letter(character)
])

upper_letter(character) := upper(character) if {
	character >= "a"
	character <= "z"
} else := character

compare_text(left, right) := -1 if {
	left < right
} else := 1 if {
	left > right
} else := 0

# A text as JSON writes it, with escapes only where JSON demands them.
quoted(text) := concat("", ["\"", concat("", [object.get(escapes, character, character) | some character in split(text, "")]), "\""])

escapes := {
	"\u0000": "\\u0000",
	"\u0001": "\\u0001",
	"\u0002": "\\u0002",
	"\u0003": "\\u0003",
	"\u0004": "\\u0004",
	"\u0005": "\\u0005",
	"\u0006": "\\u0006",
	"\u0007": "\\u0007",
	"\b": "\\b",
	"\t": "\\t",
	"\n": "\\n",
	"\u000b": "\\u000b",
	"\f": "\\f",
	"\r": "\\r",
	"\u000e": "\\u000e",
	"\u000f": "\\u000f",
	"\u0010": "\\u0010",
	"\u0011": "\\u0011",
	"\u0012": "\\u0012",
	"\u0013": "\\u0013",
	"\u0014": "\\u0014",
	"\u0015": "\\u0015",
	"\u0016": "\\u0016",
	"\u0017": "\\u0017",
	"\u0018": "\\u0018",
	"\u0019": "\\u0019",
	"\u001a": "\\u001a",
	"\u001b": "\\u001b",
	"\u001c": "\\u001c",
	"\u001d": "\\u001d",
	"\u001e": "\\u001e",
	"\u001f": "\\u001f",
	"\"": "\\\"",
	"\\": "\\\\",
}

# The text with the first place of a part replaced.
replace_first(text, old, new) := concat("", [substring(text, 0, index), new, substring(text, index + count(old), -1)]) if {
	index := indexof(text, old)
	index >= 0
} else := text

# Where a part begins in a text, in UTF-16 units, or -1. Of an empty part `indexof` is undefined in OPA and 0 in WASM.
text_index_of(text, part) := text_length(substring(text, 0, index)) if {
	index := indexof(text, part)
	index > 0
} else := 0 if {
	startswith(text, part)
} else := -1

# The part of a text between two offsets in UTF-16 units, each from the end if it is negative. Half of a pair is U+FFFD.
text_slice(text, from, to) := text_between(text, offset(from, length), offset(to, length)) if {
	length := text_length(text)
}

text_between(text, from, to) := "" if {
	from >= to
} else := substring(text, from, to - from) if {
	count(text) == text_length(text)
} else := concat("", [part |
	characters := split(text, "")
	wide := [index | some index, character in characters; character > "\uffff"]
	some index, character in characters
	start := index + count([1 | some other in wide; other < index])
	part := text_part(character, start, from, to)
])

# What is left between two offsets of a character that starts at one.
text_part(character, start, from, to) := character if {
	from <= start
	start + text_length(character) <= to
} else := "\ufffd" if {
	start < to
	start + text_length(character) > from
} else := ""

text_substring(text, from, to) := text_between(text, min([first, second]), max([first, second])) if {
	first := offset(max([0, from]), text_length(text))
	second := offset(max([0, to]), text_length(text))
}

# The UTF-16 unit of a text at an offset, from the end if it is negative, or null.
text_at(text, index) := null if {
	index >= text_length(text)
} else := null if {
	0 - index > text_length(text)
} else := text_between(text, start, start + 1) if {
	start := offset(index, text_length(text))
}

text_unit(text, index) := null if {
	index < 0
} else := text_at(text, index)

text_char_at(text, index) := "" if {
	index < 0
} else := text_between(text, start, min([start + 1, text_length(text)])) if {
	start := offset(index, text_length(text))
}

pad_start(text, length, fill) := concat("", [repeat(fill, length - text_length(text)), text])

pad_end(text, length, fill) := concat("", [text, repeat(fill, length - text_length(text))])

# `numbers.range(1, 0)` counts down: no times are asked for first.
repeat(text, times) := "" if {
	times <= 0
} else := concat("", [text | some _ in numbers.range(1, round(times))])

boolean_text(value) := "true" if {
	value == true
} else := "false"

scalar_text(value) := integer_text(value) if {
	is_number(value)
} else := boolean_text(value) if {
	is_boolean(value)
} else := value

# The text that base64 stands for, or null. Where bytes are no UTF-8, engines see U+FFFD, half of a pair or nothing that
# a class matches. Regular expressions of regorus can't name halves of pairs.
decode_base64(text) := "" if {
	text == ""
} else := decoded if {
	regex.match(`^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$`, text)
	decoded := base64.decode(text)
	regex.match(`^[\x{0}-\x{d7ff}\x{e000}-\x{fffc}\x{fffe}-\x{10ffff}]*$`, decoded)
} else := null

# What comes after the first separator in a text, or null.
text_after(text, separator) := concat(separator, array.slice(pieces, 1, count(pieces))) if {
	contains(text, separator)
	pieces := split(text, separator)
} else := null
