import { rule, violation, type Violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

function* problems(thing: Thing): Generator<Violation, void> {
  if (thing.note === undefined) yield violation(thing, "there is no note");
}

export default rule({
  id: "rs1015",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield violation(thing, thing.name);
    yield* problems(thing);
  },
  examples: {},
});
