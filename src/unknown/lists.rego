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
	because := fewest({place | some other in all; some place in other})
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

# Items of which no two are surely equal.
merged_items(items) := [[item[0], disjunction(array.concat([item[1]], later))] |
	some at, item in items
	not stands_before(items, at, item[0])
	later := [other[1] |
		some other in array.slice(items, at + 1, count(items))
		equality(other[0], item[0]) == true
	]
]

stands_before(items, at, value) if {
	some other, item in items
	other < at
	equality(item[0], value) == true
}

# What ways through steps give, as a list or set.
collected(ways) := list([[[way[0], way[1]] | some way in ways; way[2] == false]], [why(way[1]) | some way in ways; way[2] != false])

collected_set(ways) := set_of([[[way[0], way[1]] | some way in ways; way[2] == false]], [why(way[1]) | some way in ways; way[2] != false])

# What both lists begin and end with alike stays where it is, what is between may be there.
joined_lists(left, right, because) := {
	"is": "list",
	"items": array.concat(
		array.concat(in_both(left.items, right.items, before), unsure(middle(left.items, before, after), because)),
		array.concat(unsure(middle(right.items, before, after), because), array.reverse(in_both(array.reverse(left.items), array.reverse(right.items), after))),
	),
	"open": opened(united_openness([left.open, right.open]), because),
} if {
	before := common_length(left.items, right.items)
	after := common_length(
		array.reverse(middle(left.items, before, 0)),
		array.reverse(middle(right.items, before, 0)),
	)
}

# So many items that two arrays begin with, as sure as they are in both.
in_both(left, right, length_of_both) := [[item[0], conjunction([item[1], right[at][1]])] |
	some at, item in left
	at < length_of_both
]

middle(items, before, after) := array.slice(items, before, count(items) - after)

opened(open, because) := fewest(open | because) if {
	is_set(open)
} else := null

