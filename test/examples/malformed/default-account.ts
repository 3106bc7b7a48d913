import { rule, violation, yaml } from "regoscript";
import { Workload } from "regoscript/kubernetes";

export default rule({
  id: "default-account",
  title: "Workload with the default service account",
  severity: "low",
  input: Workload,
  rationale: "",
  remediation: "",
  references: [],
  *check(workload) {
    if (workload.spec.serviceAccountName === undefined) yield violation(workload.spec, "default account");
  },
  examples: {
    "own account": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {serviceAccountName: web, containers: [{name: web, image: web:1}]}
        `,
      violations: [],
    },
    "default account, and a network that is none": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {hostNetwork: perhaps, containers: [{name: web, image: web:1}]}
        `,
      violations: [{ message: "default account", path: ["spec"], resource: "Pod web" }],
    },
    "a list": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {serviceAccountName: [web], containers: [{name: web, image: web:1}]}
        `,
      violations: [],
      malformed: [
        { resource: "Pod web", path: ["spec", "serviceAccountName"], expected: "a string", found: "an array" },
      ],
    },
  },
});
