import { rule, type Violation, violation } from "regoscript";
import { type Part, Thing } from "../../fixtures/thing.ts";

function* problems(part: Part): Generator<Violation, void> {
  if (part.weight < 0) yield violation(part, "the weight is negative");
  if (part.id === "") yield violation(part, "there is no id");
}

export default rule({
  id: "yield-from",
  title: "`yield*` and helpers that yield violations",
  severity: "low",
  input: Thing,
  rationale: "The helper is the set of its violations. It belongs to the module, not to the inside of another function (RS1015). How many violations it yields isn't known, since two that are the same are one (RS1027).",
  remediation: "",
  references: [],

  *check(thing) {
    for (const part of thing.parts) yield* problems(part);
    for (const part of thing.parts) for (const problem of problems(part)) if (thing.on) yield problem;
  },

  examples: {},
});
