import { lowerCase, rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs2001",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    if (lowerCase(thing.name) === "a") yield violation(thing, "a");
  },
  examples: {},
});
