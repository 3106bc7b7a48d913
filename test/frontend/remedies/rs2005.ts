import { compareText, rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs2005",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    if (compareText(thing.name, "m") < 0) yield violation(thing, "early");
  },
  examples: {},
});
