package regoscript.std

# A path as people write it: spec.containers[0].name
path_text(path) := "the document" if {
	count(path) == 0
} else := concat("", [segment_text(index, key) | some index, key in path])

segment_text(index, key) := concat("", ["[", format_int(key, 10), "]"]) if {
	is_number(key)
} else := key if {
	index == 0
} else := concat("", [".", key])
