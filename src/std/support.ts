import { sharedPattern } from "./pattern.ts";
import { ambiguousYaml } from "./yaml.ts";

/**
 * Functions in Rego that lowered code calls: what a builtin of Rego would leave undefined or do otherwise than
 * JavaScript. They form the package `regoscript.std`; an output holds only those that it uses. Formatted as `opa fmt`
 * does.
 */
interface SupportSource {
  readonly rego: string;
  /** Other support functions that it calls. */
  readonly uses: readonly string[];
}

function support(rego: string, ...uses: readonly string[]): SupportSource {
  return { rego: rego.trim(), uses };
}

const all = {
  get: support(`
# The value below an object that a list of keys leads to, or null.
get(value, keys) := object.get(value, keys, null) if {
	is_object(value)
} else := null
`),
  element: support(`
# The element of a list at an index, or null.
default element(_, _) := null

element(list, index) := list[index]
`),
  coalesce: support(`
# The first value, or the second if the first is null.
coalesce(first, second) := second if {
	first == null
} else := first
`),
  text_length: support(`
# The length of a text in UTF-16 units: a character beyond U+FFFF counts twice.
text_length(text) := count(text) + count([character |
	some character in split(text, "")
	character > "\\uffff"
])
`),
  integer_text: support(
    `
# The digits of an integer. WASM's \`format_int\` ends the evaluation for more than 32 bits, so longer ones are put together.
integer_text(number) := format_int(number, 10) if {
	abs(number) < 1000000000
} else := concat("", [sign_text(number), format_int((whole - low) / 1000000000, 10), substring(format_int(low + 1000000000, 10), 1, 9)]) if {
	whole := round(abs(number))
	low := whole % 1000000000
}
`,
    "sign_text",
  ),
  sign_text: support(`
sign_text(number) := "-" if {
	number < 0
} else := ""
`),
  boolean_text: support(`
boolean_text(value) := "true" if {
	value == true
} else := "false"
`),
  lower_case: support(
    `
# The text with A to Z in lower case; \`lower\` would change other letters too.
lower_case(text) := concat("", [lowered |
	some character in split(text, "")
	lowered := lower_letter(character)
])
`,
    "lower_letter",
  ),
  lower_letter: support(`
lower_letter(character) := lower(character) if {
	character >= "A"
	character <= "Z"
} else := character
`),
  unique: support(`
unique(list) := sort({item | some item in list})
`),
  flatten: support(`
flatten(lists) := [item |
	some list in lists
	some item in list
]
`),
  slice: support(
    `
# The elements from an index to the end.
slice(list, from) := array.slice(list, offset(from, count(list)), count(list))
`,
    "offset",
  ),
  slice_between: support(
    `
# The elements from an index to another, each from the end if it is negative.
slice_between(list, from, to) := array.slice(list, start, max([start, offset(to, count(list))])) if {
	start := offset(from, count(list))
}
`,
    "offset",
  ),
  spliced: support(
    `
# A list in which so many elements from an index on are left out, and others put in their place.
spliced(list, from, left_out, others) := array.concat(array.concat(array.slice(list, 0, start), others), array.slice(list, end, count(list))) if {
	start := offset(from, count(list))
	end := min([count(list), start + max([0, left_out])])
}
`,
    "offset",
  ),
  offset: support(`
# An index that is counted from the end if it is negative, inside the length.
offset(index, length) := max([0, length + index]) if {
	index < 0
} else := min([index, length])
`),
  until: support(`
# The elements up to the first of some indexes.
until(list, indexes) := array.slice(list, 0, min(indexes) + 1) if {
	count(indexes) > 0
} else := list
`),
  element_from_end: support(
    `
# The element of a list at an index that is counted from the end, or null.
element_from_end(list, index) := element(list, count(list) + index)
`,
    "element",
  ),
  list_at: support(
    `
# The element of a list at an index, from the end if it is negative, or null.
list_at(list, index) := element(list, index) if {
	index >= 0
} else := element_from_end(list, index)
`,
    "element",
    "element_from_end",
  ),
  in_order: support(`
# The values of pairs of a position and a value, in the order of the positions.
in_order(rows) := [row[1] | some row in sort(rows)]
`),
  last_or: support(`
# The last element, or another value where there is none.
last_or(list, other) := list[count(list) - 1] if {
	count(list) > 0
} else := other
`),
  index_of: support(`
# The index of the first element that equals a value, or -1.
index_of(list, value) := min(indexes) if {
	indexes := [index | some index, item in list; item == value]
	count(indexes) > 0
} else := -1
`),
  last_index_of: support(`
last_index_of(list, value) := max(indexes) if {
	indexes := [index | some index, item in list; item == value]
	count(indexes) > 0
} else := -1
`),
  first_greatest: support(
    `
# Of pairs of a key and a value: the first value with the greatest key, or null.
first_greatest(pairs) := element([pair[1] | some pair in pairs; pair[0] == greatest], 0) if {
	greatest := max([pair[0] | some pair in pairs])
} else := null
`,
    "element",
  ),
  last_greatest: support(
    `
last_greatest(pairs) := element_from_end([pair[1] | some pair in pairs; pair[0] == greatest], -1) if {
	greatest := max([pair[0] | some pair in pairs])
} else := null
`,
    "element_from_end",
  ),
  first_least: support(
    `
first_least(pairs) := element([pair[1] | some pair in pairs; pair[0] == least], 0) if {
	least := min([pair[0] | some pair in pairs])
} else := null
`,
    "element",
  ),
  last_least: support(
    `
last_least(pairs) := element_from_end([pair[1] | some pair in pairs; pair[0] == least], -1) if {
	least := min([pair[0] | some pair in pairs])
} else := null
`,
    "element_from_end",
  ),
  sums_by_key: support(`
# Another object with the values of pairs of key and value added by key, to a number where it has none.
sums_by_key(pairs, others, start) := object.union(others, {key: total |
	some [key, _] in pairs
	total := object.get(others, key, start) + sum([value | some [other, value] in pairs; other == key])
})
`),
  lists_by_key: support(`
# Another object with the values of pairs of key and value added to its lists by key.
lists_by_key(pairs, others) := object.union(others, {key: list |
	some [key, _] in pairs
	list := array.concat(object.get(others, key, []), [value | some [other, value] in pairs; other == key])
})
`),
  record_of: support(`
# An object from pairs of key and value, of which the last with a key counts.
record_of(pairs) := {key: value |
	some [key, _] in pairs
	values := [value | some [other, value] in pairs; other == key]
	value := values[count(values) - 1]
}
`),
  is_truthy: support(`
# What JavaScript takes for true: all but false, "", 0 and nothing.
is_truthy(value) := false if {
	value in [false, "", 0, null]
} else := true
`),
  sign: support(`
sign(number) := 1 if {
	number > 0
} else := -1 if {
	number < 0
} else := 0
`),
  quotient: support(`
# The quotient of integers without its fraction.
quotient(number, divisor) := (number - (number % divisor)) / divisor
`),
  floor_of_quotient: support(
    `
floor_of_quotient(number, divisor) := quotient(number, divisor) - 1 if {
	number % divisor < 0
} else := quotient(number, divisor)
`,
    "quotient",
  ),
  ceil_of_quotient: support(
    `
ceil_of_quotient(number, divisor) := quotient(number, divisor) + 1 if {
	number % divisor > 0
} else := quotient(number, divisor)
`,
    "quotient",
  ),
  quoted: support(
    `
# A text as JSON writes it, with escapes only where JSON demands them.
quoted(text) := concat("", ["\\"", concat("", [object.get(escapes, character, character) | some character in split(text, "")]), "\\""])
`,
    "escapes",
  ),
  escapes: support(`
escapes := {
${[...Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)), '"', "\\"].map((character) => `\t${JSON.stringify(character)}: ${JSON.stringify(JSON.stringify(character).slice(1, -1))},`).join("\n")}
}
`),
  type_of: support(`
# What JavaScript's typeof says.
type_of(value) := object.get({"null": "undefined", "array": "object", "set": "object"}, name, name) if {
	name := type_name(value)
}
`),
  integer: support(`
# The integer that a text is in its shortest form, or null.
integer(text) := number if {
	regex.match("^(0|-?[1-9][0-9]{0,15})$", text)
	number := to_number(text)
	abs(number) <= 9007199254740991
} else := null
`),
  remainder: support(`
remainder(number, divisor) := number % divisor if {
	divisor != 0
} else := null
`),
  compare_text: support(`
compare_text(left, right) := -1 if {
	left < right
} else := 1 if {
	left > right
} else := 0
`),
  matches_wildcard: support(
    `
# Whether a text matches a pattern in which * stands for any characters and ? for any one.
matches_wildcard(text, pattern) := regex.match(concat("", ["(?s)^", expression, "$"]), text) if {
	expression := concat("", [part | some character in split(pattern, ""); part := pattern_part(character, ".*", ".")])
}
`,
    "pattern_part",
  ),
  matches_glob: support(
    `
# Whether a path matches a pattern in which * and ? don't stand for a slash, and ** stands for any characters.
matches_glob(path, pattern) := regex.match(concat("", ["(?s)^", concat(".*", segments), "$"]), path) if {
	segments := [segment |
		some plain in split(pattern, "**")
		segment := concat("", [part | some character in split(plain, ""); part := pattern_part(character, "[^/]*", "[^/]")])
	]
}
`,
    "pattern_part",
  ),
  matches_pattern: support(`
# Whether a text contains a match of a regular expression, or null where that isn't one that every engine reads alike.
matches_pattern(text, pattern) := regex.match(concat("", ["(?s)", pattern]), text) if {
	regex.match(${JSON.stringify(`(?s)${sharedPattern}`)}, pattern)
	regex.is_valid(concat("", ["(?s)", pattern]))
} else := null
`),
  walk_all: support(`
# Every raw value inside a raw value, itself among them.
walk_all(raw) := [{"value": value, "path": array.concat(raw.path, path)} | walk(raw.value, [path, value])]
`),
  pattern_part: support(`
# A character of a pattern as a part of a regular expression.
pattern_part(character, any, one) := any if {
	character == "*"
} else := one if {
	character == "?"
} else := "\\\\x00" if {
	character == "\\u0000"
} else := concat("", ["\\\\", character]) if {
	contains("\\\\^$.+()[]{}|", character)
} else := character
`),
  upper_case: support(
    `
# The text with a to z in upper case.
upper_case(text) := concat("", [raised |
	some character in split(text, "")
	raised := upper_letter(character)
])
`,
    "upper_letter",
  ),
  upper_letter: support(`
upper_letter(character) := upper(character) if {
	character >= "a"
	character <= "z"
} else := character
`),
  replace_first: support(`
# The text with the first place of a part replaced.
replace_first(text, old, new) := concat("", [substring(text, 0, index), new, substring(text, index + count(old), -1)]) if {
	index := indexof(text, old)
	index >= 0
} else := text
`),
  text_index_of: support(
    `
# Where a part begins in a text, in UTF-16 units, or -1.
text_index_of(text, part) := text_length(substring(text, 0, index)) if {
	index := indexof(text, part)
	index > 0
} else := 0 if {
	startswith(text, part)
} else := -1
`,
    "text_length",
  ),
  text_slice: support(
    `
# The part of a text between two offsets in UTF-16 units, each from the end if it is negative. Half of a pair is U+FFFD.
text_slice(text, from, to) := text_between(text, offset(from, length), offset(to, length)) if {
	length := text_length(text)
}
`,
    "text_between",
    "offset",
    "text_length",
  ),
  text_between: support(
    `
text_between(text, from, to) := "" if {
	from >= to
} else := substring(text, from, to - from) if {
	count(text) == text_length(text)
} else := concat("", [part |
	characters := split(text, "")
	wide := [index | some index, character in characters; character > "\\uffff"]
	some index, character in characters
	start := index + count([1 | some other in wide; other < index])
	part := text_part(character, start, from, to)
])
`,
    "text_length",
    "text_part",
  ),
  text_part: support(
    `
# What is left between two offsets of a character that starts at one.
text_part(character, start, from, to) := character if {
	from <= start
	start + text_length(character) <= to
} else := "\\ufffd" if {
	start < to
	start + text_length(character) > from
} else := ""
`,
    "text_length",
  ),
  text_substring: support(
    `
text_substring(text, from, to) := text_between(text, min([first, second]), max([first, second])) if {
	first := offset(max([0, from]), text_length(text))
	second := offset(max([0, to]), text_length(text))
}
`,
    "text_between",
    "offset",
    "text_length",
  ),
  text_at: support(
    `
# The UTF-16 unit of a text at an offset, from the end if it is negative, or null.
text_at(text, index) := null if {
	index >= text_length(text)
} else := null if {
	0 - index > text_length(text)
} else := text_between(text, start, start + 1) if {
	start := offset(index, text_length(text))
}
`,
    "text_between",
    "offset",
    "text_length",
  ),
  text_unit: support(
    `
text_unit(text, index) := null if {
	index < 0
} else := text_at(text, index)
`,
    "text_at",
  ),
  match: support(
    `
# The first match of a regular expression and its groups, or null.
match(pattern, text) := element(regex.find_all_string_submatch_n(pattern, text, 1), 0)
`,
    "element",
  ),
  wholes: support(`
# All matches of a regular expression, or null for none.
wholes(pattern, text) := found if {
	found := [match[0] | some match in regex.find_all_string_submatch_n(pattern, text, -1)]
	count(found) > 0
} else := null
`),
  pieces: support(`
# The parts of a text around the first matches of a regular expression, -1 for all; one that matches at least a character.
pieces(pattern, text, most) := array.concat([match[1] | some match in matches], [substring(text, count(read), -1)]) if {
	matches := regex.find_all_string_submatch_n(concat("", ["(?s:(.*?))(?:", pattern, ")"]), text, most)
	read := concat("", [match[0] | some match in matches])
}
`),
  text_char_at: support(
    `
text_char_at(text, index) := "" if {
	index < 0
} else := text_between(text, start, min([start + 1, text_length(text)])) if {
	start := offset(index, text_length(text))
}
`,
    "text_between",
    "offset",
    "text_length",
  ),
  pad_start: support(
    `
pad_start(text, length, fill) := concat("", [repeat(fill, length - text_length(text)), text])
`,
    "repeat",
    "text_length",
  ),
  pad_end: support(
    `
pad_end(text, length, fill) := concat("", [text, repeat(fill, length - text_length(text))])
`,
    "repeat",
    "text_length",
  ),
  repeat: support(`
repeat(text, times) := "" if {
	times <= 0
} else := concat("", [text | some _ in numbers.range(1, times)])
`),
  member: support(
    `
# The raw value below a raw value that a list of keys leads to.
member(raw, keys) := {
	"value": get(raw.value, keys),
	"path": array.concat(raw.path, keys),
}
`,
    "get",
  ),
  fields: support(
    `
# The raw values of several fields.
fields(raw, keys) := {key: member(raw, [key]) | some key in keys}
`,
    "member",
  ),
  child: support(
    `
# The raw value at one key or index.
child(raw, key) := {
	"value": child_value(raw.value, key),
	"path": array.concat(raw.path, [key]),
}
`,
    "child_value",
  ),
  child_value: support(
    `
child_value(value, key) := object.get(value, key, null) if {
	is_object(value)
	is_string(key)
} else := element(value, key) if {
	is_array(value)
	is_number(key)
} else := null
`,
    "element",
  ),
  with_missing: support(`
# A raw object to which two members are added, each unless it has one of that name.
with_missing(raw, first_key, first_value, second_key, second_value) := {
	"value": object.union({first_key: first_value, second_key: second_value}, raw.value),
	"path": raw.path,
} if {
	is_object(raw.value)
} else := raw
`),
  reviewed: support(
    `
# The raw object that an AdmissionReview asks about, with its request; where it goes, the one that was.
reviewed(review) := {
	"value": object.get(request, "object", null),
	"path": array.concat(review.path, ["request", "object"]),
	"request": request,
} if {
	request := get(review.value, ["request"])
	get(request, ["object"]) != null
} else := object.union(member(review, ["request", "oldObject"]), {"request": get(review.value, ["request"])})
`,
    "get",
    "member",
  ),
  admission_request: support(
    `
# What a rule sees of an admission request; one without an operation is none, as in Gatekeeper's audit.
admission_request(request) := {
	"operation": request.operation,
	"userInfo": {
		"username": string_or_null(get(request, ["userInfo", "username"])),
		"groups": [group |
			some group in as_array(get(request, ["userInfo", "groups"]))
			is_string(group)
		],
	},
	"oldObject": object_or_null(get(request, ["oldObject"])),
	"namespaceObject": object_or_null(get(request, ["namespaceObject"])),
} if {
	is_object(request)
	is_string(request.operation)
	request.operation != ""
} else := null
`,
    "string_or_null",
    "as_array",
    "object_or_null",
    "get",
  ),
  string_or_null: support(`
string_or_null(value) := value if {
	is_string(value)
} else := null
`),
  as_array: support(`
# The value if it is an array, else an empty one.
as_array(value) := value if {
	is_array(value)
} else := array.slice([null], 0, 0)
`),
  object_or_null: support(`
# The raw value of an object that isn't empty, or null.
object_or_null(value) := {"value": value, "path": []} if {
	is_object(value)
	count(value) > 0
} else := null
`),
  elements: support(`
# The raw elements of a raw array; of anything else, none.
elements(raw) := [{"value": value, "path": array.concat(raw.path, [index])} |
	is_array(raw.value)
	some index, value in raw.value
]
`),
  members: support(`
# The keys and raw values of a raw object; of anything else, none.
members(raw) := [[key, {"value": value, "path": array.concat(raw.path, [key])}] |
	is_object(raw.value)
	some key, value in raw.value
]
`),
  text: support(`
# The string that a raw value holds, or null.
text(raw) := raw.value if {
	is_string(raw.value)
} else := null
`),
  parse_json: support(
    `
# The document that a raw string holds; the raw value itself where it holds none.
parse_json(raw) := {"value": json.unmarshal(raw.value), "path": raw.path} if {
	is_string(raw.value)
	is_json(raw.value)
} else := raw
`,
    "is_json",
  ),
  parse_json_text: support(
    `
# The raw document that a text holds, which has no place, or null.
parse_json_text(text) := {"value": json.unmarshal(text), "path": []} if {
	is_json(text)
} else := null
`,
    "is_json",
  ),
  decode_base64: support(`
# The text that base64 stands for, or null. Where bytes are no UTF-8, engines see U+FFFD, half of a pair or nothing that a class matches.
decode_base64(text) := "" if {
	text == ""
} else := decoded if {
	regex.match(\`^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$\`, text)
	decoded := base64.decode(text)
	regex.match(\`^[^\\x{d800}-\\x{dfff}\\x{fffd}]*$\`, decoded)
} else := null
`),
  is_json: support(
    `
# Whether a text is JSON. WASM's parser takes more: hexadecimal numbers, control characters in strings, a comma before the end. Of a lone
# true or false its \`json.is_valid\` frees a value that is shared, so that isn't asked.
is_json(text) if {
	is_json_word(text)
}

is_json(text) if {
	not is_json_word(text)
	regex.match(\`^(?:[ \\t\\n\\r]*(?:[{}\\[\\],:]|(?:"(?:[^"\\\\\\x00-\\x1f]|\\\\["\\\\/bfnrt]|\\\\u(?:[0-9a-ce-fA-CE-F][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}|[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}))*"|true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)[ \\t\\n\\r]*(?:[{}\\[\\],:]|$)))*[ \\t\\n\\r]*$\`, text)
	regex.match(\`^(?:[^",]|"(?:[^"\\\\\\x00-\\x1f]|\\\\["\\\\/bfnrt]|\\\\u(?:[0-9a-ce-fA-CE-F][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}|[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}))*"|,[ \\t\\n\\r]*(?:[^\\]}, \\t\\n\\r"]|"(?:[^"\\\\\\x00-\\x1f]|\\\\["\\\\/bfnrt]|\\\\u(?:[0-9a-ce-fA-CE-F][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}|[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}))*"))*$\`, text)
	json.is_valid(text)
}
`,
    "is_json_word",
  ),
  is_json_word: support(`
is_json_word(text) if {
	regex.match(\`^[ \\t\\n\\r]*(?:true|false|null)[ \\t\\n\\r]*$\`, text)
}
`),
  parse_yaml: support(`
# As parse_json, for YAML. What engines read differently counts as no document.
parse_yaml(raw) := {"value": yaml.unmarshal(raw.value), "path": raw.path} if {
	is_string(raw.value)
	not regex.match(${JSON.stringify(ambiguousYaml("RE2"))}, raw.value)
	yaml.is_valid(raw.value)
} else := raw
`),
  found: support(`
# What a value is, for a report of a malformed document. A null is the same as no value.
found(value) := object.get(
	{"array": "an array", "boolean": "a boolean", "number": "a number", "object": "an object", "string": "a string"},
	type_name(value),
	"nothing",
)
`),
  problem: support(
    `
problem(path, expected, value) := {
	"path": path,
	"expected": expected,
	"found": found(value),
}
`,
    "found",
  ),
  string_problems: support(
    `
string_problems(value, path) := set() if {
	is_string(value)
} else := {problem(path, "a string", value)}
`,
    "problem",
  ),
  enumeration_problems: support(
    `
enumeration_problems(value, allowed, expected, path) := set() if {
	value in allowed
} else := {problem(path, expected, value)}
`,
    "problem",
  ),
  integer_problems: support(
    `
# Every engine holds an integer of up to 2^53 - 1 exactly.
integer_problems(value, path) := set() if {
	is_integer(value)
} else := {problem(path, "an integer", value)}
`,
    "is_integer",
    "problem",
  ),
  is_integer: support(`
is_integer(value) if {
	is_number(value)
	value == round(value)
	abs(value) <= 9007199254740991
}
`),
  boolean_problems: support(
    `
boolean_problems(value, path) := set() if {
	is_boolean(value)
} else := {problem(path, "a boolean", value)}
`,
    "problem",
  ),
  scalar_problems: support(
    `
scalar_problems(value, path) := set() if {
	is_string(value)
} else := set() if {
	is_boolean(value)
} else := set() if {
	is_integer(value)
} else := {problem(path, "a string, an integer or a boolean", value)}
`,
    "is_integer",
    "problem",
  ),
  scalar_text: support(
    `
scalar_text(value) := integer_text(value) if {
	is_number(value)
} else := boolean_text(value) if {
	is_boolean(value)
} else := value
`,
    "boolean_text",
    "integer_text",
  ),
  known: support(`
# A value that is known only at deployment is an object in place of the value.
known(value) := null if {
	is_object(value)
} else := value
`),
  path_text: support(
    `
# A path as people write it: spec.containers[0].name
path_text(path) := concat("", [segment_text(index, key) | some index, key in path])
`,
    "segment_text",
  ),
  segment_text: support(`
segment_text(index, key) := concat("", ["[", format_int(key, 10), "]"]) if {
	is_number(key)
} else := key if {
	index == 0
} else := concat("", [".", key])
`),
  array_problems: support(
    `
array_problems(value, path) := set() if {
	is_array(value)
} else := {problem(path, "an array", value)}
`,
    "problem",
  ),
  absence_problems: support(
    `
# A null element, where a lone value would do for a list.
absence_problems(value, path) := set() if {
	value != null
} else := {problem(path, "an array", value)}
`,
    "problem",
  ),
  record_problems: support(
    `
record_problems(value, path) := set() if {
	is_object(value)
} else := {problem(path, "an object", value)}
`,
    "problem",
  ),
  unless_absent: support(`
# A field that may be absent has no problem where it is.
unless_absent(value, problems) := set() if {
	value == null
} else := problems
`),
  unless_unknown: support(`
unless_unknown(value, problems) := set() if {
	is_object(value)
} else := problems
`),
  unless_null: support(`
unless_null(value, decoded) := null if {
	value == null
} else := decoded
`),
  as_list: support(`
as_list(value) := [] if {
	value == null
} else := value
`),
  keyed: support(`
# A lone string stands for an object that has it under a key.
keyed(value, key) := {key: value} if {
	is_string(value)
} else := value
`),
  listed: support(`
# A lone value stands for a list of one.
listed(value) := value if {
	is_array(value)
} else := [] if {
	value == null
} else := [value]
`),
  listed_path: support(`
# The path of an element, which for a lone value is the list's own.
listed_path(value, path, index) := array.concat(path, [index]) if {
	is_array(value)
} else := path
`),
  as_record: support(`
as_record(value) := {} if {
	value == null
} else := value
`),
};

/** A function of the package `regoscript.std`. */
export type SupportFunction = keyof typeof all;

export const supportFunctions: { readonly [name in SupportFunction]: SupportSource } = all;
