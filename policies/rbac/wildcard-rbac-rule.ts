import { at, rule, violation, yaml } from "regoscript";
import { ownRules, Role } from "regoscript/kubernetes";

export default rule({
  id: "wildcard-rbac-rule",
  title: "Role with a wildcard",
  severity: "medium",
  input: Role,
  parameters: { allowedRoles: [] as string[] },
  rationale:
    "A wildcard gives what nobody listed, and what later versions and custom resources add: `*` among the verbs is also escalate, bind and " +
    "impersonate, `*` among the resources is also Secrets and every subresource.",
  remediation: "List the verbs, API groups and resources that the subject uses.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege",
  ],

  *check(role, { parameters }) {
    if (parameters.allowedRoles.includes(role.metadata?.name ?? "")) return;
    for (const each of ownRules(role)) {
      if (each.verbs.includes("*")) yield violation(at(each, "verbs"), "allows every verb");
      if (each.resources.includes("*")) yield violation(at(each, "resources"), "is about every resource");
      if (each.apiGroups.includes("*")) yield violation(at(each, "apiGroups"), "is about every API group");
    }
  },

  examples: {
    "wildcards in a rule that isn't the first": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: ops}
        rules:
          - {apiGroups: [""], resources: [pods], verbs: [get]}
          - {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}
        `,
      violations: [
        { message: "allows every verb", path: ["rules", 1, "verbs"], resource: "ClusterRole ops" },
        { message: "is about every resource", path: ["rules", 1, "resources"], resource: "ClusterRole ops" },
        { message: "is about every API group", path: ["rules", 1, "apiGroups"], resource: "ClusterRole ops" },
      ],
    },
    "all verbs on one resource": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: deployer, namespace: shop}
        rules:
          - {apiGroups: [apps], resources: [deployments], verbs: ["*"]}
        `,
      violations: [{ message: "allows every verb", path: ["rules", 0, "verbs"], resource: "Role shop/deployer" }],
    },
    lists: {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: deployer, namespace: shop}
        rules:
          - {apiGroups: [apps], resources: [deployments], verbs: [get, update]}
        `,
      violations: [],
    },
    "a default role of the API server": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: cluster-admin, labels: {kubernetes.io/bootstrapping: rbac-defaults}}
        rules:
          - {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}
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
          - {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}
        `,
      violations: [],
    },
  },
});
