import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

// The file is rs3002.ts.

export default rule({
  id: "rs3002",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield violation(thing, "x");
  },
  examples: {},
});
