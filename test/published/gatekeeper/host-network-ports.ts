import { at, rule, violation, yaml } from "regoscript";
import { containers, isExemptImage, Workload } from "regoscript/kubernetes";

export default rule({
  id: "host-network-ports",
  title: "Node's network or ports",
  severity: "medium",
  input: Workload,
  parameters: {
    hostNetwork: false,
    min: undefined as number | undefined,
    max: undefined as number | undefined,
    exemptImages: [] as string[],
  },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/host-network-ports"],

  *check(workload, { parameters }) {
    if (workload.spec.hostNetwork === true && !parameters.hostNetwork)
      yield violation(at(workload.spec, "hostNetwork"), "the pod uses the network of its node");
    for (const container of containers(workload.spec)) {
      if (isExemptImage(container.image, parameters.exemptImages)) continue;
      for (const port of container.ports) {
        const { hostPort } = port;
        if (hostPort !== undefined && !(hostPort >= (parameters.min ?? 65536) && hostPort <= (parameters.max ?? 65535)))
          yield violation(port, `container ${container.name} takes the port ${hostPort} of its node`);
      }
    }
  },

  examples: {
    "a port of its own": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, ports: [{containerPort: 80}]}
        `,
      violations: [],
    },
    "ports in a range": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, ports: [{containerPort: 80, hostPort: 8080}, {containerPort: 81, hostPort: 80}]}
        `,
      parameters: { min: 8000, max: 9000 },
      violations: [
        {
          message: "container web takes the port 80 of its node",
          path: ["spec", "containers", 0, "ports", 1],
          resource: "Pod shop/web",
        },
      ],
    },
    "the node's network": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          hostNetwork: true
          containers:
            - {name: web, image: web, ports: [{containerPort: 80, hostPort: 80}]}
        `,
      violations: [
        { message: "the pod uses the network of its node", path: ["spec", "hostNetwork"], resource: "Pod shop/web" },
        {
          message: "container web takes the port 80 of its node",
          path: ["spec", "containers", 0, "ports", 0],
          resource: "Pod shop/web",
        },
      ],
    },
  },
});
