import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs1025",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    switch (thing.size) {
      case 1:
        yield violation(thing, "one");
        yield violation(thing, "one or two");
        break;
      case 2:
        yield violation(thing, "one or two");
        break;
    }
  },
  examples: {},
});
