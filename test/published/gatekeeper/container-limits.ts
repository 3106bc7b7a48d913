import { rule, type Scalar, violation, yaml } from "regoscript";
import { compareQuantities, containers, isExemptImage, Workload } from "regoscript/kubernetes";

export default rule({
  id: "container-limits",
  title: "Container without limits, or with more than allowed",
  severity: "medium",
  input: Workload,
  parameters: { cpu: "200m" as Scalar, memory: "1Gi" as Scalar, exemptImages: [] as string[] },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/containerlimits"],

  *check(workload, { parameters }) {
    for (const container of containers(workload.spec)) {
      if (isExemptImage(container.image, parameters.exemptImages)) continue;
      for (const [resource, most] of [
        ["cpu", parameters.cpu],
        ["memory", parameters.memory],
      ] as const) {
        const limit = container.resources?.limits[resource];
        if (limit === undefined) yield violation(container, `container ${container.name} has no limit of ${resource}`);
        else if (compareQuantities(limit, most) === undefined)
          yield violation(
            container,
            `the limit of ${resource} of container ${container.name} is no quantity: ${limit}`,
          );
        else if ((compareQuantities(limit, most) ?? 0) > 0)
          yield violation(container, `container ${container.name} may use ${limit} of ${resource}, more than ${most}`);
      }
    }
  },

  examples: {
    "within the limits": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, resources: {limits: {cpu: 0.2, memory: 1024Mi}}}
        `,
      violations: [],
    },
    "beyond, absent, unreadable": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: a, image: web, resources: {limits: {cpu: 0.25, memory: 2Gi}}}
            - {name: b, image: web, resources: {limits: {cpu: many}}}
            - {name: c, image: "registry.example/tools/x"}
        `,
      parameters: { exemptImages: ["registry.example/tools/*"] },
      violations: [
        {
          message: "container a may use 0.25 of cpu, more than 200m",
          path: ["spec", "containers", 0],
          resource: "Pod shop/web",
        },
        {
          message: "container a may use 2Gi of memory, more than 1Gi",
          path: ["spec", "containers", 0],
          resource: "Pod shop/web",
        },
        {
          message: "the limit of cpu of container b is no quantity: many",
          path: ["spec", "containers", 1],
          resource: "Pod shop/web",
        },
        { message: "container b has no limit of memory", path: ["spec", "containers", 1], resource: "Pod shop/web" },
      ],
    },
    "a fraction as parameter": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          initContainers:
            - {name: a, image: web, resources: {limits: {cpu: "1.50", memory: 1M}}}
          containers: []
        `,
      parameters: { cpu: "1.25" },
      violations: [
        {
          message: "container a may use 1.50 of cpu, more than 1.25",
          path: ["spec", "initContainers", 0],
          resource: "Pod shop/web",
        },
      ],
    },
  },
});
