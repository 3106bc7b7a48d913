package regoscript.abstract

import data.regoscript.std

# A value of a document with its place, and what the document says of values that aren't known.
raw(value, path, origin) := {"is": "raw", "value": value, "path": path, "origin": origin, "unknown": null, "parts": []}

# A part of a document in which something isn't known, as finders see it. Of a plan's resource the values are named.
part(given) := {
	"is": "raw",
	"value": given.value,
	"path": given.path,
	"origin": object.get(given, "origin", null),
	"unknown": planned(given),
	"parts": [],
}

planned(given) := {"values": given.origin.open.unknown} if {
	given.origin.open.wrapper == "terraform"
} else := null

part_type(value) := object.get(value.origin, "type", null) if {
	is_object(value.origin)
} else := null

part_name(value) := object.get(value.origin, "name", "?") if {
	is_object(value.origin)
} else := "?"

raw_below(of, key, value) := {
	"is": "raw",
	"value": value,
	"path": array.concat(of.path, [key]),
	"origin": of.origin,
	"unknown": unknown_below(of.unknown, key),
	"parts": of.parts,
}

# The same place with another value; `object.union` would put the two together.
with_value(of, value) := {
	"is": "raw",
	"value": value,
	"path": of.path,
	"origin": of.origin,
	"unknown": of.unknown,
	"parts": of.parts,
}

# What a plan says of the values below a key that are known after apply.
unknown_below(unknown, key) if {
	unknown == true
} else := object.get(unknown, key, null) if {
	is_object(unknown)
} else := std.element(unknown, key) if {
	is_array(unknown)
	is_number(key)
} else := null

# The raw value at a key, or what isn't known there. In the function of CloudFormation that encodes a text input kinds
# look for themselves.
member(value, key) := raw_below(value, key, value.value[key]) if {
	key == "Fn::Base64"
	value.is == "raw"
	is_lone_key(value.value, key)
} else := child_of(settled, key) if {
	settled := resolved(value)
	settled.is == "raw"
} else := field(settled, key) if {
	settled := resolved(value)
	settled.is == "unknown"
} else := raw(null, array.concat(value.path, [key]), value.origin) if {
	value.is == "raw"
} else := raw(null, [], null)

child_of(of, key) := unknown(because) if {
	is_string(key)
	because := further_members(of)
	is_set(because)
	not has_key(of.value, key)
} else := unknown(because) if {
	is_object(of.value)
	object.get(of.value, key, null) == null
	because := {place |
		some other, _ in of.value
		some place in why(equality(marked(other, of.parts), key))
	}
	count(because) > 0
} else := raw_below(of, key, std.child_value(of.value, key))

# The same for a key that is worked out.
child(value, key) := child_of(settled, key) if {
	is_number(key)
	settled := resolved_list(value)
	settled.is == "raw"
} else := field(settled, key) if {
	is_number(key)
	settled := resolved_list(value)
	settled.is == "unknown"
} else := member(value, key) if {
	not is_object(key)
} else := unknown(why(resolved(value)) | why(key))

# The elements of a raw array, without those that stand for no value.
elements(value) := {"is": "list", "items": items, "open": null} if {
	settled := resolved_list(value)
	settled.is == "raw"
	is_array(settled.value)
	items := [[element, sure] |
		some index, inner in settled.value
		element := raw_below(settled, index, inner)
		sure := presence_of_element(element)
		sure != false
	]
} else := {"is": "list", "items": [], "open": settled.because} if {
	settled := resolved_list(value)
	settled.is == "unknown"
} else := known_list([])

# The keys and raw values of a raw object, as pairs.
members(value) := {"is": "list", "items": items, "open": further_members(settled)} if {
	settled := resolved(value)
	settled.is == "raw"
	is_object(settled.value)
	items := [[known_list([entry[0], entry[1]]), entry[2]] | some entry in raw_entries(settled)]
} else := {"is": "list", "items": [], "open": settled.because} if {
	settled := resolved(value)
	settled.is == "unknown"
} else := known_list([])

