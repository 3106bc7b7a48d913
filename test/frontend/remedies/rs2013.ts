import { rule, violation } from "regoscript";
import { Workload } from "regoscript/kubernetes";

export default rule({
  id: "rs2013",
  title: "Remedy",
  severity: "low",
  input: Workload,
  rationale: "",
  remediation: "",
  references: [],
  *check(workload) {
    const names = workload.spec.containers.map((container) => container.name);
    const one: string | string[] = names.length === 1 ? names.join() : names;
    if (typeof one === "string" ? one === "web" : one.includes("web")) yield violation(workload, "web");
  },
  examples: {},
});
