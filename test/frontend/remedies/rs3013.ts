import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

const names: readonly string[] = ["a"];

export default rule({
  id: "rs3013",
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
