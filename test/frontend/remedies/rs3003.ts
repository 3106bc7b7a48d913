import { inputKind, instance, rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export const Other = inputKind<Thing>({
  id: "other-thing",
  title: "other",
  recognises: [],
  kubernetes: [],
  *find(document) {
    yield instance<Thing>(document, "Other");
  },
});

export default rule({
  id: "rs3003",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    yield violation(thing, "x");
  },
  examples: {},
});
