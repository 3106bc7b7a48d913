import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs2006",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield violation(thing, `${Math.floor(thing.size / 2)}`);
  },
  examples: {},
});
