package regoscript.std

# The settings that a resource of a template is to be judged in: what the conditions that it asks for, and the parameters
# with allowed values that it refers to, may be together. The first ones that give no more than eight.
settings_of(resource, declared, conditions, parameters) := [setting |
	some position in numbers.range(0, product(counts) - 1)
	setting := {choice[0]: value |
		some at, choice in taken
		value := choice[1][floor(position / product(array.slice(counts, 0, at))) % counts[at]]
	}
] if {
	values := values_inside(object.get(resource, "Properties", null))
	own := object.get(resource, "Condition", null)
	choices := array.concat(
		[[concat(" ", ["condition", name]), may_hold(name, own)] | some name in conditions_in(values, conditions)],
		parameters_in(values, declared, parameters),
	)
	taken := array.slice(choices, 0, max({most |
		some most in numbers.range(0, count(choices))
		product([count(choice[1]) | some choice in array.slice(choices, 0, most)]) <= 8
	}))
	counts := [count(choice[1]) | some choice in taken]
}

# The condition of the resource itself holds.
may_hold(name, own) := [true] if {
	name == own
} else := [true, false]

# The conditions that functions ask for, in order.
conditions_in(values, conditions) := sort({name |
	some value in values
	name := arguments_of_if(value)[0]
	name in conditions
})

arguments_of_if(value) := value if {
	is_array(value)
	count(value) == 3
	is_string(value[0])
} else := arguments if {
	is_object(value)
	object.keys(value) == {"Fn::If"}
	arguments := value["Fn::If"]
	is_array(arguments)
	count(arguments) == 3
	is_string(arguments[0])
}

# The parameters that functions or texts refer to and that have allowed values, few enough, in order.
parameters_in(values, declared, parameters) := [[concat(" ", ["parameter", name]), allowed] |
	is_object(parameters)
	some name in sort([key | some key, _ in parameters; key in declared])
	allowed := allowed_values(parameters[name], declared)
	is_referred_to(values, name)
]

is_referred_to(values, name) if {
	{"Ref": name} in values
} else if {
	name in values
} else if {
	some value in values
	is_string(value)
	contains(value, concat("", ["${", name, "}"]))
}

# The allowed values of a parameter that is one text or number. None may be read as a name of the template's.
allowed_values(parameter, declared) := texts if {
	is_object(parameter)
	parameter.Type in {"String", "Number"}
	is_array(parameter.AllowedValues)
	count(parameter.AllowedValues) in numbers.range(1, 8)
	all := [decoded_scalar(value) | some value in parameter.AllowedValues]
	texts := [allowed | some at, allowed in all; not allowed in array.slice(all, 0, at)]
	every allowed in texts {
		is_string(allowed)
		not is_reference(allowed, declared)
	}
}

# Whether a text may be what is left of `!Ref`, `!GetAtt` or `!Sub`, or holds a dynamic reference.
is_reference(text, declared) if {
	startswith(text, "AWS::")
} else if {
	contains(text, "${")
} else if {
	contains(text, "{{resolve:")
} else if {
	split(text, ".")[0] in declared
}
