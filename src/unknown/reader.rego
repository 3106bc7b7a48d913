package regoscript.abstract

import data.regoscript.std

# What a raw value settles to: itself, null, what isn't known, or a text with such parts.
resolved(value) := value if {
	not value.is == "raw"
} else := settled if {
	value.origin.open.wrapper == "cloudformation"
	settled := resolved_in_template(value)
} else := unknown({{"path": path, "why": attribute_at(path)}}) if {
	is_known_after_apply(value)
	path := value.path
} else := as_it_stands(value)

# The name of the attribute that a path of a plan leads to.
attribute_at(path) := names[count(names) - 1] if {
	names := [key | some key in path; is_string(key)]
	count(names) > 0
} else := "the resource"

# Whether a plan knows a value only after apply: of what it has nothing of, if it doesn't know all that is in it.
is_known_after_apply(value) if {
	value.unknown == true
} else if {
	value.value == null
	true in std.values_inside(value.unknown)
}

as_it_stands(value) := null if {
	value.value == null
} else := written if {
	is_string(value.value)
	written := marked(value.value, value.parts)
	is_object(written)
} else := value

# What a template's function gives in the setting that the part is judged in.
resolved_in_template(value) := resolved_choice(chosen(value))

# Of a choice by a condition of which the setting says nothing it is known if both branches are the same.
resolved_choice(value) := settled if {
	[condition, branches] := alternatives(value)
	settled := resolved_branches(value, condition, branches)
} else := resolved_function(value)

# The branch of an `Fn::If` that is taken in the setting that a part is judged in, in its own place; anything else as it
# is. Three choices, one in another, are looked into, as many conditions as a setting can have.
chosen(value) := branch_of(branch_of(branch_of(value))) if {
	value.origin.open.setting
} else := value

branch_of(value) := with_value(value, branches[0]) if {
	[condition, branches] := alternatives(value)
	setting(value, "condition", condition) == true
} else := with_value(value, branches[1]) if {
	[condition, branches] := alternatives(value)
	setting(value, "condition", condition) == false
} else := value

# What a condition or parameter is in the setting that a part is judged in; undefined where that says nothing of it.
setting(value, sort, name) := value.origin.open.setting[concat(" ", [sort, name])]

# Parts as they are judged: each once for every setting.
in_settings(parts) := [set_part |
	some given in parts
	some set_part in each_setting(given)
]

each_setting(given) := [{"value": given.value, "path": given.path, "origin": object.union(given.origin, {"open": object.union(open, {"setting": one})})} |
	some one in open.settings
] if {
	open := given.origin.open
	open.settings != [{}]
} else := [given]

resolved_branches(value, condition, branches) := settled if {
	branches[0] == branches[1]
	settled := resolved_inside(with_value(value, branches[0]))
} else := unknown_for(value, null, concat(" ", ["Fn::If", condition]))

# What a function inside another one gives, as far as it is looked into.
resolved_inside(value) := null if {
	is_no_value(value.value)
} else := with_text(value, given) if {
	given := reference(value)
} else := unknown_for(value, null, name) if {
	name := function_of(value.value)
	name != null
} else := as_it_stands(value)

# The name of the condition of an `Fn::If` and its branches; undefined for anything else.
alternatives(value) := [whole[0], array.slice(whole, 1, 3)] if {
	is_lone_key(value.value, "Fn::If")
	whole := value.value["Fn::If"]
	is_array(whole)
	count(whole) == 3
	is_string(whole[0])
} else := [value.value[0], array.slice(value.value, 1, 3)] if {
	is_array(value.value)
	count(value.value) == 3
	is_string(value.value[0])
	value.value[0] in declared(value, "conditions")
}

# What stands where a list is asked. In a template a text and a list there, without the name of a function, may be the
# arguments of `Fn::Join` or a list of two.
resolved_list(value) := unknown_for(value, null, "Fn::Join") if {
	is_template(value)
	items := chosen(value).value
	is_array(items)
	is_join(items)
} else := resolved(value)

# Whether an element stands for a value: not for `AWS::NoValue`, and of what may be that it isn't known.
presence_of_element(value) if {
	not value.origin.open.wrapper == "cloudformation"
} else := presence_of_chosen(chosen(value))

presence_of_chosen(value) := unknown(settled.because) if {
	may_be_left_out(value)
	settled := resolved(value)
	settled.is == "unknown"
} else := resolved(value) != null if {
	may_be_left_out(value)
} else := not_no_value(value.value)

# Whether a choice between alternatives may give `AWS::NoValue`, or a transformation nothing.
may_be_left_out(value) if {
	is_lone_key(value.value, "Fn::Transform")
} else if {
	[_, branches] := alternatives(value)
	some branch in branches
	may_be_no_value(value, branch)
}

may_be_no_value(_, branch) if {
	is_no_value(branch)
} else if {
	is_lone_key(branch, "Fn::Transform")
} else if {
	is_lone_key(branch, "Fn::If")
}

