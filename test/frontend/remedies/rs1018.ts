import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

function isLong(tag: string): boolean {
  return tag.length > 10;
}

export default rule({
  id: "rs1018",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield violation(thing, `${thing.tags.filter(isLong).length}`);
  },
  examples: {},
});
