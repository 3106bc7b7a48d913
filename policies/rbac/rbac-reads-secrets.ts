import { rule, violation, yaml } from "regoscript";
import { allowsEverything, ownRules, Role, ruleAllowsAll } from "regoscript/kubernetes";

export default rule({
  id: "rbac-reads-secrets",
  title: "Role that reads Secrets",
  severity: "medium",
  input: Role,
  parameters: { allowedRoles: [] as string[] },
  rationale:
    "Secrets hold tokens of service accounts, keys and passwords: who reads all Secrets of a namespace becomes whoever they belong to. `list` and " +
    "`watch` give the contents too.",
  remediation: "Name the Secrets with resourceNames and allow `get` only, or let the workload mount them.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#secrets",
  ],

  *check(role, { parameters }) {
    if (parameters.allowedRoles.includes(role.metadata?.name ?? "")) return;
    for (const each of ownRules(role)) {
      if (allowsEverything(each)) continue;
      const allowed = ["get", "list", "watch"].filter((verb) => ruleAllowsAll(each, verb, "", "secrets"));
      if (allowed.length > 0) yield violation(each, `allows to ${allowed.join(", ")} all Secrets`);
    }
  },

  examples: {
    "get and list": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: reader, namespace: shop}
        rules:
          - {apiGroups: [""], resources: [secrets], verbs: [get, list]}
        `,
      violations: [{ message: "allows to get, list all Secrets", path: ["rules", 0], resource: "Role shop/reader" }],
    },
    "by a wildcard": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: viewer}
        rules:
          - {apiGroups: [""], resources: ["*"], verbs: [get, list, watch]}
        `,
      violations: [
        { message: "allows to get, list, watch all Secrets", path: ["rules", 0], resource: "ClusterRole viewer" },
      ],
    },
    "one Secret by its name": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: reader, namespace: shop}
        rules:
          - {apiGroups: [""], resources: [secrets], resourceNames: [tls], verbs: [get]}
        `,
      violations: [],
    },
    "writing alone": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: writer, namespace: shop}
        rules:
          - {apiGroups: [""], resources: [secrets], verbs: [create, update]}
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
          - {apiGroups: [""], resources: [secrets], verbs: [get, list]}
        `,
      violations: [],
    },
  },
});
