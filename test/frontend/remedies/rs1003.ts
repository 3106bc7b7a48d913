import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs1003",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    for (const key of Object.keys(thing.labels)) {
      yield violation(thing, key);
    }
  },
  examples: {},
});
