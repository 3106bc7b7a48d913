package regoscript.std

# The raw value below a raw value that a list of keys leads to.
member(raw, keys) := {
	"value": object.get(raw.value, keys, null),
	"path": array.concat(raw.path, keys),
} if {
	is_object(raw.value)
} else := {
	"value": null,
	"path": array.concat(raw.path, keys),
}

# The raw values of several fields.
fields(raw, keys) := {key: member(raw, [key]) | some key in keys}

# The raw value at one key or index.
child(raw, key) := {
	"value": child_value(raw.value, key),
	"path": array.concat(raw.path, [key]),
}

child_value(value, key) := object.get(value, key, null) if {
	is_object(value)
	is_string(key)
} else := element(value, key) if {
	is_array(value)
	is_number(key)
} else := null

# A raw object to which two members are added, each unless it has one of that name.
with_missing(raw, first_key, first_value, second_key, second_value) := {
	"value": object.union({first_key: first_value, second_key: second_value}, raw.value),
	"path": raw.path,
} if {
	is_object(raw.value)
} else := raw

# A raw value as a part of the document around it.
part(raw, type, name) := {
	"value": raw.value,
	"path": raw.path,
	"origin": {"type": type, "name": name},
}

# Whether a function of CloudFormation stands in place of a value anywhere in a raw value, or may.
has_template_function(raw, declared, conditions, mappings) if {
	some value in values_inside(raw.value)
	is_template_function(value, declared, conditions, mappings)
} else if {
	is_nested_too_deep(raw.value)
} else := false

# Whether a raw value holds true somewhere, as what Terraform says of unknown values does.
holds_true(raw) if {
	true in values_inside(raw.value)
} else if {
	is_nested_too_deep(raw.value)
} else := false

# All values inside a value, itself among them, sixteen levels deep. Without `walk`, which regorus hasn't.
values_inside(value) := array.concat(top, array.concat(below, array.concat(further, last))) if {
	top := four_levels([value])
	below := four_levels(beneath(beneath(beneath(beneath([value])))))
	further := four_levels(beneath_eight([value]))
	last := four_levels(beneath(beneath(beneath(beneath(beneath_eight([value]))))))
}

is_nested_too_deep(value) if {
	count(beneath_eight(beneath_eight([value]))) > 0
}

four_levels(values) := array.concat(array.concat(values, first), array.concat(second, beneath(second))) if {
	first := beneath(values)
	second := beneath(first)
}

beneath_eight(values) := beneath(beneath(beneath(beneath(beneath(beneath(beneath(beneath(values))))))))

beneath(values) := [inner |
	some value in values
	is_container(value)
	some inner in value
]

is_container(value) if {
	is_object(value)
} else if {
	is_array(value)
}

is_template_function(value, _, _, _) if {
	is_object(value)
	count(value) == 1
	some key, _ in value
	is_function_name(key)
}

is_template_function(value, _, _, _) if {
	is_object(value)
	some key, _ in value
	inserts_members(key)
}

is_template_function(value, declared, _, _) if {
	is_string(value)
	refers_to(value, declared)
}

is_template_function(value, _, conditions, mappings) if {
	is_array(value)
	is_function_arguments(value, conditions, mappings)
}

is_function_name(key) if {
	key == "Ref"
} else if {
	startswith(key, "Fn::")
}

# Whether what stands at a key of an object becomes members of the object, beside others.
inserts_members(key) if {
	key == "Fn::Transform"
} else if {
	startswith(key, "Fn::ForEach::")
}

refers_to(text, declared) if {
	regex.match(`^(?:-?[0-9]+|true|false)$`, text)
} else if {
	is_reference(text, declared)
}

is_function_arguments(items, conditions, mappings) if {
	count(items) == 3
	items[0] in array.concat(conditions, mappings)
} else if {
	count(items) == 2
	is_array(items[1])
	type_name(items[0]) in {"number", "string"}
}

# A resource of a CloudFormation template in which functions stand in place of values.
open_resource(raw, type, name, declared, resources, conditions, mappings, document) := {
	"value": raw.value,
	"path": raw.path,
	"origin": {
		"type": type,
		"name": name,
		"open": {
			"wrapper": "cloudformation",
			"declared": declared,
			"resources": resources,
			"conditions": conditions,
			"mappings": mappings,
			"maps": object.get(document.value, "Mappings", null),
			"settings": settings_of(raw.value, declared, conditions, object.get(document.value, "Parameters", null)),
		},
	},
}

# A resource of a Terraform plan with values that are known only when it is applied.
planned_resource(raw, type, name, unknown) := {
	"value": raw.value,
	"path": raw.path,
	"origin": {
		"type": type,
		"name": name,
		"open": {"wrapper": "terraform", "unknown": unknown.value},
	},
}

# The type of a part, or null.
part_type(raw) := object.get(raw, ["origin", "type"], null)

part_name(raw) := object.get(raw, ["origin", "name"], "?")

