import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

function describe(thing: Thing): string {
  return thing.on ? thing.name : "other";
}

export default rule({
  id: "rs1006",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield violation(thing, describe(thing));
  },
  examples: {},
});
