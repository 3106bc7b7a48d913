import { rule, violation } from "regoscript";
import { ServiceAccount } from "regoscript/kubernetes";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs3010",
  title: "Remedy",
  severity: "low",
  input: Thing,
  evidence: [ServiceAccount],
  rationale: "",
  remediation: "",
  references: [],
  *check(thing, { inventory }) {
    if (inventory.all(ServiceAccount)?.length === 0) yield violation(thing, "x");
  },
  examples: {},
});
