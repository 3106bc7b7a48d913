import { at, rule, violation } from "regoscript";
import { Thing } from "../../fixtures/thing.ts";

export default rule({
  id: "place",
  title: "`violation(node, …)` and `at`",
  severity: "low",
  input: Thing,
  rationale: "A node is the instance or an object reached from it, and knows its path; `at` is the place of a field or an element below it, which needn't be there. A value that the rule made has no place (RS3009).",
  remediation: "",
  references: [],

  *check(thing) {
    if (thing.inner?.name === undefined) yield violation(at(thing.inner ?? thing, "name"), "there is no inner name");
    for (const [key, value] of Object.entries(thing.labels)) {
      if (value === "") yield violation(at(thing, "labels", key), `the label ${key} is empty`);
    }
  },

  examples: {},
});
