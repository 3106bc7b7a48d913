package regoscript.abstract

# The place of a node; null where it isn't known.
path_of(node) := node.path if {
	is_object(node)
	is_array(node.path)
} else := null

# The place below a node.
place(node, keys) := {"is": "object", "path": array.concat(path, keys), "fields": {}} if {
	path := path_of(node)
	path != null
	every key in keys { not is_object(key) }
} else := node

violation(node, message) := {"is": "violation", "path": path_of(node), "message": printed(message)}

undetermined(node, message, missing, collect) := {
	"is": "undetermined",
	"path": path_of(node),
	"message": printed(message),
	"missing": missing,
	"collect": collect,
}

# What rules ask of the other documents of the run, which may not be known either.
other_documents := unknown({{"path": null, "why": "the other documents of the run"}})

# What a finder gives: where it is, and its fields as they stand in the document.
candidate(at, resource, is_whole, fields) := {"at": at, "path": place_of(at), "resource": printed(resource), "whole": is_whole, "fields": fields}

place_of(at) := path_of(at) if {
	path_of(at) != null
} else := sort([place.path | some place in why(at); is_array(place.path)])[0] if {
	count([1 | some place in why(at); is_array(place.path)]) > 0
} else := []

# A field that a finder gives; where it gives none, nothing below the place.
given_field(given, at, key) := raw(null, array.concat(place_of(at), [key]), null) if {
	given == null
} else := given

# A field of the value at a place, where the value is asked to be an object.
whole_field(at, key) := unknown(why(settled)) if {
	settled := resolved(at)
	settled.is == "text"
} else := member(at, key)

# What is wrong with the place of a candidate whose fields are those of the value there.
whole_problems(candidate) := own_problems(decoded_object(candidate.at, [{} | some _ in objects_in(candidate.at)], false)) if {
	candidate.whole
} else := set()

# Whether nothing at all is known of the fields of an instance that a rule reads, so that it may say anything.
is_blank(instance, names) if {
	own := {name | some name in names; has_key(instance.fields, name)}
	count(own) > 0
	every name in own { is_blank_value(instance.fields[name]) }
}

is_blank_value(value) if {
	may_be_nothing(value)
} else if {
	value.is in {"list", "set"}
	count(value.items) == 0
	is_set(value.open)
} else if {
	value.is == "record"
	count(value.entries) == 0
	is_set(value.open)
}

blank_ways(instance, names) := [way(unknown(because), [unknown(because)], [])] if {
	because := {place | some name in names; some place in why(object.get(instance.fields, name, null))}
}

# What a rule says of an instance, and whether it is so.
result(judged, way) := {"instance": judged.instance, "origin": judged.origin, "outcome": way[0], "truth": conjunction([judged.sure, way[1]])}

# The violations among results that are so whatever the unknown values turn out to be. One that is so only in some
# settings says in which, and is one if in the others there is one of another text at the same place.
violations(results) := {pair[0] |
	some pair in sure
	not pair[1].open.setting
} | {stated(key, origins) |
	some key, origins in by_violation(sure)
	is_everywhere(key, sure)
} if {
	sure := sure_in(results)
}

is_everywhere(violation, sure) if {
	origins := {origin |
		some [other, origin] in sure
		other.path == violation.path
		other.resource == violation.resource
	}
	every origin in origins { count(origin.open.settings) == count(origins) }
}

# A violation with what must be so, if that is more than nothing.
stated(violation, origins) := violation if {
	every origin in origins { count(origin.open.settings) == count(origins) }
} else := {
	"message": concat("", ["if ", circumstances(some_of, settings), ": ", violation.message]),
	"path": violation.path,
	"resource": violation.resource,
} if {
	settings := {one | some origin in origins; some one in origin.open.settings}
	some_of := {origin.open.setting | some origin in origins}
}

# The violations that are surely so in some setting, each with the origin of its part in that.
sure_in(results) := [[violation, result.origin] |
	some result in results
	result.truth == true
	result.outcome.is == "violation"
	violation := {
		"message": result.outcome.message,
		"path": place_in(result.outcome.path, result.instance),
		"resource": result.instance.resource,
	}
]

# In which settings of its part a violation is so, of those in parts that have several.
by_violation(sure) := {key: origins |
	some [key, own] in sure
	own.open.setting
	origins := {origin |
		some [other, origin] in sure
		origin.open.setting
		other == key
	}
}

# What the author says a rule can't tell, and what depends on unknown values, a result for each place.
doubts(results) := ({doubt |
	some result in results
	result.truth == true
	result.outcome.is == "undetermined"
	doubt := {
		"message": result.outcome.message,
		"path": place_in(result.outcome.path, result.instance),
		"resource": result.instance.resource,
		"missing": result.outcome.missing,
		"collect": result.outcome.collect,
	}
} | {doubt |
	some result in results
	not is_sure(result)
	some place in why([result.truth, result.outcome])
	doubt := {
		"message": concat("", [place.why, " isn't known before ", moment(result.origin)]),
		"path": place_in(place.path, result.instance),
		"resource": result.instance.resource,
		"missing": "value",
		"collect": remedy(result.origin),
	}
}) | conditional_violations(results)

# The violations that are so in some settings only, each with what must be so.
conditional_violations(results) := {doubt |
	sure := sure_in(results)
	some key, origins in by_violation(sure)
	not is_everywhere(key, sure)
	some origin in origins
	doubt := object.union(stated(key, origins), {"missing": "value", "collect": remedy(origin)})
}

# What some of all settings have in common that others don't have, in words.
circumstances(some_of, all) := concat(" or ", sort({phrase |
	deciding := {name |
		some one in some_of
		some other in all
		not other in some_of
		differing := {key | some key, value in one; other[key] != value}
		count(differing) == 1
		some name in differing
	}
	some one in some_of
	phrase := concat(" and ", [concat("", [decider, " is ", setting_text(one[decider])]) | some decider in sort(deciding)])
}))

setting_text(value) := value if {
	is_string(value)
} else := "true" if {
	value == true
} else := "false"

# Whether it is known that a rule yields something, and what.
is_sure(result) if {
	result.truth == true
	result.outcome.is != "unknown"
}

# A place, or where none is known the instance's.
place_in(path, instance) := instance.path if {
	path == null
} else := path

moment(origin) := "the plan is applied" if {
	origin.open.wrapper == "terraform"
} else := "deployment" if {
	origin.open.wrapper == "cloudformation"
} else := "all documents are checked together"

remedy(origin) := "terraform apply, then: terraform show -json | regoscript check -" if {
	origin.open.wrapper == "terraform"
} else := "deploy it, then check what the AWS command line says of it" if {
	origin.open.wrapper == "cloudformation"
} else := "regoscript check"
