import { rule, violation } from "regoscript";
import { Workload } from "regoscript/kubernetes";

export default rule({
  id: "rs2014",
  title: "Remedy",
  severity: "low",
  input: Workload,
  rationale: "",
  remediation: "",
  references: [],
  *check(workload) {
    const name = workload.metadata?.name;
    if (name !== undefined && name !== "web") yield violation(workload, "not web");
  },
  examples: {},
});
