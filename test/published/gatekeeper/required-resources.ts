import { rule, violation, yaml } from "regoscript";
import { containers, isExemptImage, Workload } from "regoscript/kubernetes";

export default rule({
  id: "required-resources",
  title: "Container without a required limit or request",
  severity: "medium",
  input: Workload,
  parameters: {
    limits: [] as ("cpu" | "memory")[],
    requests: ["cpu", "memory"] as ("cpu" | "memory")[],
    exemptImages: [] as string[],
  },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/containerresources"],

  *check(workload, { parameters }) {
    for (const container of containers(workload.spec)) {
      if (isExemptImage(container.image, parameters.exemptImages)) continue;
      for (const resource of parameters.limits)
        if (container.resources?.limits[resource] === undefined)
          yield violation(container, `container ${container.name} has no limit of ${resource}`);
      for (const resource of parameters.requests)
        if (container.resources?.requests[resource] === undefined)
          yield violation(container, `container ${container.name} has no request of ${resource}`);
    }
  },

  examples: {
    requests: {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, resources: {requests: {cpu: 1, memory: 1Gi}}}
        `,
      violations: [],
    },
    "no memory": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, resources: {requests: {cpu: 1}, limits: {cpu: 1}}}
        `,
      parameters: { limits: ["memory"], requests: ["memory"] },
      violations: [
        { message: "container web has no limit of memory", path: ["spec", "containers", 0], resource: "Pod shop/web" },
        {
          message: "container web has no request of memory",
          path: ["spec", "containers", 0],
          resource: "Pod shop/web",
        },
      ],
    },
  },
});