may_be_no_value(value, branch) if {
	is_array(branch)
	count(branch) == 3
	branch[0] in declared(value, "conditions")
}

not_no_value(value) := false if {
	is_no_value(value)
} else := true

is_no_value(value) if {
	value == {"Ref": "AWS::NoValue"}
} else if {
	value == "AWS::NoValue"
}

is_lone_key(value, key) if {
	is_object(value)
	object.keys(value) == {key}
}

# The one key of an object that calls a function of CloudFormation's, or null.
function_of(value) := key if {
	is_object(value)
	count(value) == 1
	some key, _ in value
	is_function(key)
} else := null

is_function(key) if {
	key == "Ref"
} else if {
	startswith(key, "Fn::")
}

# The names that a template declares of a sort.
declared(value, sort) := value.origin.open[sort] if {
	is_array(value.origin.open[sort])
} else := array.slice([null], 0, 0)

unknown_for(value, id, why) := {"is": "unknown", "because": {{"path": path, "why": why}}, "id": id, "clean": cleanness(value, id)} if {
	path := value.path
}

# What characters there are in what a name of a template stands for. Resources are named, and have ARNs and ids, of plain
# characters; what a parameter is given is anything.
cleanness(value, id) if {
	id in {"AWS::AccountId", "AWS::Region", "AWS::Partition"}
} else := "plain" if {
	id in declared(value, "resources")
} else := "plain" if {
	split(id, ".")[0] in declared(value, "resources")
	regex.match(`\..*(?:Arn|Id|Name)$`, id)
} else := false

pseudo_parameters := {
	"AWS::AccountId",
	"AWS::NoValue",
	"AWS::NotificationARNs",
	"AWS::Partition",
	"AWS::Region",
	"AWS::StackId",
	"AWS::StackName",
	"AWS::URLSuffix",
}

# What a function other than `Fn::If` gives, in its long form or in what is left of its short one.
resolved_function(value) := null if {
	is_no_value(value.value)
} else := settled if {
	settled := with_text(value, joined_text(value))
} else := settled if {
	settled := with_text(value, reference(value))
} else := with_value(value, found) if {
	found := found_in_map(value)
} else := settled if {
	settled := selected(value)
} else := with_value(value, pieces) if {
	pieces := split_known(value)
} else := unknown_for(value, null, name) if {
	name := function_of(value.value)
	name != null
} else := unknown_for(value, null, name) if {
	name := dropped_function(value)
} else := as_it_stands(value)

# The text of a function's argument; undefined if it isn't known.
known_text(value, argument) := settled if {
	settled := joined_element(chosen(with_value(value, argument)))
	is_string(settled)
}

# The arguments of a function, in its long form or in what is left of its short one.
arguments_of(value, name) := value.value[name] if {
	is_lone_key(value.value, name)
} else := value.value if {
	dropped_function(value) == name
}

# What `Fn::FindInMap` finds by known keys; undefined for any other value.
found_in_map(value) := found if {
	arguments := arguments_of(value, "Fn::FindInMap")
	is_array(arguments)
	count(arguments) == 3
	keys := [known_text(value, argument) | some argument in arguments]
	count(keys) == 3
	is_object(value.origin.open.maps)
	found := object.get(value.origin.open.maps, keys, null)
	found != null
	not is_object(found)
}

# What `Fn::Select` takes by a known index out of a list of plain values; undefined for any other value.
selected(value) := resolved_inside(with_value(value, items[to_number(position)])) if {
	[index, items] := arguments_of(value, "Fn::Select")
	position := known_text(value, index)
	regex.match(`^[0-9]{1,4}$`, position)
	is_array(items)
	every item in items {
		is_string(std.decoded_scalar(item))
		not is_no_value(item)
	}
}

# The list that `Fn::Split` makes of a known text; undefined for any other value.
split_known(value) := split(source, separator) if {
	[separator, argument] := arguments_of(value, "Fn::Split")
	is_string(separator)
	separator != ""
	source := known_text(value, argument)
}

# What a function gives; of a known text a raw value that holds it.
with_text(value, given) := with_value(value, given) if {
	is_string(given)
} else := given

# The function of a list whose short tag a reader has dropped; undefined for any other value.
dropped_function(value) := "Fn::FindInMap" if {
	is_array(value.value)
	count(value.value) == 3
	every text in value.value { is_string(text) }
	value.value[0] in declared(value, "mappings")
} else := "Fn::Select" if {
	is_array(value.value)
	count(value.value) == 2
	is_number(value.value[0])
	is_array(value.value[1])
}

# Whether a text, by itself or of an `Fn::Sub`, holds a dynamic reference.
is_dynamic(value) if {
	is_string(value.value)
	contains(value.value, "{{resolve:")
} else if {
	[text, _] := template_of(value)
	contains(text, "{{resolve:")
}

