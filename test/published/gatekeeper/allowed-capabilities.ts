import { lowerCase, rule, violation, yaml } from "regoscript";
import { containers, isExemptImage, Workload } from "regoscript/kubernetes";

export default rule({
  id: "allowed-capabilities",
  title: "Capability that is not allowed, or not dropped",
  severity: "medium",
  input: Workload,
  parameters: { allowedCapabilities: [] as string[], requiredDropCapabilities: ["ALL"], exemptImages: [] as string[] },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/capabilities"],

  *check(workload, { parameters }) {
    for (const container of containers(workload.spec)) {
      if (isExemptImage(container.image, parameters.exemptImages)) continue;
      const added = container.securityContext?.capabilities?.add ?? [];
      const dropped = (container.securityContext?.capabilities?.drop ?? []).map((name) => lowerCase(name));
      for (const name of added)
        if (!parameters.allowedCapabilities.some((one) => one === "*" || lowerCase(one) === lowerCase(name)))
          yield violation(container, `container ${container.name} adds the capability ${name}`);
      for (const name of parameters.requiredDropCapabilities)
        if (!dropped.includes("all") && !dropped.includes(lowerCase(name)))
          yield violation(container, `container ${container.name} doesn't drop the capability ${name}`);
    }
  },

  examples: {
    "all dropped": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, securityContext: {capabilities: {drop: [all]}}}
        `,
      violations: [],
    },
    "some added": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, securityContext: {capabilities: {add: [CHOWN, NET_RAW], drop: [KILL]}}}
            - {name: log, image: log}
        `,
      parameters: { allowedCapabilities: ["chown"], requiredDropCapabilities: ["KILL"] },
      violations: [
        {
          message: "container web adds the capability NET_RAW",
          path: ["spec", "containers", 0],
          resource: "Pod shop/web",
        },
        {
          message: "container log doesn't drop the capability KILL",
          path: ["spec", "containers", 1],
          resource: "Pod shop/web",
        },
      ],
    },
  },
});
