import { printed, rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs2003",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield violation(thing, `the tags are ${thing.tags.join(", ")}`);
    yield violation(thing, `the labels are ${printed(thing.labels)}`);
  },
  examples: {},
});