# The entries of a settled raw object, and those that only a plan's unknown values tell of.
raw_entries(settled) := array.concat(
	[[marked(key, settled.parts), inner, sure] |
		some key, content in settled.value
		not is_inserted(settled, key)
		inner := raw_below(settled, key, content)
		sure := presence_of_element(inner)
		sure != false
	],
	[[key, raw_below(settled, key, null), true] |
		is_object(settled.unknown)
		some key, inner in settled.unknown
		not has_key(settled.value, key)
		is_known_after_apply({"value": null, "unknown": inner})
	],
)

# Why an object of a template may have further members: a transformation or a loop stands among them, in place of what
# it makes. Null where it has no others.
further_members(settled) := because if {
	is_object(settled.value)
	because := {{"path": settled.path, "why": key} | some key, _ in settled.value; is_inserted(settled, key)}
	count(because) > 0
} else := null

is_inserted(settled, key) if {
	is_template(settled)
	std.inserts_members(key)
}

has_key(object_value, key) if {
	some other, _ in object_value
	other == key
}

# Every raw value inside a raw value, itself among them, but for what is inside choices and values that aren't known:
# there may be more in their place.
walked(value) := {"is": "list", "items": [[inner, true] | some inner in inside], "open": united_openness(opens)} if {
	settled := resolved(value)
	settled.is == "raw"
	all := [inside_at(settled, path, inner) | walk(settled.value, [path, inner])]
	undecided := [[inner, decided] |
		some inner in all
		decided := decided_in_walk(inner)
		decided.is in {"unknown", "text"}
	]
	opens := [why(pair[1]) |
		some pair in undecided
		not is_below(pair[0], undecided)
	]
	inside := [inner |
		some inner in all
		not is_below(inner, undecided)
	]
} else := {"is": "list", "items": [], "open": settled.because} if {
	settled := resolved(value)
	settled.is == "unknown"
} else := known_list([])

# A choice isn't looked into: what it doesn't give stands in it, too.
decided_in_walk(value) := unknown({{"path": value.path, "why": "Fn::If"}}) if {
	chosen(value) != value
} else := unknown(further) if {
	settled := resolved(value)
	settled.is == "raw"
	further := further_members(settled)
	is_set(further)
} else := resolved(value)

inside_at(of, path, value) := {
	"is": "raw",
	"value": value,
	"path": array.concat(of.path, path),
	"origin": of.origin,
	"unknown": unknown_at(of.unknown, path),
	"parts": of.parts,
}

is_below(value, undecided) if {
	some pair in undecided
	above := pair[0].path
	count(above) < count(value.path)
	array.slice(value.path, 0, count(above)) == above
}

# What a plan says below a list of keys.
unknown_at(unknown, path) if {
	some above in [at | walk(unknown, [at, inner]); inner == true]
	array.slice(path, 0, count(above)) == above
} else := found[0] if {
	found := [inner | walk(unknown, [at, inner]); at == path]
	count(found) > 0
} else := null

exists(value) := truth if {
	settled := resolved(value)
	truth := is_there(settled)
}

is_there(settled) := false if {
	settled == null
} else if {
	is_clean(settled)
} else := unknown(settled.because) if {
	settled.is == "unknown"
} else := true

is_mapping(value) := is_of_raw_type(resolved(value), "object")

is_sequence(value) := is_of_raw_type(resolved_list(value), "array")

is_of_raw_type(settled, type) := false if {
	is_clean(settled)
} else := unknown(settled.because) if {
	settled.is == "unknown"
} else := type_name(settled.value) == type if {
	settled.is == "raw"
} else := false

# The texts, numbers and booleans that raw values hold, or null.
raw_text(value) := as_text(resolved(value))

raw_number(value) := as_integer(resolved(value))

raw_boolean(value) := as_boolean(resolved(value))

raw_scalar(value) := as_scalar(resolved(value))