# What `Ref`, `Fn::GetAtt` and `Fn::Sub` give; undefined for any other value.
reference(value) := unknown_for(value, null, "a dynamic reference") if {
	is_dynamic(value)
} else := given if {
	given := setting(value, "parameter", referred_to(value))
} else := unknown_for(value, name, concat(" ", ["Ref", name])) if {
	name := referred_to(value)
} else := unknown_for(value, name, concat(" ", ["Fn::GetAtt", name])) if {
	name := attribute_of(value)
} else := unknown_for(value, null, "Fn::Sub") if {
	[template, _] := template_of(value)
	count(names_in(template)) > 64
} else := substituted(value, template, names, false) if {
	[template, names] := template_of(value)
} else := unknown_for(value, null, "Fn::Sub") if {
	is_string(value.value)
	some name in names_in(value.value)
	is_declared(value, name)
	count(names_in(value.value)) > 64
} else := substituted(value, value.value, {}, true) if {
	is_string(value.value)
	some name in names_in(value.value)
	is_declared(value, name)
}

referred_to(value) := name if {
	is_lone_key(value.value, "Ref")
	name := value.value.Ref
	is_string(name)
} else := value.value if {
	is_string(value.value)
	value.value in pseudo_parameters
} else := value.value if {
	is_string(value.value)
	value.value in declared(value, "declared")
}

attribute_of(value) := name if {
	is_lone_key(value.value, "Fn::GetAtt")
	name := value.value["Fn::GetAtt"]
	is_string(name)
} else := concat(".", path) if {
	is_lone_key(value.value, "Fn::GetAtt")
	path := value.value["Fn::GetAtt"]
	is_array(path)
	count(path) > 0
	every key in path { is_string(key) }
} else := value.value if {
	is_string(value.value)
	regex.match(`^[A-Za-z0-9]+\.[A-Z][A-Za-z0-9.]*$`, value.value)
	split(value.value, ".")[0] in declared(value, "declared")
}

# The text of a `Fn::Sub` and the values that it names itself.
template_of(value) := [text, {}] if {
	is_lone_key(value.value, "Fn::Sub")
	text := value.value["Fn::Sub"]
	is_string(text)
} else := [text, names] if {
	is_lone_key(value.value, "Fn::Sub")
	[text, names] := value.value["Fn::Sub"]
	is_string(text)
	is_object(names)
}

names_in(text) := [match[1] | some match in regex.find_all_string_submatch_n(`\$\{([^${}!][^${}]*)\}`, text, -1)]

is_declared(value, name) if {
	name in pseudo_parameters
} else if {
	split(name, ".")[0] in declared(value, "declared")
}

# A text with what stands for its names, all of them or those that the template declares.
substituted(value, template, names, only_declared) := text([piece |
	some at, literal in std.pieces(`\$\{[^${}]*\}`, template, -1)
	some piece in array.concat(named_before(found, at, value, names, only_declared), [literal])
]) if {
	found := regex.find_all_string_submatch_n(`\$\{(!?)([^${}]*)\}`, template, -1)
}

named_before(found, at, value, names, only_declared) := [] if {
	at == 0
} else := [substitute(found[at - 1], value, names, only_declared)]

substitute(match, value, names, only_declared) := match[0] if {
	only_declared
	not is_declared(value, match[2])
} else := concat("", ["${", match[2], "}"]) if {
	match[1] == "!"
} else := literal if {
	literal := std.decoded_scalar(names[match[2]])
	literal != null
} else := unknown_for(value, null, concat(" ", ["Fn::Sub", match[2]])) if {
	object.get(names, match[2], null) != null
} else := given if {
	given := setting(value, "parameter", match[2])
} else := unknown_for(value, match[2], concat(" ", ["Fn::Sub", match[2]]))

# What `Fn::Join` gives; undefined for any other value.
joined_text(value) := unknown_for(value, null, "Fn::Join") if {
	arguments := join_arguments(value)
	not is_join(arguments)
} else := text([piece |
	some at, element in elements
	some piece in separated(at, element, delimiter)
]) if {
	[delimiter, all] := join_arguments(value)
	elements := [element |
		some inner in all
		element := joined_element(chosen(with_value(value, inner)))
		element != null
	]
}

join_arguments(value) := value.value["Fn::Join"] if {
	is_lone_key(value.value, "Fn::Join")
} else := value.value if {
	is_array(value.value)
	count(value.value) == 2
	is_string(value.value[0])
	is_array(value.value[1])
}

# Of more than 64 parts nothing is known: comparing them would take too long.
is_join(arguments) if {
	is_array(arguments)
	count(arguments) == 2
	is_string(arguments[0])
	is_array(arguments[1])
	count(arguments[1]) <= 64
}

joined_element(value) := null if {
	is_no_value(value.value)
} else := settled if {
	settled := reference(value)
} else := literal if {
	literal := std.decoded_scalar(value.value)
	literal != null
} else := unknown_for(value, null, name) if {
	name := function_of(value.value)
	name != null
} else := unknown_for(value, null, "not a plain value")
