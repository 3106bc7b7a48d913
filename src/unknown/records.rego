package regoscript.abstract

# The entries of a record, or of an object as one: key, value, and whether it is there.
entries_of(value) := value.entries if {
	value.is == "record"
} else := [[key, inner, presence_of(inner)] |
	some key, inner in value.fields
	inner != null
] if {
	value.is in {"object", "instance"}
} else := []

# Whether a value is not nothing.
presence_of(value) := unknown(value.because) if {
	may_be_nothing(value)
} else := value != null

# A record of parts, each an array of entries, of which a later one with a key counts; `opens` are of what was spread.
record(parts, opens) := {"is": "record", "entries": latest(entries, opened_at), "open": united_openness(opens)} if {
	entries := [entry | some part in parts; some entry in part]
	opened_at := [[at, opens[part]] |
		some part, _ in opens
		at := count([1 | some other, before in parts; other <= part; some _ in before])
	]
}

# The entries whose keys no later one surely has; of others it isn't known whether they are there as they are.
latest(entries, opened_at) := [[entry[0], entry[1], sure] |
	some at, entry in entries
	later := [conjunction([other[2], equality(entry[0], other[0])]) | some place, other in entries; place > at]
	spread := [unknown(open[1]) | some open in opened_at; is_set(open[1]); open[0] > at]
	sure := conjunction([entry[2], negated(disjunction(array.concat(later, spread)))])
	sure != false
]

field(value, key) := object.get(value.fields, key, null) if {
	value.is in {"object", "instance"}
} else := {"is": "unknown", "because": value.because, "id": id_below(value.id, key), "clean": false} if {
	value.is == "unknown"
} else := record_element(value, key) if {
	value.is == "record"
} else := unknown(own_places(value)) if {
	count(own_places(value)) > 0
} else := null

id_below(id, key) := concat("", [id, ".", key]) if {
	is_string(id)
} else := null

record_keys(value) := set_of([[[entry[0], entry[2]] | some entry in entries_of(value)]], [openness(value)])

# A record without some keys.
record_without(value, keys) := object.union(value, {"entries": [[entry[0], entry[1], sure] |
	some entry in value.entries
	sure := conjunction([entry[2], negated(membership(entry[0], keys))])
	sure != false
]}) if {
	value.is == "record"
} else := unknown(why(value) | why(keys))

known_record(values) := {"is": "record", "entries": [[key, value, true] | some key, value in values], "open": null}

# A record from a list of pairs, of which the last with a key counts.
record_from_pairs(pairs) := record(
	[[[key, value, item[1]] |
		some item in pairs.items
		key := element(item[0], 0)
		value := element(item[0], 1)
	]],
	[pairs.open],
) if {
	pairs.is == "list"
} else := unknown(why(pairs))
