package regoscript.abstract

import data.regoscript.std

known_list(values) := {"is": "list", "items": [[value, true] | some value in values], "open": null}

known_set(values) := {"is": "set", "items": [[value, true] | some value in values], "open": null}

# The lists that an array is an array of.
known_lists(values) := known_list([known_list(value) | some value in values])

known_list_or_nothing(values) := known_list(values) if {
	is_array(values)
} else := null

# What stands for the further elements of a collection, one by one: elements of its own, and what it has spread.
items_of(value) := value.items if {
	value.is in {"list", "set"}
} else := []

# Because of which places there may be further elements, or null.
openness(value) := value.open if {
	value.is in {"list", "set", "record"}
} else := value.because if {
	value.is == "unknown"
} else := null

# Places as openness: null for none that there are.
united_openness(all) := because if {
	some open in all
	is_set(open)
	because := {place | some other in all; some place in other}
} else := null

# A list of parts, each an array of items, with the openness of what was spread into it.
list(parts, opens) := {
	"is": "list",
	"items": [item | some part in parts; some item in part],
	"open": united_openness(opens),
}

set_of(parts, opens) := {
	"is": "set",
	"items": merged_items([item | some part in parts; some item in part]),
	"open": united_openness(opens),
}

# Items of which no two are equal.
merged_items(items) := [[item[0], disjunction([other[1] | some other in items; other[0] == item[0]])] |
	some at, item in items
	not stands_before(items, at, item[0])
]

stands_before(items, at, value) if {
	some other, item in items
	other < at
	item[0] == value
}

# What ways through steps give, as a list or set.
collected(ways) := list([[[way[0], way[1]] | some way in ways; way[2] == false]], [why(way[1]) | some way in ways; way[2] != false])

collected_set(ways) := set_of([[[way[0], way[1]] | some way in ways; way[2] == false]], [why(way[1]) | some way in ways; way[2] != false])

joined_lists(left, right, because) := {
	"is": "list",
	"items": array.concat(
		array.concat(array.slice(left.items, 0, before), unsure(array.slice(left.items, before, count(left.items) - after), because)),
		array.concat(unsure(array.slice(right.items, before, count(right.items) - after), because), array.slice(right.items, count(right.items) - after, count(right.items))),
	),
	"open": opened(united_openness([left.open, right.open]), because),
} if {
	before := common_length(left.items, right.items)
	after := common_length(
		array.reverse(array.slice(left.items, before, count(left.items))),
		array.reverse(array.slice(right.items, before, count(right.items))),
	)
}

opened(open, because) := open | because if {
	is_set(open)
} else := null

# How many items two arrays begin with alike.
common_length(left, right) := min((({at |
	some at, item in left
	not right[at] == item
} | {count(left)}) | {count(right)}))

unsure(items, because) := [[item[0], unknown(because | why(item[1]))] | some item in items]

joined_sets(left, right, because) := {
	"is": "set",
	"items": array.concat(
		[[item[0], truth] |
			some item in left.items
			truth := joined_presence(item[1], presence_in(right.items, item[0]), because)
		],
		unsure(
			[item |
				some item in right.items
				presence_in(left.items, item[0]) == false
			],
			because,
		),
	),
	"open": opened(united_openness([left.open, right.open]), because),
}

presence_in(items, value) := item[1] if {
	some item in items
	item[0] == value
} else := false

joined_presence(left, right, because) if {
	left == true
	right == true
} else := unknown(((because | why(left)) | why(right)))

# How many elements there are.
length(value) := 0 if {
	value == null
} else := number_between(sure_count(value), greatest_count(value), why_of_length(value))

number_between(least, greatest, because) := least if {
	least == greatest
} else := {"is": "number", "least": least, "greatest": greatest, "because": because}

sure_count(value) := count([1 | some item in value.items; item[1] == true]) if {
	value.is == "list"
} else := max([count({item[0] | some item in value.items; item[1] == true; not is_object(item[0])}), count({1 | some item in value.items; item[1] == true})]) if {
	value.is == "set"
} else := count([1 | some entry in value.entries; entry[2] == true]) if {
	value.is == "record"
} else := count([1 | some inner in value.fields; inner != null; not inner.is == "unknown"]) if {
	value.is == "object"
} else := 0

greatest_count(value) := null if {
	is_set(openness(value))
} else := count(value.items) if {
	value.is in {"list", "set"}
} else := count(value.entries) if {
	value.is == "record"
} else := count([1 | some inner in value.fields; inner != null]) if {
	value.is == "object"
} else := null

# What decides over a length: whether elements are there, of a set their values too.
why_of_length(value) := own_places(value) | {place | some item in value.items; some place in why(item[1])} if {
	value.is == "list"
} else := why(value)

# Whether a list or set has a value.
membership(value, collection) := false if {
	collection == null
} else := disjunction(array.concat(
	[truth |
		some item in items_of(collection)
		truth := conjunction([item[1], equality(value, item[0])])
	],
	[unknown(open) | open := openness(collection); is_set(open)],
))