# The raw elements of a raw array; of anything else, none.
elements(raw) := [{"value": value, "path": array.concat(raw.path, [index])} |
	is_array(raw.value)
	some index, value in raw.value
]

# The keys and raw values of a raw object; of anything else, none.
members(raw) := [[key, {"value": value, "path": array.concat(raw.path, [key])}] |
	is_object(raw.value)
	some key, value in raw.value
]

# The same below a raw value that a list of keys leads to, without making that.
elements_member(raw, keys) := [{"value": value, "path": array.concat(raw.path, array.concat(keys, [index]))} |
	list := get(raw.value, keys)
	is_array(list)
	some index, value in list
]

members_member(raw, keys) := [[key, {"value": value, "path": array.concat(raw.path, array.concat(keys, [key]))}] |
	record := get(raw.value, keys)
	is_object(record)
	some key, value in record
]

# Every raw value inside a raw value, itself among them.
walk_all(raw) := [{"value": value, "path": array.concat(raw.path, path)} | walk(raw.value, [path, value])]

# The string that a raw value holds, or null.
text(raw) := raw.value if {
	is_string(raw.value)
} else := null

# The integer that a raw value holds, or null.
number(raw) := raw.value if {
	is_integer(raw.value)
} else := null

# The boolean that a raw value holds, or null.
boolean(raw) := raw.value if {
	is_boolean(raw.value)
} else := null

# The text of the string, number or boolean that a raw value holds, or null.
scalar(raw) := decoded_scalar(raw.value)

# The string below a raw value that a list of keys leads to, or null.
text_member(raw, keys) := value if {
	is_object(raw.value)
	value := object.get(raw.value, keys, null)
	is_string(value)
} else := null

# The same, or another text.
text_member_or(raw, keys, other) := value if {
	is_object(raw.value)
	value := object.get(raw.value, keys, null)
	is_string(value)
} else := other

# The document that a raw string holds, percent-encoded or not; the raw value itself where it holds none.
parse_json(raw) := {"value": json.unmarshal(raw.value), "path": raw.path} if {
	is_string(raw.value)
	is_json(raw.value)
} else := {"value": json.unmarshal(text), "path": raw.path} if {
	text := percent_decoded(raw.value)
	is_json(text)
} else := raw

# A text in braces that is percent-encoded, decoded; undefined for any other, and for one with characters beyond ASCII.
percent_decoded(text) := concat("", array.concat([""], [piece |
	some encoded in array.slice(split(text, "%"), 1, count(text))
	piece := concat("", [percent_character(encoded), substring(encoded, 2, -1)])
])) if {
	is_string(text)
	regex.match(`^%7[bB](?:[^%]|%(?:09|0[aA]|0[dD]|[2-6][0-9a-fA-F]|7[0-9a-eA-E]))*$`, text)
}

# The character whose two hexadecimal digits a text begins with.
percent_character(encoded) := substring(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~", code - 32, 1) if {
	code := percent_code(encoded)
	code >= 32
} else := {"9": "\t", "10": "\n", "13": "\r"}[format_int(percent_code(encoded), 10)]

percent_code(encoded) := (16 * hex_digit(substring(encoded, 0, 1))) + hex_digit(substring(encoded, 1, 1))

hex_digit(digit) := indexof("0123456789abcdef", lower(digit))

# The raw document that a text holds, which has no place, or null.
parse_json_text(text) := {"value": json.unmarshal(text), "path": []} if {
	is_json(text)
} else := null

# Whether a text is JSON. WASM's parser takes more: hexadecimal numbers, control characters in strings, a comma before
# the end, whatever comes after the end. Of a lone true or false its `json.is_valid` frees a value that is shared, so that isn't asked.
is_json(text) if {
	is_json_word(text)
}

is_json(text) if {
	not is_json_word(text)
	regex.match(`^(?:[ \t\n\r]*(?:[{}\[\],:]|(?:"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u(?:[0-9a-ce-fA-CE-F][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}|[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}))*"|true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)[ \t\n\r]*(?:[{}\[\],:]|$)))*[ \t\n\r]*$`, text)
	regex.match(`^(?:[^",]|"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u(?:[0-9a-ce-fA-CE-F][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}|[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}))*"|,[ \t\n\r]*(?:[^\]}, \t\n\r"]|"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u(?:[0-9a-ce-fA-CE-F][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}|[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}))*"))*$`, text)
	json.is_valid(text)
	is_one_value(text)
}

# Whether nothing comes after a text's first value: in brackets it is a list of one, and before it none is to be closed.
is_one_value(text) if {
	not json.is_valid(concat("", ["[", text]))
	list := concat("", ["[", text, "]"])
	json.is_valid(list)
	count(json.unmarshal(list)) == 1
}

is_json_word(text) if {
	regex.match(`^[ \t\n\r]*(?:true|false|null)[ \t\n\r]*$`, text)
}
