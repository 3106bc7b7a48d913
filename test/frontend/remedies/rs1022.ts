import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs1022",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    for (const [index, tag] of thing.tags.entries()) {
      const before = thing.tags.slice(0, index).reduce((sum, other) => sum + other.length, 0);
      yield violation(thing, `${before + tag.length}`);
    }
  },
  examples: {},
});
