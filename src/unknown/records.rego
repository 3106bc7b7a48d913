package regoscript.abstract

# The entries of a record, or of an object as one: key, value, and whether it is there.
entries_of(value) := value.entries if {
	value.is == "record"
} else := [[key, inner, true] |
	some key, inner in value.fields
	inner != null
] if {
	value.is in {"object", "instance"}
} else := []

# A record of parts, each an array of entries, of which a later one with a key counts. Of what was spread, `opens` has
# what is known of further entries, and `paths` the places of nodes: a copy of one is where it is.
record(parts, opens, paths) := {"is": "record", "entries": latest(entries, opened_at), "open": united_openness(opens), "path": last_path(paths)} if {
	entries := [entry | some part in parts; some entry in part]
	opened_at := [[at, opens[part]] |
		some part, _ in opens
		at := count([1 | some other, before in parts; other < part; some _ in before])
	]
}

last_path(paths) := found[count(found) - 1] if {
	found := [path | some path in paths; is_array(path)]
	count(found) > 0
} else := null

# The last entry of each key. Where that may not be there, its value may be that of one before; and where another key or
# a further entry may be the same, it may be replaced.
latest(entries, opened_at) := [[entry[0], value, sure] |
	some at, entry in entries
	count([1 | some place, other in entries; place > at; equality(other[0], entry[0]) == true]) == 0
	earlier := [[other[1], other[2]] |
		some other in array.reverse(array.slice(entries, 0, at))
		equality(other[0], entry[0]) == true
	]
	same := array.concat([[entry[1], entry[2]]], earlier)
	value := first(same)
	later := [conjunction([other[2], equality(entry[0], other[0])]) | some place, other in entries; place > at]
	spread := [unknown(open[1]) | some open in opened_at; is_set(open[1]); open[0] > at]
	sure := conjunction([holds(same), negated(disjunction(array.concat(later, spread)))])
	sure != false
]

# What a spread takes of a value: of an object all fields, also those that are nothing.
spread_entries(value) := [[key, inner, true] | some key, inner in value.fields] if {
	value.is in {"object", "instance"}
} else := entries_of(value)

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
	is_string(key)
} else := concat("", [id, ".", format_int(key, 10)]) if {
	is_string(id)
	is_number(key)
} else := null

record_keys(value) := set_of([[[entry[0], entry[2]] | some entry in entries_of(value)]], [openness(value)])

# A record without some keys; a copy of a node is where the node is.
record_without(value, keys) := unknown(why(value) | why(keys)) if {
	value.is == "unknown"
} else := {"is": "record", "entries": entries, "open": openness(value), "path": path_of(value)} if {
	entries := [[entry[0], entry[1], sure] |
		some entry in entries_of(value)
		sure := conjunction([entry[2], negated(membership(entry[0], keys))])
		sure != false
	]
}

known_record(values) := {"is": "record", "entries": [[key, value, true] | some key, value in values], "open": null}

# A record from a list of pairs, of which the last with a key counts.
record_from_pairs(pairs) := record([entries, []], [null, openness(pairs)], []) if {
	entries := [[list_at(item[0], 0), list_at(item[0], 1), item[1]] | some item in items_of(pairs)]
}
