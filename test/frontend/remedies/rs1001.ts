import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs1001",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    const size = thing.size + 3;
    yield violation(thing, `${size}`);
  },
  examples: {},
});
