package regoscript.std

# The first match of a regular expression and its groups, or null.
match(pattern, text) := element(regex.find_all_string_submatch_n(pattern, text, 1), 0)

# All matches of a regular expression, or null for none.
wholes(pattern, text) := found if {
	found := [match[0] | some match in regex.find_all_string_submatch_n(pattern, text, -1)]
	count(found) > 0
} else := null

# The parts of a text around the first matches of a regular expression, -1 for all; one that matches at least a
# character.
pieces(pattern, text, most) := array.concat([match[1] | some match in matches], [substring(text, count(read), -1)]) if {
	matches := regex.find_all_string_submatch_n(concat("", ["(?s:(.*?))(?:", pattern, ")"]), text, most)
	read := concat("", [match[0] | some match in matches])
}

# Whether a text contains a match of a regular expression, or null where that isn't one that every engine reads alike.
matches_pattern(text, pattern) := regex.match(concat("", ["(?s)", pattern]), text) if {
	count(pattern) <= 1000
	sum([to_number(found[1]) |
		some found in regex.find_all_string_submatch_n("[{,]([0-9]{1,3})", pattern, -1)
	]) <= 1000
	regex.match("(?s)^(?:(?:[^\\\\\\[\\](){}*+?|^$.\\x00]|\\\\[\\\\^$.*+?()\\[\\]{}|/dDwW]|[.]|\\[\\^?(?:[^\\\\\\[\\]^\\-\\x00]-[^\\\\\\[\\]^\\-\\x00]|[^\\\\\\[\\]^\\-\\x00]|\\\\[\\\\\\]\\[^\\-dw])+\\])(?:[*+?][?]?|[{][0-9]{1,3}(?:,[0-9]{0,3})?[}][?]?)?|[\\^$|(]|\\)(?:[*+?][?]?)?)*$", pattern)
	regex.is_valid(concat("", ["(?s)", pattern]))
} else := null

# Whether a text matches a pattern in which * stands for any characters and ? for any one.
matches_wildcard(text, pattern) := regex.match(concat("", ["(?s)^", expression, "$"]), text) if {
	expression := concat("", [part | some character in split(pattern, ""); part := pattern_part(character, ".*", ".")])
}

# Whether a path matches a pattern in which * and ? don't stand for a slash, and ** stands for any characters.
matches_glob(path, pattern) := regex.match(concat("", ["(?s)^", concat(".*", segments), "$"]), path) if {
	segments := [segment |
		some plain in split(pattern, "**")
		segment := concat("", [part | some character in split(plain, ""); part := pattern_part(character, "[^/]*", "[^/]")])
	]
}

# A character of a pattern as a part of a regular expression.
pattern_part(character, any, one) := any if {
	character == "*"
} else := one if {
	character == "?"
} else := "\\x00" if {
	character == "\u0000"
} else := concat("", ["\\", character]) if {
	contains("\\^$.+()[]{}|", character)
} else := character
