import { at, rule, violation, yaml } from "regoscript";
import { Service } from "regoscript/kubernetes";

export default rule({
  id: "node-port-services",
  title: "Service on a port of all nodes",
  severity: "medium",
  input: Service,
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/block-nodeport-services"],

  *check(service) {
    if (service.spec?.type === "NodePort")
      yield violation(at(service.spec, "type"), "the Service takes a port of each node");
  },

  examples: {
    "inside the cluster": {
      document: yaml`
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {ports: [{port: 80}]}
        `,
      violations: [],
    },
    "a port of each node": {
      document: yaml`
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {type: NodePort, ports: [{port: 80, nodePort: 30000}]}
        `,
      violations: [
        { message: "the Service takes a port of each node", path: ["spec", "type"], resource: "Service shop/web" },
      ],
    },
  },
});
