package regoscript.abstract

# Anything of its type, nothing too, because of places.
unknown(because) := {"is": "unknown", "because": fewest(because), "id": null, "clean": false}

# Whether a value counts as true: not false, "", 0 or nothing.
truthy(value) := value if {
	is_boolean(value)
} else := false if {
	not is_object(value)
	value in [0, "", null]
} else if {
	not is_object(value)
} else if {
	is_clean(value)
} else := unknown(value.because) if {
	value.is == "unknown"
} else := truthy_text(value) if {
	value.is == "text"
} else := truthy_number(value) if {
	value.is == "number"
} else := true

truthy_text(value) if {
	some part in value.parts
	is_string(part)
} else if {
	some part in value.parts
	is_clean(part)
} else := unknown(why(value))

truthy_number(value) if {
	value.least > 0
} else := unknown(value.because)

# Whether a condition doesn't hold.
negated(truth) := false if {
	truth == true
} else if {
	truth == false
} else := unknown(why(truth))

# Whether all of several conditions hold.
conjunction(truths) := false if {
	some truth in truths
	truth == false
} else if {
	every truth in truths { truth == true }
} else := unknown({place |
	some truth in truths
	some place in why(truth)
})

# Whether one of several conditions holds.
disjunction(truths) if {
	some truth in truths
	truth == true
} else := false if {
	every truth in truths { truth == false }
} else := unknown({place |
	some truth in truths
	some place in why(truth)
})

# A way through steps: what it gives, whether it holds, and whether it stands for further elements of an open list.
way(value, truths, rests) := [value, conjunction(truths), disjunction(rests)]

# The value of the first of some ways that holds.
first(ways) := null if {
	count(ways) == 0
} else := ways[0][0] if {
	count(ways) == 1
} else := ways[0][0] if {
	ways[0][1] == true
} else := first_of(array.slice(ways, 0, min(ends) + 1)) if {
	ends := {at | some at, way in ways; way[1] == true} | {count(ways) - 1}
}

# All values up to the last of some ways may be the result: the last is, where no other holds.
first_of(ways) := last if {
	count(different_from_last(ways)) == 0
	last := ways[count(ways) - 1][0]
} else := folded(array.slice(ways, 0, max(different_from_last(ways)) + 1), ways[count(ways) - 1][0]) if {
	every way in ways { way[0].is in {"list", "set"} }
} else := unknown({place |
	some at in different_from_last(ways)
	some way in array.slice(ways, 0, at + 1)
	some place in why(way)
} | why(ways[count(ways) - 1][0]))

different_from_last(ways) := {at |
	last := ways[count(ways) - 1][0]
	some at, way in ways
	way[0] != last
}

# Lists of several ways, and of the last: of the first four, others are taken together.
folded(ways, last) := joined(ways[0][0], folded_2(array.slice(ways, 1, count(ways)), last), why(ways[0][1]))

folded_2(ways, last) := last if {
	count(ways) == 0
} else := joined(ways[0][0], folded_3(array.slice(ways, 1, count(ways)), last), why(ways[0][1]))

folded_3(ways, last) := last if {
	count(ways) == 0
} else := joined(ways[0][0], folded_4(array.slice(ways, 1, count(ways)), last), why(ways[0][1]))

folded_4(ways, last) := last if {
	count(ways) == 0
} else := joined(ways[0][0], last, why(ways[0][1])) if {
	count(ways) == 1
} else := unknown({place | some way in ways; some place in why(way)} | why(last))

# One value or another, of which something unknown decides.
joined(left, right, because) := left if {
	left == right
} else := joined_lists(left, right, because) if {
	left.is == "list"
	right.is == "list"
} else := joined_sets(left, right, because) if {
	left.is == "set"
	right.is == "set"
} else := unknown(((because | why(left)) | why(right)))

# Which of two values there is, each a list of one where the condition leaves it possible.
conditional(truth, when_true, when_false) := when_true[0] if {
	truth == true
} else := when_false[0] if {
	truth == false
} else := joined(when_true[0], when_false[0], why(truth))

# The first value, or a list of the second where the first may be nothing.
coalesce(value, others) := others[0] if {
	value == null
} else := joined(value, others[0], why(value)) if {
	may_be_nothing(value)
} else := value

may_be_nothing(value) if {
	value.is == "unknown"
	not value.clean
}

# Whether one of some ways surely holds, so that later ones don't matter.
decided(ways) if {
	some way in ways
	way[1] == true
}

# Whether one of some ways holds.
holds(ways) := disjunction([way[1] | some way in ways])
