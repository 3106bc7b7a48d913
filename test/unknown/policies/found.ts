import { rule, violation } from "regoscript";
import { Found } from "./thing.ts";

export default rule({
  id: "found",
  title: "What is found by what isn't known",
  severity: "low",
  input: Found,
  rationale: "Whether there is an instance may not be known, nor what it is called.",
  remediation: "None.",
  references: [],

  *check(found) {
    yield violation(found, "found");
    if (found.name === "a1") yield violation(found, "named");
  },

  examples: {},
});
