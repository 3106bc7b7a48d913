package regoscript.std

# What a value is, for a report of a malformed document. A null is the same as no value.
found(value) := object.get(
	{"array": "an array", "boolean": "a boolean", "number": "a number", "object": "an object", "string": "a string"},
	type_name(value),
	"nothing",
)

problem(path, expected, value) := {
	"path": path,
	"expected": expected,
	"found": found(value),
}

string_problems(value, path) := set() if {
	is_string(value)
} else := {problem(path, "a string", value)}

enumeration_problems(value, allowed, expected, path) := set() if {
	value in allowed
} else := {problem(path, expected, value)}

# Every engine holds an integer of up to 2^53 - 1 exactly.
integer_problems(value, path) := set() if {
	is_integer(value)
} else := {problem(path, "an integer", value)}

is_integer(value) if {
	is_number(value)
	value == round(value)
	abs(value) <= 9007199254740991
}

boolean_problems(value, path) := set() if {
	is_boolean(value)
} else := {problem(path, "a boolean", value)}

scalar_problems(value, path) := set() if {
	is_scalar(value)
} else := {problem(path, "a string, an exact number or a boolean", value)}

text_problems(value, path) := set() if {
	value == null
} else := string_problems(value, path)

# Whether a value has a text: it is a string, a boolean, an integer, or a fraction of at most 15 digits.
is_scalar(value) if {
	is_string(value)
} else if {
	is_boolean(value)
} else if {
	is_integer(value)
} else if {
	is_number(value)
	fraction_text(value) != null
}

array_problems(value, path) := set() if {
	is_array(value)
} else := {problem(path, "an array", value)}

# A null element, where a lone value would do for a list.
absence_problems(value, path) := set() if {
	value != null
} else := {problem(path, "an array", value)}

record_problems(value, path) := set() if {
	is_object(value)
} else := {problem(path, "an object", value)}

# Fields that an object of a parameter doesn't have.
unknown_field_problems(value, names, expected, path) := {unknown_field(name, expected, path) |
	some name, _ in value
	not name in names
}

unknown_field(name, expected, path) := {
	"path": array.concat(path, [name]),
	"expected": expected,
	"found": "no such field",
}

# The problems of a field, if it is one of those that are read.
problems_of_field(name, fields, problems) := problems if {
	name in fields
} else := set()

# The same for one that may be absent.
problems_of_optional(name, fields, value, problems) := problems if {
	name in fields
	value != null
} else := set()

unless_unknown(value, problems) := set() if {
	is_object(value)
} else := problems

unless_null(value, decoded) := null if {
	value == null
} else := decoded

# The text of a value that has one; what is malformed becomes null, since other fields may be read.
decoded_scalar(value) := value if {
	is_string(value)
} else := scalar_text(value) if {
	is_boolean(value)
} else := scalar_text(value) if {
	is_integer(value)
} else := fraction_text(value) if {
	is_number(value)
} else := null

# The text of a value in whose place null is the empty one.
decoded_text(value) := "" if {
	value == null
} else := value

# The same for one of an object that may be nothing, and has nothing then.
decoded_text_of(holder, value) := null if {
	holder == null
} else := decoded_text(value)

# A list or record of such texts.
with_texts(value) := {key: decoded_text(item) | some key, item in value} if {
	is_object(value)
	null in value
} else := [decoded_text(item) | some item in value] if {
	is_array(value)
	null in value
} else := value

# A value that is known only at deployment is an object in place of the value.
known(value) := null if {
	is_object(value)
} else := value

as_list(value) := value if {
	is_array(value)
} else := []

as_record(value) := value if {
	is_object(value)
} else := {}

# A lone string stands for an object that has it under a key.
keyed(value, key) := {key: value} if {
	is_string(value)
} else := value

# A lone value stands for a list of one.
listed(value) := value if {
	is_array(value)
} else := [] if {
	value == null
} else := [value]

# The path of an element, which for a lone value is the list's own.
listed_path(value, path, index) := array.concat(path, [index]) if {
	is_array(value)
} else := path
