package regoscript.abstract

# Whether two scalars, or nothing, are the same.
equality(left, right) := left == right if {
	not is_object(left)
	not is_object(right)
} else if {
	is_same(left, right)
} else := equal_text(left, right) if {
	is_text(left)
	is_text(right)
} else := false if {
	is_something(left)
	not may_be_text(right)
} else := false if {
	is_something(right)
	not may_be_text(left)
} else := false if {
	bounds(left) != null
	bounds(right) != null
	are_apart(bounds(left), bounds(right))
} else := false if {
	is_compound(left)
	right == null
} else := false if {
	is_compound(right)
	left == null
} else := left == right if {
	is_compound(left)
	is_compound(right)
	count(why(left)) + count(why(right)) == 0
} else := unknown(why(left) | why(right))

# Whether two unknown values are surely the same one.
is_same(left, right) if {
	id := lone_id(left)
	id != null
	id == lone_id(right)
}

lone_id(value) := value.id if {
	value.is == "unknown"
} else := value.parts[0].id if {
	value.is == "text"
	count(value.parts) == 1
} else := null

is_clean(value) if {
	value.is == "unknown"
	value.clean != false
}

# Whether a value is a text, known, in parts, or of letters, digits and hyphens.
is_text(value) if {
	is_string(value)
} else if {
	value.is == "text"
} else if {
	is_clean(value)
}

# A text in parts or a clean unknown value: never nothing, and no number.
is_something(value) if {
	value.is == "text"
} else if {
	is_clean(value)
}

may_be_text(value) if {
	is_string(value)
} else if {
	value.is in {"text", "unknown"}
}

is_compound(value) if {
	is_object(value)
	value.is != "unknown"
	value.is != "text"
	value.is != "number"
}

# The least and the greatest number that a value may be, or null for no number.
bounds(value) := [value, value] if {
	is_number(value)
} else := [value.least, value.greatest] if {
	value.is == "number"
} else := [null, null] if {
	is_null(value)
} else := null

are_apart(left, right) if {
	left[1] != null
	right[0] != null
	left[1] < right[0]
} else if {
	left[0] != null
	right[1] != null
	right[1] < left[0]
} else if {
	left == [null, null]
	right[0] != null
} else if {
	right == [null, null]
	left[0] != null
}

equal_text(left, right) if {
	identities(left) == identities(right)
	every part in parts_of(left) { part_identity(part) != {"id": null} }
} else := false if {
	are_texts_apart(left, right)
} else := unknown(why(left) | why(right))

# What the parts of a text are, wherever they stand.
identities(text) := [part_identity(part) | some part in parts_of(text)]

part_identity(part) := part if {
	is_string(part)
} else := {"id": part.id}

# Whether two texts, one of them in parts, can't be the same.
are_texts_apart(left, right) if {
	not do_heads_agree(head(left), head(right))
} else if {
	not do_tails_agree(tail(left), tail(right))
} else if {
	is_string(right)
	not may_be(left, right)
} else if {
	is_string(left)
	not may_be(right, left)
}

do_heads_agree(left, right) if {
	startswith(left, right)
} else if {
	startswith(right, left)
}

do_tails_agree(left, right) if {
	endswith(left, right)
} else if {
	endswith(right, left)
}

# Whether a text in parts may be a known one.
may_be(value, text) if {
	every part in parts_of(value) { is_known_or_clean(part) }
	regex.match(language(parts_of(value)), text)
} else if {
	some part in parts_of(value)
	not is_known_or_clean(part)
	startswith(text, head(value))
	endswith(text, tail(value))
	sum([count(part) | some part in parts_of(value); is_string(part)]) <= count(text)
}

is_known_or_clean(part) if {
	is_string(part)
} else if {
	part.clean != false
}

# The characters that a clean part may hold.
characters(part) := "[^*?${}\\s]" if {
	part.clean == "plain"
} else := "[A-Za-z0-9-]"

# The regular expression of all texts that known and clean parts may be.
language(parts) := concat("", array.concat(array.concat(["^(?:"], [expression(part) | some part in parts]), [")$"]))

expression(part) := concat("", [characters(part), "+"]) if {
	is_object(part)
} else := concat("", [`\Q`, replace(part, `\E`, `\E\\E\Q`), `\E`])

# How one number is to another: "<" or "<=".
less(left, right) := truth if {
	is_number(left)
	is_number(right)
	truth := left < right
} else if {
	bounds(left)[1] < bounds(right)[0]
	is_bounded(left, right)
} else := false if {
	bounds(left)[0] >= bounds(right)[1]
	is_bounded(right, left)
} else := unknown(why(left) | why(right))

less_or_equal(left, right) := truth if {
	is_number(left)
	is_number(right)
	truth := left <= right
} else if {
	bounds(left)[1] <= bounds(right)[0]
	is_bounded(left, right)
} else := false if {
	bounds(left)[0] > bounds(right)[1]
	is_bounded(right, left)
} else := unknown(why(left) | why(right))

# Whether the greatest of one number and the least of another are known.
is_bounded(left, right) if {
	is_number(bounds(left)[1])
	is_number(bounds(right)[0])
}

# Whether a value is of one of JavaScript's types.
is_of_type(value, type) := false if {
	value == null
} else := type == "string" if {
	is_clean(value)
} else := type == type_name(value) if {
	not is_object(value)
} else := unknown(value.because) if {
	value.is == "unknown"
} else := type == object.get({"text": "string", "list": "array"}, value.is, value.is) if {
	value.is in {"text", "number", "list", "set"}
} else := type == "object"
