import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

function longest(names: readonly string[]): number {
  return names.reduce((most, name) => Math.max(most, name.length), 0);
}

export default rule({
  id: "rs1021",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield violation(thing, `${longest(["a", thing.name])}`);
  },
  examples: {},
});
