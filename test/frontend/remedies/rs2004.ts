import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

const other: string[] = ["a"];

export default rule({
  id: "rs2004",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    if (thing.tags.join(" ") === other.join(" ")) yield violation(thing, "same");
  },
  examples: {},
});
