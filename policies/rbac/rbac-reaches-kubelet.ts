import { rule, violation, yaml } from "regoscript";
import { allowsEverything, ownRules, Role, ruleAllows } from "regoscript/kubernetes";

export default rule({
  id: "rbac-reaches-kubelet",
  title: "Role that reaches the kubelet's API",
  severity: "high",
  input: Role,
  parameters: { allowedRoles: [] as string[] },
  rationale:
    "nodes/proxy is the kubelet's own API: `get` is enough to run commands in every pod of every node, since the kubelet takes a WebSocket's GET " +
    "for it, past admission and the audit log. A wildcard among the resources has it too, so a role that reads everything isn't read-only.",
  remediation:
    "Use nodes/metrics, nodes/stats, nodes/log, nodes/pods, nodes/healthz or nodes/configz; list the resources of a role that reads.",
  references: [
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes",
    "https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/",
  ],

  *check(role, { parameters }) {
    if (parameters.allowedRoles.includes(role.metadata?.name ?? "")) return;
    for (const each of ownRules(role)) {
      if (allowsEverything(each)) continue;
      const allowed = ["get", "create", "update", "patch", "delete"].filter((verb) =>
        ruleAllows(each, verb, "", "nodes/proxy"),
      );
      if (role.kind === "ClusterRole" && allowed.length > 0)
        yield violation(each, `allows to ${allowed.join(", ")} nodes/proxy`);
    }
  },

  examples: {
    "by its name": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: metrics}
        rules:
          - {apiGroups: [""], resources: [nodes, nodes/proxy], verbs: [get, list]}
        `,
      violations: [{ message: "allows to get nodes/proxy", path: ["rules", 0], resource: "ClusterRole metrics" }],
    },
    "a role that reads everything": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: viewer}
        rules:
          - {apiGroups: ["*"], resources: ["*"], verbs: [get, list, watch]}
        `,
      violations: [{ message: "allows to get nodes/proxy", path: ["rules", 0], resource: "ClusterRole viewer" }],
    },
    "what the kubelet tells of itself": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: metrics}
        rules:
          - {apiGroups: [""], resources: [nodes/metrics, nodes/stats], verbs: [get]}
        `,
      violations: [],
    },
    "a namespace has no nodes": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: viewer, namespace: shop}
        rules:
          - {apiGroups: [""], resources: ["*"], verbs: [get]}
        `,
      violations: [],
    },
    "role that is allowed to": {
      parameters: { allowedRoles: ["operator"] },
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: operator}
        rules:
          - {apiGroups: [""], resources: [nodes/proxy], verbs: [get]}
        `,
      violations: [],
    },
  },
});
