import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

function size(thing: Thing): number | undefined {
  if (thing.size > 3) return thing.size;
  return undefined;
}

export default rule({
  id: "rs1019",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield violation(thing, `${size(thing) === undefined}`);
  },
  examples: {},
});
