import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

function isShown(name: string): boolean {
  if (name === "stop") return false;
  return name !== "";
}

export default rule({
  id: "rs1004",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    if (isShown(thing.name)) yield violation(thing, thing.name);
  },
  examples: {},
});
