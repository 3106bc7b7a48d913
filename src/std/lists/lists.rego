package regoscript.std

# The element of a list at an index, or null. Of an index that a document writes as `1e0` OPA finds nothing as it is.
default element(_, _) := null

element(list, index) := list[round(index)]

# The element of a list at an index that is counted from the end, or null.
element_from_end(list, index) := element(list, count(list) + index)

# The element of a list at an index, from the end if it is negative, or null.
list_at(list, index) := element(list, index) if {
	index >= 0
} else := element_from_end(list, index)

# The elements from an index to the end.
slice(list, from) := array.slice(list, offset(from, count(list)), count(list))

# The elements from an index to another, each from the end if it is negative.
slice_between(list, from, to) := array.slice(list, start, max([start, offset(to, count(list))])) if {
	start := offset(from, count(list))
}

# A list in which so many elements from an index on are left out, and others put in their place.
spliced(list, from, left_out, others) := array.concat(array.concat(array.slice(list, 0, start), others), array.slice(list, end, count(list))) if {
	start := offset(from, count(list))
	end := min([count(list), start + max([0, left_out])])
}

# An index that is counted from the end if it is negative, inside the length.
offset(index, length) := max([0, length + index]) if {
	index < 0
} else := min([round(index), length])

# The elements up to the first of some indexes.
until(list, indexes) := array.slice(list, 0, min(indexes) + 1) if {
	count(indexes) > 0
} else := list

flatten(lists) := [item |
	some list in lists
	some item in list
]

# The elements without repetition, in order: WASM lists a set by hash.
unique(list) := sort({item | some item in list})

# The values of pairs of a position and a value, in the order of the positions.
in_order(rows) := [row[1] | some row in sort(rows)]

# The last element, or another value where there is none.
last_or(list, other) := list[count(list) - 1] if {
	count(list) > 0
} else := other

# The index of the first element that equals a value, or -1.
index_of(list, value) := min(indexes) if {
	indexes := [index | some index, item in list; item == value]
	count(indexes) > 0
} else := -1

last_index_of(list, value) := max(indexes) if {
	indexes := [index | some index, item in list; item == value]
	count(indexes) > 0
} else := -1

# Of pairs of a key and a value: the first value with the greatest key, or null.
first_greatest(pairs) := element([pair[1] | some pair in pairs; pair[0] == greatest], 0) if {
	greatest := max([pair[0] | some pair in pairs])
} else := null

last_greatest(pairs) := element_from_end([pair[1] | some pair in pairs; pair[0] == greatest], -1) if {
	greatest := max([pair[0] | some pair in pairs])
} else := null

first_least(pairs) := element([pair[1] | some pair in pairs; pair[0] == least], 0) if {
	least := min([pair[0] | some pair in pairs])
} else := null

last_least(pairs) := element_from_end([pair[1] | some pair in pairs; pair[0] == least], -1) if {
	least := min([pair[0] | some pair in pairs])
} else := null
