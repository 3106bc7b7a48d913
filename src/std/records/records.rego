package regoscript.std

# Another object with the values of pairs of key and value added by key, to a number where it has none.
sums_by_key(pairs, others, start) := object.union(others, {key: total |
	some key, values in groups(pairs)
	total := object.get(others, key, start) + sum(values)
})

# Another object with the values of pairs of key and value added to its lists by key.
lists_by_key(pairs, others) := object.union(others, {key: list |
	some key, values in groups(pairs)
	list := array.concat(object.get(others, key, []), values)
})

# An object from pairs of key and value, of which the last with a key counts.
record_of(pairs) := {key: value |
	some key, values in groups(pairs)
	value := values[count(values) - 1]
}

# The values of pairs of key and value by key, in the order of the pairs. To look through all pairs for each key would
# take time that grows with the square of their number: sorted by key and place, the pairs of a key stand side by side.
groups(pairs) := {group: values |
	rows := sort([[pair[0], place, pair[1]] | some place, pair in pairs])
	keys := [row[0] | some row in rows]
	before := array.concat([null], keys)
	starts := [place | some place, key in keys; key != before[place]]
	ends := array.concat(array.slice(starts, 1, count(starts)), [count(rows)])
	some number, start in starts
	group := keys[start]
	values := [row[2] | some row in array.slice(rows, start, ends[number])]
}

# The value below an object that a list of keys leads to, or null.
get(value, keys) := object.get(value, keys, null) if {
	is_object(value)
} else := null

# One object of a list of them, of which a later value of a key counts, and what objects have for the same key is united
# too: by twos, by fours and so on, since `object.union_n` takes WASM the square of their number.
united(objects) := all if {
	some all in united_by_4294967296(array.concat([{}], objects))
}

united_by_2(objects) := objects if {
	count(objects) == 1
} else := array.concat(united_pairs(objects), array.slice(objects, count(objects) - (count(objects) % 2), count(objects)))

united_pairs(objects) := [object.union(objects[2 * pair], objects[(2 * pair) + 1]) |
	some pair in numbers.range(0, floor(count(objects) / 2) - 1)
]

united_by_4(objects) := united_by_2(united_by_2(objects))

united_by_16(objects) := united_by_4(united_by_4(objects))

united_by_256(objects) := united_by_16(united_by_16(objects))

united_by_65536(objects) := united_by_256(united_by_256(objects))

united_by_4294967296(objects) := united_by_65536(united_by_65536(objects))
