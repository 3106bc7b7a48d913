import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

const names = ["a", "b"];

export default rule({
  id: "rs3012",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    if (names.includes(thing.name)) yield violation(thing, thing.name);
  },
  examples: {},
});
