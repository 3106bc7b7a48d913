package regoscript.std

# The values of pairs of key and value by key, in the order of the pairs. WASM's `sort` takes the square of a list's length:
# so pairs become objects that are united, by key and then by place. The places stand in two levels, of which each is
# short enough to be sorted.
groups(pairs) := {key: values |
	length := 256
	blocks := [array.slice(pairs, length * block, length * (block + 1)) |
		some block in numbers.range(0, floor(count(pairs) / length))
	]
	all := united([{pair[0]: {block: {place: pair[1]}}} |
		some block, some_pairs in blocks
		some place, pair in some_pairs
	])
	some key, by_block in all
	values := [by_block[block][place] |
		some block in sort(object.keys(by_block))
		some place in sort(object.keys(by_block[block]))
	]
}
