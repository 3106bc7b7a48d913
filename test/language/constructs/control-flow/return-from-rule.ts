import { rule, violation } from "regoscript";
import { Thing } from "../../fixtures/thing.ts";

export default rule({
  id: "return-from-rule",
  title: "`return` in a rule",
  severity: "low",
  input: Thing,
  rationale: "What comes after it has the opposite of its condition. The value that a generator returns is used by nobody and refused (RS1020).",
  remediation: "",
  references: [],

  *check(thing) {
    if (thing.name === "") {
      yield violation(thing, "there is no name");
      return;
    }
    if (thing.size > 50) yield violation(thing, `${thing.name} is large`);
  },

  examples: {},
});
