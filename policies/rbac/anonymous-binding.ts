import { rule, violation, yaml } from "regoscript";
import { isBuiltIn, RoleBinding } from "regoscript/kubernetes";

export default rule({
  id: "anonymous-binding",
  title: "Binding for who isn't authenticated",
  severity: "high",
  input: RoleBinding,
  rationale:
    "system:anonymous and system:unauthenticated are everyone who reaches the API server. From EKS 1.32 on such requests get no further than " +
    "health checks; on older clusters whatever is bound is public.",
  remediation: "Remove the subject; for health checks system:public-info-viewer is there.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests",
    "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
  ],

  *check(binding) {
    if (isBuiltIn(binding.metadata)) return;
    const role = binding.roleRef?.name ?? "?";
    if (role === "system:public-info-viewer") return;
    for (const subject of binding.subjects)
      if (subject.name === "system:anonymous" || subject.name === "system:unauthenticated")
        yield violation(subject, `${subject.name} has ${role}`);
  },

  examples: {
    "everyone reads": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: public}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects:
          - {kind: User, apiGroup: rbac.authorization.k8s.io, name: "system:anonymous"}
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:unauthenticated"}
        `,
      violations: [
        { message: "system:anonymous has view", path: ["subjects", 0], resource: "ClusterRoleBinding public" },
        { message: "system:unauthenticated has view", path: ["subjects", 1], resource: "ClusterRoleBinding public" },
      ],
    },
    "health checks": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: info}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:public-info-viewer}
        subjects:
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:unauthenticated"}
        `,
      violations: [],
    },
    "in one namespace": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: public, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
        subjects:
          - {kind: User, apiGroup: rbac.authorization.k8s.io, name: "system:anonymous"}
        `,
      violations: [
        { message: "system:anonymous has reader", path: ["subjects", 0], resource: "RoleBinding shop/public" },
      ],
    },
    somebody: {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: team, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects:
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "team"}
        `,
      violations: [],
    },
  },
});
