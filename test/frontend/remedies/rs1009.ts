import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs1009",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    const tags = [...thing.tags];
    tags.push("seen");
    yield violation(thing, tags.join(", "));
  },
  examples: {},
});
