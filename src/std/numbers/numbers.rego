package regoscript.std

# The digits of an integer. WASM's `format_int` ends the evaluation for more than 32 bits, so longer ones are put
# together.
integer_text(number) := format_int(number, 10) if {
	abs(number) < 1000000000
} else := concat("", [sign_text(number), format_int((whole - low) / 1000000000, 10), substring(format_int(low + 1000000000, 10), 1, 9)]) if {
	whole := round(abs(number))
	low := whole % 1000000000
}

sign_text(number) := "-" if {
	number < 0
} else := ""

# The text of a fraction, without an exponent; null where it has more than 15 digits, of which engines don't hold the
# same. `json.marshal` gives a number as the document writes it.
fraction_text(number) := concat("", [sign_text(number), whole_text(whole), ".", fraction]) if {
	[_, before, after, exponent] := regex.find_all_string_submatch_n(`^-?([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$`, json.marshal(number), 1)[0]
	zeros := "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
	digits := concat("", [zeros, before, after, zeros])
	point := (count(zeros) + count(before)) + exponent_value(exponent)
	whole := trim_left(substring(digits, 0, point), "0")
	fraction := trim_right(substring(digits, point, -1), "0")
	count(fraction) > 0
	count(whole) + count(fraction) <= 15
} else := null

whole_text(digits) := "0" if {
	digits == ""
} else := digits

# The value of an exponent of at most two digits.
exponent_value(text) := 0 if {
	regex.match(`^[+-]?0*$`, text)
} else := to_number(trim_left(text, "+0")) if {
	regex.match(`^[+]?0*[0-9]{1,2}$`, text)
} else := 0 - to_number(trim_left(text, "-0")) if {
	regex.match(`^-0*[0-9]{1,2}$`, text)
}

# The integer that a text is in its shortest form, or null. `to_number` takes more, such as 010 and 1_000, and engines
# differ in what.
integer(text) := number if {
	regex.match("^(0|-?[1-9][0-9]{0,15})$", text)
	number := to_number(text)
	abs(number) <= 9007199254740991
} else := null

# Of a division by zero OPA makes an error or nothing.
remainder(number, divisor) := number % divisor if {
	divisor != 0
} else := null

sign(number) := 1 if {
	number > 0
} else := -1 if {
	number < 0
} else := 0

# The quotient of integers without its fraction.
quotient(number, divisor) := (number - (number % divisor)) / divisor

floor_of_quotient(number, divisor) := quotient(number, divisor) - 1 if {
	number % divisor < 0
} else := quotient(number, divisor)

ceil_of_quotient(number, divisor) := quotient(number, divisor) + 1 if {
	number % divisor > 0
} else := quotient(number, divisor)
