import { rule, violation, yaml } from "regoscript";
import { isBuiltIn, RoleBinding } from "regoscript/kubernetes";

export default rule({
  id: "cluster-admin-binding",
  title: "Binding that makes an administrator of the cluster",
  severity: "high",
  input: RoleBinding,
  parameters: { allowedSubjects: [] as string[] },
  rationale:
    "cluster-admin is every right on every resource; admin for the whole cluster is all Secrets, pods and roles of every namespace. A pod with " +
    "such a service account is the cluster for whoever breaks into it.",
  remediation:
    "Bind a role with the rules that are needed, in the namespaces where they are; keep administrators to a break-glass group, and name it in the " +
    "parameter.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege",
  ],

  *check(binding, { parameters }) {
    if (isBuiltIn(binding.metadata)) return;
    const role = binding.roleRef?.name ?? "";
    const isStrong =
      binding.kind === "ClusterRoleBinding" ? role === "cluster-admin" || role === "admin" : role === "cluster-admin";
    if (binding.roleRef?.kind !== "ClusterRole" || !isStrong) return;
    const where = binding.kind === "ClusterRoleBinding" ? "the cluster" : "the namespace";
    for (const subject of binding.subjects) {
      const name = subject.name ?? "?";
      if (!parameters.allowedSubjects.includes(name) && !name.startsWith("system:kube-"))
        yield violation(subject, `${name} has ${role} in ${where}`);
    }
  },

  examples: {
    "a service account": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: ci}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        subjects:
          - {kind: ServiceAccount, name: ci, namespace: build}
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "ops"}
        `,
      violations: [
        { message: "ci has cluster-admin in the cluster", path: ["subjects", 0], resource: "ClusterRoleBinding ci" },
        { message: "ops has cluster-admin in the cluster", path: ["subjects", 1], resource: "ClusterRoleBinding ci" },
      ],
    },
    "of one namespace": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: ci, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        subjects:
          - {kind: ServiceAccount, name: ci, namespace: build}
        `,
      violations: [
        { message: "ci has cluster-admin in the namespace", path: ["subjects", 0], resource: "RoleBinding shop/ci" },
      ],
    },
    "a weaker role, and admin of a namespace": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: team, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
        subjects:
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "shop-team"}
        `,
      violations: [],
    },
    "the API server's own": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: cluster-admin, labels: {kubernetes.io/bootstrapping: rbac-defaults}}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        subjects:
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:masters"}
        `,
      violations: [],
    },
    "break-glass group": {
      parameters: { allowedSubjects: ["break-glass"] },
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: ops}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        subjects:
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "break-glass"}
        `,
      violations: [],
    },
  },
});
