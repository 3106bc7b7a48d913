package regoscript.std

# The first value, or the second if the first is null.
coalesce(first, second) := second if {
	first == null
} else := first

# What JavaScript takes for true: all but false, "", 0 and nothing.
is_truthy(value) := false if {
	value in [false, "", 0, null]
} else := true

# What JavaScript's typeof says.
type_of(value) := object.get({"null": "undefined", "array": "object", "set": "object"}, name, name) if {
	name := type_name(value)
}
