import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs1024",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    const from = thing.tags.lastIndexOf("reset") + 1;
    let total = 0;
    for (const tag of thing.tags.slice(from)) total += tag.length;
    yield violation(thing, `${total}`);
  },
  examples: {},
});
