package regoscript.abstract

# The places of all that isn't known in a value. Rego has no recursion: what is nested deeper than anything that rules
# make counts as unknown.
why(value) := fewest(own_places(value) | {place |
	some inner in parts_inside(value)
	some place in why_inside(inner)
})

# Of more places than help anybody the first ones, since each operation unites those of its arguments.
fewest(places) := places if {
	count(places) <= 32
} else := {{"path": place[0], "why": place[1]} |
	some place in array.slice(sort([[place.path, place.why] | some place in places]), 0, 32)
}

why_inside(value) := own_places(value) | {place |
	some inner in parts_inside(value)
	some place in why_inside_2(inner)
}

why_inside_2(value) := own_places(value) | {place |
	some inner in parts_inside(value)
	some place in why_inside_3(inner)
}

why_inside_3(value) := own_places(value) | {place |
	some inner in parts_inside(value)
	some place in why_inside_4(inner)
}

why_inside_4(value) := own_places(value) | {place |
	some inner in parts_inside(value)
	some place in why_inside_5(inner)
}

why_inside_5(value) := own_places(value) | {place |
	some inner in parts_inside(value)
	some place in why_inside_6(inner)
}

why_inside_6(value) := own_places(value) | {{"path": [], "why": "a value nested too deep"} |
	some _ in parts_inside(value)
}

own_places(value) := set() if {
	not is_object(value)
} else := value.because if {
	value.is in {"unknown", "number"}
} else := value.open if {
	is_set(value.open)
} else := set()

# The values directly inside a value; a document's are not looked into.
parts_inside(value) := value if {
	is_array(value)
} else := [] if {
	not is_object(value)
} else := value.parts if {
	value.is == "text"
} else := value.items if {
	value.is in {"list", "set"}
} else := value.entries if {
	value.is == "record"
} else := [inner | some inner in value.fields] if {
	value.is in {"object", "instance"}
} else := []
