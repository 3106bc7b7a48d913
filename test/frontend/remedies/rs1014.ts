import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs1014",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    const known = new Set(["a", "b"]);
    const weights = new Map([["a", 1]]);
    if (known.has(thing.name)) yield violation(thing, `${weights.get(thing.name) ?? 0}`);
  },
  examples: {},
});
