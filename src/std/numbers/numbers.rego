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
