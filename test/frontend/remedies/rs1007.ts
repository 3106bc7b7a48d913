import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

function now(name: string): string {
  return name;
}

export default rule({
  id: "rs1007",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield violation(thing, now(thing.name));
  },
  examples: {},
});
