package regoscript.abstract

# What an operation that knows nothing of unknown values says: its result, if it has one since all is known.
lifted(values, results) := results[0] if {
	count(results) == 1
} else := unknown({place | some value in values; some place in why(value)})

# An array of the arguments as the operation takes them, in an array; none where something in them isn't known.
concrete(values) := [[plain | some value in values; plain := unwrapped(value)]] if {
	every value in values { count(why(value)) == 0 }
} else := []

# A list as an array, a set as a set, a record as an object; what is in them stays as it is.
unwrapped(value) := [item[0] | some item in value.items] if {
	value.is == "list"
} else := {item[0] | some item in value.items} if {
	value.is == "set"
} else := {entry[0]: entry[1] | some entry in value.entries} if {
	value.is == "record"
} else := value

# An array of lists as an array of arrays.
pairs_of(values) := [unwrapped(value) | some value in values]

# An object with arrays and sets in place of lists and sets, of a record or an object of the rule's own.
collections_of(record) := {entry[0]: unwrapped(entry[1]) | some entry in entries_of(record)} if {
	record.is == "object"
} else := {key: unwrapped(value) | some key, value in record}

# A record of lists.
known_record_of_lists(object) := known_record({key: known_list(value) | some key, value in object})

# What JavaScript's typeof says.
type_of(value) := "undefined" if {
	value == null
} else := "string" if {
	is_clean(value)
} else := type_name(value) if {
	not is_object(value)
} else := unknown(value.because) if {
	value.is == "unknown"
} else := object.get({"text": "string", "number": "number"}, value.is, "object")