# What an iteration meets, in order: each element with its key, whether it is there, and last what stands for all
# further ones.
cases(value) := array.concat(cases_of(value), [rest |
	open := openness(value)
	is_set(open)
	rest := {"key": unknown(open), "value": unknown(open), "sure": unknown(open), "rest": unknown(open)}
])

cases_of(value) := [{"key": index_at(value, at), "value": item[0], "sure": item[1], "rest": false} |
	some at, item in value.items
	item[1] != false
] if {
	value.is in {"list", "set"}
} else := [{"key": entry[0], "value": entry[1], "sure": entry[2], "rest": false} |
	some entry in entries_of(value)
	entry[2] != false
]

# The index of an item, if nothing that isn't known stands before it.
index_at(value, at) := at if {
	count(unsettled_before(value, at)) == 0
} else := unknown(unsettled_before(value, at))

unsettled_before(value, at) := own_places(value) | {place |
	some item in array.slice(value.items, 0, at)
	some place in why(item[1])
}

# The cases of an iteration that ends after the first for which a condition holds.
until(all, stops) := [object.union(case, {"sure": sure}) |
	some at, case in all
	ends := [conjunction([all[other].sure, stop]) |
		some other, stop in stops
		may_come_before(all, other, at)
	]
	sure := conjunction([case.sure, negated(disjunction(ends))])
	sure != false
]

# Further elements of an open list may stand before any other.
may_come_before(all, other, at) if {
	other < at
} else if {
	other > at
	all[other].rest != false
}

# An element of a list by its index, from the end if that is negative, or a value of a record by its key.
element(collection, key) := null if {
	collection == null
} else := list_element(collection, key) if {
	collection.is == "list"
	is_number(key)
} else := record_element(collection, key) if {
	collection.is in {"record", "object"}
} else := unknown(why(collection) | why(key))

list_element(value, index) := element_at(value, index, array.slice(value.items, 0, index + 1)) if {
	index >= 0
} else := element_at(value, count(value.items) + index, value.items)

# An element, if nothing that isn't known stands among what decides over its index.
element_at(value, index, deciding) := unknown(because) if {
	because := own_places(value) | {place | some item in deciding; some place in why(item[1])}
	count(because) > 0
} else := item if {
	item := std.element(value.items, index)[0]
} else := null

record_element(record, key) := unknown(because) if {
	because := why(key) | own_places(record)
	count(because) > 0
} else := null if {
	count(entries_that_may_be(record, key)) == 0
} else := value if {
	entries := entries_that_may_be(record, key)
	count(entries) == 1
	entries[0][2] == true
	equality(entries[0][0], key) == true
	value := entries[0][1]
} else := unknown({place |
	some entry in entries_that_may_be(record, key)
	some place in why([entry[0], entry[2]])
})

entries_that_may_be(record, key) := [entry |
	some entry in entries_of(record)
	equality(entry[0], key) != false
]

# The elements from an index to another of a list in which nothing is unsure.
slice(value, from, to) := object.union(value, {"items": std.slice_between(value.items, from, to)}) if {
	is_settled(value)
	is_number(from)
	is_number(to)
} else := unknown(((why(value) | why(from)) | why(to)))

# Whether all elements of a list are surely there, and no others.
is_settled(value) if {
	value.is in {"list", "set"}
	value.open == null
	every item in value.items { item[1] == true }
}

reversed(value) := object.union(value, {"items": array.reverse(value.items)}) if {
	value.is == "list"
} else := unknown(why(value))

# The elements of lists in a list.
flat(value) := list([inner | some item in value.items; inner := conditional_items(item)], array.concat([value.open], [because |
	some item in value.items
	because := openness(item[0])
])) if {
	value.is == "list"
} else := value

# The items of a list that may not be there itself.
conditional_items(item) := [[inner[0], truth] |
	some inner in items_of(item[0])
	truth := conjunction([item[1], inner[1]])
]

join(value, by) := text([piece |
	some at, item in value.items
	some piece in separated(at, item[0], by)
]) if {
	is_settled(value)
	is_possible_text(by)
} else := unknown(why(value) | why(by))

is_possible_text(value) if {
	is_string(value)
} else if {
	value.is in {"text", "unknown"}
}

separated(at, value, by) := [value] if {
	at == 0
} else := [by, value]

# Whether a list has an element.
is_filled(value) := disjunction(array.concat([item[1] | some item in value.items], [unknown(open) |
	open := openness(value)
	is_set(open)
]))

# The values of pairs of a position and a value, in the order of the positions.
in_order(rows) := {"is": "list", "items": [row[2] | some row in sorted], "open": rows.open} if {
	rows.is == "list"
	every item in rows.items { is_settled(item[0]) }
	sorted := sort([[item[0].items[0][0], at, [item[0].items[1][0], item[1]]] | some at, item in rows.items])
} else := unknown(why(rows))

# The last element, or another value where there is none.
last_or(value, other) := other if {
	value.is == "list"
	value.open == null
	count(value.items) == 0
} else := last[0] if {
	value.is == "list"
	value.open == null
	last := value.items[count(value.items) - 1]
	last[1] == true
} else := unknown(why(value) | why(other))
