import { rule, violation } from "regoscript";
import { Thing } from "../../fixtures/thing.ts";

export default rule({
  id: "body-of-a-rule",
  title: "`yield violation(…)`",
  severity: "low",
  input: Thing,
  rationale: "Each `yield` of a rule is a body of its own, each loop around it a `some … in`, each condition on the way to it a line.",
  remediation: "",
  references: [],

  *check(thing) {
    for (const part of thing.parts) {
      if (part.weight > 10 && !part.spare) yield violation(part, `part ${part.id} weighs ${part.weight}`);
    }
  },

  examples: {},
});
