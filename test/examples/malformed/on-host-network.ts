import { rule, violation, yaml } from "regoscript";
import { Workload } from "regoscript/kubernetes";

export default rule({
  id: "on-host-network",
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
    "own network": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {hostNetwork: false, containers: [{name: web, image: web:1}]}
        `,
      violations: [],
    },
    "host network": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {hostNetwork: true, containers: [{name: web, image: web:1}]}
        `,
      violations: [{ message: "host network", path: ["spec"], resource: "Pod web" }],
    },
    "neither, and a service account that is none": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {hostNetwork: perhaps, serviceAccountName: [web], containers: [{name: web, image: web:1}]}
        `,
      violations: [],
      malformed: [{ resource: "Pod web", path: ["spec", "hostNetwork"], expected: "a boolean", found: "a string" }],
    },
  },
});