as_text(settled) := settled if {
	settled.is in {"unknown", "text"}
} else := settled.value if {
	is_string(settled.value)
} else := std.scalar_text(settled.value) if {
	is_template(settled)
	is_boolean(settled.value)
} else := std.decoded_scalar(settled.value) if {
	is_template(settled)
	is_number(settled.value)
} else := null

as_integer(settled) := settled if {
	settled.is == "unknown"
} else := unknown(why(settled)) if {
	settled.is == "text"
} else := settled.value if {
	std.is_integer(settled.value)
} else := std.integer(settled.value) if {
	is_template(settled)
	is_string(settled.value)
} else := null

as_boolean(settled) := settled if {
	settled.is == "unknown"
} else := unknown(why(settled)) if {
	settled.is == "text"
} else := settled.value if {
	is_boolean(settled.value)
} else := settled.value == "true" if {
	is_template(settled)
	settled.value in {"true", "false"}
} else := null

as_scalar(settled) := settled if {
	settled.is in {"unknown", "text"}
} else := std.decoded_scalar(settled.value) if {
	settled.is == "raw"
} else := null

# Whether a raw value stands in a CloudFormation template, which turns scalars into what a property asks for.
is_template(settled) if {
	settled.is == "raw"
	settled.origin.open.wrapper == "cloudformation"
}

# The document that a raw text holds. A part of the text that isn't known stands in for no more than a part of a string.
parsed_json(value) := parsed(settled, std.parse_json(settled).value) if {
	settled := resolved(value)
	settled.is == "raw"
	is_string(settled.value)
} else := parsed_parts(settled, value) if {
	settled := resolved(value)
	settled.is == "text"
} else := settled if {
	settled := resolved(value)
	settled.is == "unknown"
} else := value

# What a text holds, if it holds a document: in that nothing else is unknown, and no function is called.
parsed(settled, document) := raw(document, settled.path, null) if {
	document != settled.value
} else := settled

parsed_parts(text, value) := object.union(raw(document.value, value.path, null), {"parts": parts}) if {
	parts := [part | some part in text.parts; is_object(part)]
	count(parts) <= count(marks)
	every part in text.parts { not has_mark(part) }
	document := std.parse_json_text(concat("", [piece | some at, part in text.parts; piece := mark_for(text.parts, at, part)]))
	document != null
} else := unknown(why(text))

# Characters of Unicode's private use area, U+E000 and on, which stand for the parts of a text while it is parsed.
marks := split("\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a\ue00b\ue00c\ue00d\ue00e\ue00f\ue010\ue011\ue012\ue013\ue014\ue015\ue016\ue017\ue018\ue019\ue01a\ue01b\ue01c\ue01d\ue01e\ue01f", "")

has_mark(part) if {
	is_string(part)
	regex.match(`[\x{e000}-\x{e01f}]|\\u[eE]0[01]`, part)
}

mark_for(parts, at, part) := part if {
	is_string(part)
} else := marks[count([1 | some before in array.slice(parts, 0, at); is_object(before)])]

# A text of a parsed document with the parts that its marks stand for.
marked(value, parts) := value if {
	count(parts) == 0
} else := value if {
	not has_mark(value)
} else := text([piece | some character in split(value, ""); piece := part_for(character, parts)])

part_for(character, parts) := part if {
	some at, mark in marks
	mark == character
	part := parts[at]
} else := character

parsed_json_text(value) := raw_or_nothing(std.parse_json_text(value)) if {
	is_string(value)
} else := null if {
	value == null
} else := parsed_parts(value, {"path": []}) if {
	value.is == "text"
} else := unknown(why(value))

raw_or_nothing(found) := raw(found.value, found.path, null) if {
	is_object(found)
} else := null

parsed_yaml(value) := parsed(settled, std.parse_yaml(settled).value) if {
	settled := resolved(value)
	settled.is == "raw"
	is_string(settled.value)
} else := unknown(why(settled)) if {
	settled := resolved(value)
	settled.is in {"unknown", "text"}
} else := value
