import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs1026",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield violation(thing, [...new Map([["a", thing.size]]).keys()].length > 0 ? "some" : "none");
  },
  examples: {},
});
