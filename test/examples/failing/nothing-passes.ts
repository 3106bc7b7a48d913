import { rule, violation, yaml } from "regoscript";
import { Workload } from "regoscript/kubernetes";

export default rule({
  id: "nothing-passes",
  title: "Workload on the host network",
  severity: "high",
  input: Workload,
  rationale: "",
  remediation: "",
  references: [],
  *check(workload) {
    if (workload.spec.hostNetwork) yield violation(workload.spec, "host network");
  },
  examples: {
    "host network": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {hostNetwork: true, containers: [{name: web, image: web:1}]}
        `,
      violations: [{ message: "host network", path: ["spec"], resource: "Pod web" }],
    },
  },
});
