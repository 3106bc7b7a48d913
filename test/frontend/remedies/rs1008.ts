import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

function half(size: number): number | undefined {
  return size % 2 === 0 ? Math.floor(size / 2) : undefined;
}

export default rule({
  id: "rs1008",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    if (thing.size > 3) yield violation(thing, "too big");
    else yield violation(thing, `half of it is ${half(thing.size) ?? "no integer"}`);
  },
  examples: {},
});
