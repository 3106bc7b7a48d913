import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs3006",
  title: "Remedy",
  severity: "low",
  input: Thing,
  parameters: { depths: ["1"] },
  rationale: "",
  remediation: "",
  references: [],
  *check(thing, { parameters }) {
    if (parameters.depths.includes(`${thing.size}`)) yield violation(thing, "x");
  },
  examples: {},
});
