import { rule, violation, yaml } from "regoscript";
import { allowsEverything, ownRules, Role, ruleAllows, ruleAllowsAll } from "regoscript/kubernetes";

/**
 * What a node's agents may be without a choice: the node that they run on.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/
 */
const ofTheNode = "impersonate:associated-node";

export default rule({
  id: "rbac-impersonates",
  title: "Role that impersonates",
  severity: "high",
  input: Role,
  parameters: { allowedRoles: [] as string[] },
  rationale:
    "With `impersonate` the caller is any user, member of any group, system:masters among them, or any service account, and what it does then " +
    "stands in the audit log under that name first.",
  remediation: "Name the users, groups or accounts with resourceNames, or give the rights themselves.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#impersonate-verb",
  ],

  *check(role, { parameters }) {
    if (parameters.allowedRoles.includes(role.metadata?.name ?? "")) return;
    for (const each of ownRules(role)) {
      if (allowsEverything(each)) continue;
      const who = ["users", "groups", "serviceaccounts"].filter((resource) =>
        each.resourceNames.includes("system:masters")
          ? ruleAllows(each, "impersonate", "", resource)
          : ruleAllowsAll(each, "impersonate", "", resource),
      );
      if (who.length > 0) yield violation(each, `allows to impersonate ${who.join(", ")}`);
      for (const verb of each.verbs)
        if (verb.startsWith("impersonate:") && verb !== ofTheNode && each.resourceNames.length === 0)
          yield violation(each, `allows ${verb} on ${each.resources.join(", ")}`);
    }
  },

  examples: {
    "users and groups": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: support}
        rules:
          - {apiGroups: [""], resources: [users, groups], verbs: [impersonate]}
        `,
      violations: [
        { message: "allows to impersonate users, groups", path: ["rules", 0], resource: "ClusterRole support" },
      ],
    },
    "a group by its name that has all rights": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: support}
        rules:
          - {apiGroups: [""], resources: [groups], resourceNames: ["system:masters"], verbs: [impersonate]}
        `,
      violations: [{ message: "allows to impersonate groups", path: ["rules", 0], resource: "ClusterRole support" }],
    },
    "constrained, but not in whom": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: support}
        rules:
          - {apiGroups: [authentication.k8s.io], resources: [users], verbs: ["impersonate:user-info"]}
        `,
      violations: [
        { message: "allows impersonate:user-info on users", path: ["rules", 0], resource: "ClusterRole support" },
      ],
    },
    "accounts of a namespace by a wildcard": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: all, namespace: shop}
        rules:
          - {apiGroups: [""], resources: ["*"], verbs: ["*"]}
        `,
      violations: [
        {
          message: "allows to impersonate users, groups, serviceaccounts",
          path: ["rules", 0],
          resource: "Role shop/all",
        },
      ],
    },
    "one group": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: support}
        rules:
          - {apiGroups: [""], resources: [groups], resourceNames: [viewers], verbs: [impersonate]}
        `,
      violations: [],
    },
    "the node that an agent runs on": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: agent}
        rules:
          - {apiGroups: [authentication.k8s.io], resources: [nodes], verbs: ["impersonate:associated-node"]}
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
          - {apiGroups: [""], resources: [users], verbs: [impersonate]}
        `,
      violations: [],
    },
  },
});
