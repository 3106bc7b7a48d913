import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

function squared(size: number): number {
  return size * size;
}

export default rule({
  id: "rs1017",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield violation(thing, `${squared(thing.size) + 9}`);
  },
  examples: {},
});
