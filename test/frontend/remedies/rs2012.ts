import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

const names = new Map([["a", "Anna"]]);

export default rule({
  id: "rs2012",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    if (names.get(thing.name) !== undefined) yield violation(thing, "named");
  },
  examples: {},
});
