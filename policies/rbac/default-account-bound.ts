import { rule, violation, yaml } from "regoscript";
import { isBuiltIn, RoleBinding } from "regoscript/kubernetes";

export default rule({
  id: "default-account-bound",
  title: "Binding for a default service account",
  severity: "medium",
  input: RoleBinding,
  rationale:
    "Every pod of a namespace that names no service account runs as `default`: it has the rights of this binding without asking for them.",
  remediation: "Make a service account for the workload that needs the role, and bind that.",
  references: [
    "https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  ],

  *check(binding) {
    if (isBuiltIn(binding.metadata)) return;
    const role = binding.roleRef?.name ?? "?";
    for (const subject of binding.subjects) {
      if (subject.kind === "ServiceAccount" && subject.name === "default")
        yield violation(subject, `every pod of ${subject.namespace ?? "the namespace"} without an account has ${role}`);
      // The same account, as the user that it is to the API server.
      const [system, accounts, namespace, name] = (subject.name ?? "").split(":");
      if (subject.kind === "User" && system === "system" && accounts === "serviceaccount" && name === "default")
        yield violation(subject, `every pod of ${namespace ?? "the namespace"} without an account has ${role}`);
    }
  },

  examples: {
    default: {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: pods, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
        subjects:
          - {kind: ServiceAccount, name: default, namespace: shop}
        `,
      violations: [
        {
          message: "every pod of shop without an account has edit",
          path: ["subjects", 0],
          resource: "RoleBinding shop/pods",
        },
      ],
    },
    "as a user": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: pods}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
        subjects:
          - {apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:serviceaccount:shop:default"}
          - {apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:serviceaccount:shop:web"}
        `,
      violations: [
        {
          message: "every pod of shop without an account has edit",
          path: ["subjects", 0],
          resource: "ClusterRoleBinding pods",
        },
      ],
    },
    "a group named default": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: group, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects:
          - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: default}
        `,
      violations: [],
    },
    "an account of its own": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: web, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects:
          - {kind: ServiceAccount, name: web, namespace: shop}
          - {kind: User, apiGroup: rbac.authorization.k8s.io, name: "default"}
        `,
      violations: [],
    },
  },
});
