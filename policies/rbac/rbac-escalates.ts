import { rule, violation, yaml } from "regoscript";
import { allowsEverything, ownRules, Role, ruleAllows } from "regoscript/kubernetes";

const rbac = "rbac.authorization.k8s.io";

/** Cluster roles that come with every cluster and give what others must not have. */
const strong: readonly string[] = ["cluster-admin", "admin", "edit"];

export default rule({
  id: "rbac-escalates",
  title: "Role that gives itself more rights",
  severity: "high",
  input: Role,
  parameters: { allowedRoles: [] as string[] },
  rationale:
    "The API server lets nobody give rights that they don't have themselves, but for `escalate` on roles and `bind` on roles: whoever has these " +
    "writes a role with everything, or binds cluster-admin.",
  remediation:
    "Leave both out: who has the rights can give them without. Where a controller must bind roles, name these with resourceNames.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#escalate-verb",
  ],

  *check(role, { parameters }) {
    if (parameters.allowedRoles.includes(role.metadata?.name ?? "")) return;
    for (const each of ownRules(role)) {
      if (allowsEverything(each)) {
        yield violation(each, "allows everything");
        continue;
      }
      for (const resource of ["roles", "clusterroles"]) {
        if (ruleAllows(each, "escalate", rbac, resource)) yield violation(each, `allows to escalate ${resource}`);
        const isBound = each.resourceNames.length === 0 || each.resourceNames.some((bound) => strong.includes(bound));
        if (isBound && ruleAllows(each, "bind", rbac, resource)) yield violation(each, `allows to bind ${resource}`);
      }
    }
  },

  examples: {
    "bind and escalate": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: platform}
        rules:
          - {apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind, escalate]}
        `,
      violations: [
        { message: "allows to escalate clusterroles", path: ["rules", 0], resource: "ClusterRole platform" },
        { message: "allows to bind clusterroles", path: ["rules", 0], resource: "ClusterRole platform" },
      ],
    },
    "a strong role by its name": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: platform}
        rules:
          - {apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], resourceNames: [view, cluster-admin], verbs: [bind]}
        `,
      violations: [{ message: "allows to bind clusterroles", path: ["rules", 0], resource: "ClusterRole platform" }],
    },
    "by wildcards": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: all, namespace: shop}
        rules:
          - {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}
        `,
      violations: [{ message: "allows everything", path: ["rules", 0], resource: "Role shop/all" }],
    },
    "a label that everybody may write": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: mine, labels: {kubernetes.io/bootstrapping: rbac-defaults}}
        rules:
          - {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}
        `,
      violations: [{ message: "allows everything", path: ["rules", 0], resource: "ClusterRole mine" }],
    },
    "what comes with Kubernetes": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: cluster-admin, labels: {kubernetes.io/bootstrapping: rbac-defaults}}
        rules:
          - {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}
        `,
      violations: [],
    },
    "harmless roles": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: platform}
        rules:
          - {apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], resourceNames: [view], verbs: [bind]}
        `,
      violations: [],
    },
    "writing roles alone": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: platform, namespace: shop}
        rules:
          - {apiGroups: [rbac.authorization.k8s.io], resources: [roles, rolebindings], verbs: [create, update]}
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
          - {apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind]}
        `,
      violations: [],
    },
  },
});
