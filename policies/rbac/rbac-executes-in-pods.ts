import { rule, violation, yaml } from "regoscript";
import { allowsEverything, ownRules, Role, ruleAllows } from "regoscript/kubernetes";

export default rule({
  id: "rbac-executes-in-pods",
  title: "Role that runs commands in pods",
  severity: "medium",
  input: Role,
  parameters: { allowedRoles: [] as string[] },
  rationale:
    "Who may exec into a pod, attach to it or add an ephemeral container has its service account's token and its IAM role. Before Kubernetes 1.35 " +
    "`get` is enough, since a WebSocket begins with a GET.",
  remediation: "Give exec for the time of an incident; leave it out of standing roles, and of roles that only read.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  ],

  *check(role, { parameters }) {
    if (parameters.allowedRoles.includes(role.metadata?.name ?? "")) return;
    for (const each of ownRules(role)) {
      if (allowsEverything(each)) continue;
      const allowed = [
        ...["pods/exec", "pods/attach", "pods/portforward"].filter((resource) =>
          ["create", "get"].some((verb) => ruleAllows(each, verb, "", resource)),
        ),
        ...["pods/ephemeralcontainers"].filter((resource) =>
          ["update", "patch"].some((verb) => ruleAllows(each, verb, "", resource)),
        ),
      ];
      if (allowed.length > 0) yield violation(each, `allows ${allowed.join(", ")}`);
    }
  },

  examples: {
    exec: {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: developer, namespace: shop}
        rules:
          - {apiGroups: [""], resources: [pods/exec, pods/log], verbs: [create, get]}
        `,
      violations: [{ message: "allows pods/exec", path: ["rules", 0], resource: "Role shop/developer" }],
    },
    "ephemeral containers": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: debugger}
        rules:
          - {apiGroups: [""], resources: [pods/ephemeralcontainers], verbs: [patch]}
        `,
      violations: [
        { message: "allows pods/ephemeralcontainers", path: ["rules", 0], resource: "ClusterRole debugger" },
      ],
    },
    logs: {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: developer, namespace: shop}
        rules:
          - {apiGroups: [""], resources: [pods, pods/log], verbs: [get, list]}
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
          - {apiGroups: [""], resources: [pods/exec], verbs: [create]}
        `,
      violations: [],
    },
  },
});
