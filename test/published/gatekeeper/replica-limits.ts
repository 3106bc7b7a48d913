import { rule, violation, yaml } from "regoscript";
import { Replicated } from "regoscript/kubernetes";

export default rule({
  id: "replica-limits",
  title: "Number of replicas out of bounds",
  severity: "medium",
  input: Replicated,
  parameters: { ranges: [{ min_replicas: 3, max_replicas: 50 }] as { min_replicas?: number; max_replicas?: number }[] },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/replicalimits"],

  *check(workload, { parameters }) {
    const { replicas = 1 } = workload;
    const isAllowed = parameters.ranges.some(
      (range) => replicas >= (range.min_replicas ?? 0) && replicas <= (range.max_replicas ?? Number.MAX_SAFE_INTEGER),
    );
    if (!isAllowed) yield violation(workload, `${replicas} replicas are not in any of the allowed ranges`);
  },

  examples: {
    three: {
      document: yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {replicas: 3}
        `,
      violations: [],
    },
    "none said": {
      document: yaml`
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: web, namespace: shop}
        spec: {}
        `,
      violations: [
        { message: "1 replicas are not in any of the allowed ranges", path: [], resource: "StatefulSet shop/web" },
      ],
    },
    "no upper bound": {
      document: yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {replicas: 100}
        `,
      parameters: { ranges: [{ min_replicas: 100 }] },
      violations: [],
    },
  },
});
