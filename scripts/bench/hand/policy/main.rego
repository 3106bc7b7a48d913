# The same for conftest.
package main

import data.hand

deny contains text(violation) if {
	some violation in hand.violations
	violation.rule != "default-service-account"
}

warn contains text(violation) if {
	some violation in hand.violations
	violation.rule == "default-service-account"
}

text(violation) := sprintf("%s: %s (%s)", [violation.resource, violation.message, violation.rule])
