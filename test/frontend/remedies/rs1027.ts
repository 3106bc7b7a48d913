import { rule, type Violation, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

function* problems(thing: Thing): Generator<Violation, void> {
  for (const tag of thing.tags) if (tag === "") yield violation(thing, "a tag is empty");
}

export default rule({
  id: "rs1027",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield* problems(thing);
    yield violation(thing, `${thing.tags.filter((tag) => tag === "").length} problems`);
  },
  examples: {},
});
