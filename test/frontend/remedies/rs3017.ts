import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";
import { isLong } from "./long-names.ts";

export default rule({
  id: "rs3017",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    if (isLong(thing.name)) yield violation(thing, thing.name);
  },
  examples: {},
});