# How many items two arrays begin with alike.
common_length(left, right) := min((({at |
	some at, item in left
	not right[at][0] == item[0]
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

joined_presence(left, right, because) := unknown(because | why(left)) if {
	right == false
} else := conjunction([left, right])

# How many elements a list has.
length(value) := 0 if {
	value == null
} else := number_between(count([1 | some item in items_of(value); item[1] == true]), greatest_count(items_of(value), openness(value)), why_of_length(value))

# How many elements a set has, of which two may turn out to be one.
size(value) := 0 if {
	value == null
} else := number_between(different_count(items_of(value)), greatest_count(items_of(value), openness(value)), why(value))

record_size(value) := 0 if {
	value == null
} else := number_between(different_count(keys), greatest_count(keys, openness(value)), own_places(value) | why(keys)) if {
	keys := [[entry[0], entry[2]] | some entry in entries_of(value)]
}

number_between(least, greatest, because) := least if {
	least == greatest
} else := {"is": "number", "least": least, "greatest": greatest, "because": fewest(because)}

# How many sure items surely differ.
different_count(items) := max([count([1 | some item in items; item[1] == true; count(why(item[0])) == 0]), count({1 | some item in items; item[1] == true})])

greatest_count(items, open) := null if {
	is_set(open)
} else := count(items)

# What decides over a length: which elements are there.
why_of_length(value) := own_places(value) | {place |
	some item in items_of(value)
	some place in why(item[1])
}

# Whether a list or set has a value.
membership(value, collection) := false if {
	collection == null
} else := disjunction(array.concat(
	[truth |
		some item in items_of(collection)
		truth := conjunction([item[1], equality(value, item[0])])
	],
	[unknown(open | unknown_subject(value, collection)) | open := openness(collection); is_set(open)],
))

# Of what isn't known at all, what is looked for matters too.
unknown_subject(value, collection) := why(value) if {
	collection.is == "unknown"
} else := set()

# What an iteration meets, in order: each element with its key, whether it is there, and last what stands for all
# further ones.
cases(value) := array.concat(cases_of(value), [rest |
	open := openness(value)
	is_set(open)
	rest := {"key": unknown(open), "value": unknown(open), "sure": unknown(open), "rest": unknown(open)}
])

cases_of(value) := [{"key": index_at(at, deciding), "value": item[0], "sure": item[1], "rest": false} |
	some at, item in value.items
	item[1] != false
] if {
	value.is in {"list", "set"}
	deciding := deciding_over_indexes(value)
} else := [{"key": entry[0], "value": entry[1], "sure": entry[2], "rest": false} |
	some entry in entries_of(value)
	entry[2] != false
]

# What decides over the indexes of a list: that there may be further elements, and the first of those that may not be
# there, as many as there may be places.
deciding_over_indexes(value) := array.concat(
	[{"at": -1, "because": open} | open := own_places(value); count(open) > 0],
	array.slice([{"at": at, "because": why(item[1])} | some at, item in value.items; item[1] != true], 0, 32),
)

# The index of an item, if nothing that isn't known stands before it.
index_at(at, deciding) := at if {
	every one in deciding { one.at >= at }
} else := unknown({place |
	some one in deciding
	one.at < at
	some place in one.because
})

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
	all[other].rest != false
}

# An element of a list by its index, or a value of a record by its key.
element(collection, key) := null if {
	collection == null
} else := null if {
	collection.is == "list"
	key < 0
} else := list_at(collection, key) if {
	collection.is == "list"
} else := object.get(collection.fields, key, null) if {
	collection.is in {"object", "instance"}
	is_string(key)
} else := record_element(collection, key) if {
	collection.is in {"record", "object", "instance"}
} else := unknown(why(collection) | why(key))

# An element of a list by its index, from the end if that is negative.
list_at(value, index) := null if {
	value == null
} else := unknown(why(value) | why(index)) if {
	value.is != "list"
} else := unknown(why_of_length(value) | why(index)) if {
	not is_number(index)
} else := unknown(why_of_length(value)) if {
	value.open != null
} else := null if {
	index >= count(value.items)
} else := element_at(value.items, index, array.slice(value.items, 0, index + 1)) if {
	index >= 0
} else := element_at(value.items, count(value.items) + index, value.items)

# An element, if nothing that isn't known stands among what decides over its index.
element_at(items, index, deciding) := unknown(because) if {
	because := {place | some item in deciding; some place in why(item[1])}
	count(because) > 0
} else := item if {
	item := std.element(items, index)[0]
} else := null

# The value of the entry that surely has a key, if no other may have it.
record_element(record, key) := null if {
	openness(record) == null
	count(entries_that_may_be(record, key)) == 0
} else := value if {
	entries := entries_that_may_be(record, key)
	count(entries) == 1
	entries[0][2] == true
	equality(entries[0][0], key) == true
	value := entries[0][1]
} else := unknown({place |
	some entry in entries_that_may_be(record, key)
	some place in why([entry[2], equality(entry[0], key)])
} | open_unless_found(record, key))

# Why there may be further entries, which don't matter where one surely has the key.
open_unless_found(record, key) := set() if {
	some entry in entries_of(record)
	equality(entry[0], key) == true
} else := own_places(record)

entries_that_may_be(record, key) := [entry |
	some entry in entries_of(record)
	equality(entry[0], key) != false
]

# The elements of a list from an index to the end.
slice(value, from) := unknown(why(value) | why(from)) if {
	not is_collection_value(value)
} else := {"is": "list", "items": std.slice(value.items, from), "open": null} if {
	is_settled(value)
	is_number(from)
} else := {"is": "list", "items": unsure(value.items, why_of_length(value) | why(from)), "open": value.open} if {
	cut_is_unknown(value, from)
} else := {"is": "list", "items": array.slice(value.items, from, count(value.items)), "open": null} if {
	from <= sure_from_start(value)
} else := {
	"is": "list",
	"items": unsure(array.slice(value.items, sure_from_start(value), count(value.items)), why_of_length(value)),
	"open": null,
}

# Whether nothing can be said of where a list is cut.
cut_is_unknown(value, from) if {
	not is_number(from)
} else if {
	value.open != null
} else if {
	from < 0
}

is_collection_value(value) if {
	value.is in {"list", "set"}
}

# How many elements at the start of a list are surely there.
sure_from_start(value) := min({at | some at, item in value.items; item[1] != true} | {count(value.items)})

# Whether all elements of a list are surely there, and no others.
is_settled(value) if {
	value.is in {"list", "set"}
	value.open == null
	every item in value.items { item[1] == true }
}

reversed(value) := object.union(value, {"items": array.reverse(value.items)}) if {
	value.is in {"list", "set"}
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
in_order(rows) := unknown(why(rows)) if {
	some row in items_of(rows)
	count(why(list_at(row[0], 0))) > 0
} else := {"is": "list", "items": [row[2] | some row in sorted], "open": openness(rows)} if {
	sorted := sort([[list_at(row[0], 0), at, [list_at(row[0], 1), row[1]]] | some at, row in items_of(rows)])
}

# The last element, or another value where there is none.
last_or(value, other) := unknown(why(value) | why(other)) if {
	is_set(openness(value))
} else := first(array.concat([[item[0], item[1]] | some item in array.reverse(items_of(value))], [[other, true]]))
