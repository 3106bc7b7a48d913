import { rule, type Scalar, violation, yaml } from "regoscript";
import { compareQuantities, containers, isExemptImage, productOfQuantity, Workload } from "regoscript/kubernetes";

export default rule({
  id: "container-ratios",
  title: "Limit too far above the request",
  severity: "medium",
  input: Workload,
  parameters: { ratio: "2" as Scalar, cpuRatio: undefined as Scalar | undefined, exemptImages: [] as string[] },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/containerresourceratios"],

  *check(workload, { parameters }) {
    for (const container of containers(workload.spec)) {
      if (isExemptImage(container.image, parameters.exemptImages)) continue;
      for (const resource of ["cpu", "memory"]) {
        const ratio = resource === "cpu" ? (parameters.cpuRatio ?? parameters.ratio) : parameters.ratio;
        const limit = container.resources?.limits[resource];
        const request = container.resources?.requests[resource];
        if (limit === undefined) yield violation(container, `container ${container.name} has no limit of ${resource}`);
        if (request === undefined)
          yield violation(container, `container ${container.name} has no request of ${resource}`);
        if (limit === undefined || request === undefined) continue;
        const most = productOfQuantity(request, ratio);
        if (most === undefined || (compareQuantities(limit, most) ?? 1) > 0)
          yield violation(
            container,
            `the limit ${limit} of ${resource} is more than ${ratio} times the request ${request}`,
          );
      }
    }
  },

  examples: {
    "twice the request": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, resources: {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 500m, memory: 512Mi}}}
        `,
      violations: [],
    },
    "a ratio with a fraction, another for cpu": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, resources: {limits: {cpu: 4, memory: 1Gi}, requests: {cpu: 1, memory: 0.5Gi}}}
        `,
      parameters: { ratio: "1.5", cpuRatio: "4" },
      violations: [
        {
          message: "the limit 1Gi of memory is more than 1.5 times the request 0.5Gi",
          path: ["spec", "containers", 0],
          resource: "Pod shop/web",
        },
      ],
    },
    "no request": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, resources: {limits: {cpu: 4, memory: 1Gi}, requests: {cpu: 3}}}
        `,
      violations: [
        {
          message: "container web has no request of memory",
          path: ["spec", "containers", 0],
          resource: "Pod shop/web",
        },
      ],
    },
  },
});
