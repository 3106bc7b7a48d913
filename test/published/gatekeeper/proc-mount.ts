import { rule, violation, yaml } from "regoscript";
import { containers, isExemptImage, Workload } from "regoscript/kubernetes";

export default rule({
  id: "proc-mount",
  title: "Type of /proc that is not allowed",
  severity: "medium",
  input: Workload,
  parameters: { procMount: "Default" as "Default" | "Unmasked", exemptImages: [] as string[] },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/proc-mount"],

  *check(workload, { parameters }) {
    if (parameters.procMount === "Unmasked") return;
    for (const container of containers(workload.spec)) {
      const type = container.securityContext?.procMount ?? "Default";
      if (type !== "Default" && !isExemptImage(container.image, parameters.exemptImages))
        yield violation(container, `container ${container.name} has a /proc of the type ${type}`);
    }
  },

  examples: {
    "by default": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web}
        `,
      violations: [],
    },
    unmasked: {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, securityContext: {procMount: Unmasked}}
        `,
      violations: [
        {
          message: "container web has a /proc of the type Unmasked",
          path: ["spec", "containers", 0],
          resource: "Pod shop/web",
        },
      ],
    },
    "unmasked where that is allowed": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, securityContext: {procMount: Unmasked}}
        `,
      parameters: { procMount: "Unmasked" },
      violations: [],
    },
  },
});
