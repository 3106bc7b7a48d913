import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

function name(value: string | readonly string[]): string {
  return typeof value === "string" ? value : "a list";
}

export default rule({
  id: "rs1011",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield violation(thing, name(thing.tags));
  },
  examples: {},
});
