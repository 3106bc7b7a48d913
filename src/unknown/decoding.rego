package regoscript.abstract

import data.regoscript.std

malformed(path, expected, found) := {"is": "malformed", "path": path, "expected": expected, "found": found}

# What stands where something else is expected. In a template that may be what a function gives that nobody knows.
misfit(value, settled, expected, is_optional) := null if {
	settled == null
	is_optional
} else := malformed(value.path, expected, "nothing") if {
	settled == null
} else := malformed(value.path, expected, "a string") if {
	settled.is == "text"
} else := malformed(value.path, expected, std.found(settled.value))

# The same where a text, a number or a boolean is expected.
misfit_scalar(value, settled, expected, is_optional) := unknown_for(value, null, "not a plain value") if {
	is_template(settled)
	is_collection(settled.value)
} else := misfit(value, settled, expected, is_optional)

is_collection(value) if {
	is_object(value)
} else if {
	is_array(value)
}

decoded_text(value, is_optional) := text if {
	text := as_text(resolved(value))
	text != null
} else := misfit_scalar(value, resolved(value), "a string", is_optional)

# A text in whose place null, and nothing, is the empty one.
decoded_text_or_empty(value, is_optional) := "" if {
	not is_optional
	is_nothing(resolved(value))
} else := decoded_text(value, is_optional)

is_nothing(settled) if {
	settled == null
} else if {
	settled.is == "raw"
	settled.value == null
}

decoded_choice(value, allowed, expected, is_optional) := settled if {
	settled := resolved(value)
	settled.is == "unknown"
} else := unknown(why(settled)) if {
	settled := resolved(value)
	settled.is == "text"
} else := text if {
	text := as_text(resolved(value))
	some one in allowed
	text == one
} else := misfit_scalar(value, resolved(value), expected, is_optional)

decoded_integer(value, is_optional) := number if {
	number := as_integer(resolved(value))
	number != null
} else := misfit_scalar(value, resolved(value), "an integer", is_optional)

decoded_boolean(value, is_optional) := boolean if {
	boolean := as_boolean(resolved(value))
	boolean != null
} else := misfit_scalar(value, resolved(value), "a boolean", is_optional)

decoded_scalar(value, is_optional) := text if {
	text := as_scalar(resolved(value))
	text != null
} else := misfit_scalar(value, resolved(value), "a string, an exact number or a boolean", is_optional)

# A value with its place, as it stands in the document; of a field that may be absent nothing where there is none, and
# what isn't known where that is there, since it may be nothing.
decoded_raw(value, is_optional) := settled if {
	is_optional
	settled := resolved(value)
	may_be_nothing(settled)
} else := null if {
	is_optional
	resolved(value) == null
} else := value

# What is known only at deployment may be an object in place of a value, which then counts as none.
resolvable(value) := with_value(value, null) if {
	is_placeholder(value)
} else := value

is_placeholder(value) if {
	settled := resolved(value)
	settled.is == "raw"
	not is_template(settled)
	is_object(settled.value)
}

# The raw elements of a list, by themselves; a lone value stands for a list of one.
raw_list(value, is_lone, is_optional) := settled if {
	settled := resolved_list(value)
	may_be_nothing(settled)
	is_optional
} else := {"is": "list", "items": [], "open": settled.because} if {
	settled := resolved_list(value)
	may_be_nothing(settled)
} else := elements(value) if {
	settled := resolved_list(value)
	is_array(settled.value)
} else := known_list([]) if {
	resolved_list(value) == null
	not is_optional
} else := known_list([value]) if {
	is_lone
	resolved_list(value) != null
} else := {"is": "list", "items": [], "open": why(settled)} if {
	settled := resolved_list(value)
	is_something(settled)
} else := misfit(value, resolved_list(value), "an array", is_optional)

# The raw entries of a record; a lone text stands for an object that has it under a key.
raw_record(value, lone_key, is_optional) := settled if {
	settled := resolved(value)
	may_be_nothing(settled)
	is_optional
} else := {"is": "record", "entries": [], "open": settled.because} if {
	settled := resolved(value)
	may_be_nothing(settled)
} else := {"is": "record", "entries": entries, "open": further_members(settled)} if {
	settled := resolved(value)
	is_object(settled.value)
	entries := raw_entries(settled)
} else := known_record({}) if {
	resolved(value) == null
	not is_optional
} else := known_record({lone_key: object.union(value, {"path": array.concat(value.path, [lone_key])})}) if {
	is_string(lone_key)
	settled := resolved(value)
	is_lone_text(settled)
} else := {"is": "record", "entries": [], "open": why(settled)} if {
	settled := resolved(value)
	is_something(settled)
} else := misfit(value, resolved(value), "an object", is_optional)

is_lone_text(settled) if {
	is_something(settled)
} else if {
	is_string(settled.value)
}

# A list of the same elements as another, decoded; anything else as it is.
with_items(value, items) := object.union(value, {"items": items}) if {
	value.is == "list"
} else := value

with_entries(value, entries) := object.union(value, {"entries": entries}) if {
	value.is == "record"
} else := value

# An object with its fields, which `fields` holds where there is one to decode.
decoded_object(value, fields, is_optional) := {"is": "object", "path": value.path, "fields": fields[0]} if {
	count(fields) == 1
} else := settled if {
	settled := resolved(value)
	settled.is == "unknown"
} else := unknown(why(settled)) if {
	settled := resolved(value)
	settled.is == "text"
} else := misfit(value, resolved(value), "an object", is_optional)

# A raw object whose fields can be decoded, in an array; none where there is no object.
objects_in(value) := [settled] if {
	settled := resolved(value)
	settled.is == "raw"
	is_object(settled.value)
} else := []

# What is wrong with a value, apart from what is inside it.
own_problems(value) := {{"path": path, "expected": expected, "found": found}} if {
	value.is == "malformed"
	path := value.path
	expected := value.expected
	found := value.found
} else := set()

items_inside(value) := [item[0] | some item in items_of(value)]

values_inside(value) := [entry[1] | some entry in value.entries] if {
	value.is == "record"
} else := []

known_object(path, fields) := {"is": "object", "path": path, "fields": fields}
