package regoscript.std

# The nodes that edges lead to from some nodes, with those nodes. `graph.reachable` alone won't do: a node that several
# edges lead to at once it follows once for each, so that its time grows with the number of ways through the graph. So
# the search goes step by step while a few steps do, and then in rounds.
reachable(edges, from) := search.reached if {
	start := {node | some node in from}
	search := follow_rounds_1048576(follow_steps_16({"edges": edges, "reached": start, "latest": start}))
}

# A search one edge further: what has been reached, and what of that no edge has been followed from yet.
follow_step(search) := search if {
	count(search.latest) == 0
} else := object.union(search, {"reached": (search.reached | latest), "latest": latest}) if {
	latest := {node |
		some source in search.latest
		some node in search.edges[source]
		not node in search.reached
	}
}

follow_steps_4(search) := follow_step(follow_step(follow_step(follow_step(search))))

# More steps than most graphs have. Each copies what has been reached, which would take too long for a long way.
follow_steps_16(search) := follow_steps_4(follow_steps_4(follow_steps_4(follow_steps_4(search))))

# A search as far as edges lead of which each node that is left keeps one: in such a tree `graph.reachable` meets no node
# twice. An edge from what was reached last is preferred, so that a round is at least a step.
follow_round(search) := search if {
	count(search.latest) == 0
} else := {"edges": left, "reached": (search.reached | found), "latest": latest} if {
	followed := search.reached - search.latest
	left := {source: ends |
		some source, all in search.edges
		not source in followed
		ends := {node | some node in all; not node in search.reached}
		count(ends) > 0
	}
	first := [{node: source | some node in left[source]} | some source in search.latest]
	kept := united(array.concat([{node: source | some node in ends} | some source, ends in left], first))
	tree := {source: {node | some node in ends; kept[node] == source} | some source, ends in left}
	passed := graph.reachable(tree, search.latest)
	found := {node | some source in passed; some node in left[source]}
	latest := {node | some node in (found - passed); left[node]}
}

# No function can call itself, so each calls the one before four times, until that is more often than there are nodes.
follow_rounds_4(search) := follow_round(follow_round(follow_round(follow_round(search))))

follow_rounds_16(search) := search if {
	count(search.latest) == 0
} else := follow_rounds_4(follow_rounds_4(follow_rounds_4(follow_rounds_4(search))))

follow_rounds_64(search) := search if {
	count(search.latest) == 0
} else := follow_rounds_16(follow_rounds_16(follow_rounds_16(follow_rounds_16(search))))

follow_rounds_256(search) := search if {
	count(search.latest) == 0
} else := follow_rounds_64(follow_rounds_64(follow_rounds_64(follow_rounds_64(search))))

follow_rounds_1024(search) := search if {
	count(search.latest) == 0
} else := follow_rounds_256(follow_rounds_256(follow_rounds_256(follow_rounds_256(search))))

follow_rounds_4096(search) := search if {
	count(search.latest) == 0
} else := follow_rounds_1024(follow_rounds_1024(follow_rounds_1024(follow_rounds_1024(search))))

follow_rounds_16384(search) := search if {
	count(search.latest) == 0
} else := follow_rounds_4096(follow_rounds_4096(follow_rounds_4096(follow_rounds_4096(search))))

follow_rounds_65536(search) := search if {
	count(search.latest) == 0
} else := follow_rounds_16384(follow_rounds_16384(follow_rounds_16384(follow_rounds_16384(search))))

follow_rounds_262144(search) := search if {
	count(search.latest) == 0
} else := follow_rounds_65536(follow_rounds_65536(follow_rounds_65536(follow_rounds_65536(search))))

follow_rounds_1048576(search) := search if {
	count(search.latest) == 0
} else := follow_rounds_262144(follow_rounds_262144(follow_rounds_262144(follow_rounds_262144(search))))
