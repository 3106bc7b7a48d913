import { rule, violation, yaml } from "regoscript";
import { isBuiltIn, RoleBinding } from "regoscript/kubernetes";

const accounts = "system:serviceaccounts";

/** Default cluster roles that are meant for everyone. */
const harmless: readonly string[] = [
  "system:basic-user",
  "system:discovery",
  "system:public-info-viewer",
  "system:service-account-issuer-discovery",
  "system:cluster-trust-bundle-discovery",
];

export default rule({
  id: "everyone-bound",
  title: "Binding for everyone in the cluster",
  severity: "medium",
  input: RoleBinding,
  rationale:
    "system:authenticated is every IAM principal with access and every pod; system:serviceaccounts is every pod of the cluster. What is bound to " +
    "them, a compromised pod of any team has.",
  remediation: "Bind the groups or service accounts that need the role.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  ],

  *check(binding) {
    if (isBuiltIn(binding.metadata)) return;
    const role = binding.roleRef?.name ?? "?";
    if (harmless.includes(role)) return;
    for (const subject of binding.subjects) {
      const name = subject.name ?? "";
      const isEveryone = name === "system:authenticated" || name === accounts || name.startsWith(`${accounts}:`);
      if (subject.kind === "Group" && isEveryone) yield violation(subject, `${name} has ${role}`);
    }
  },

  examples: {
    "every pod": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: pods}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
        subjects:
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:serviceaccounts"}
        `,
      violations: [
        { message: "system:serviceaccounts has edit", path: ["subjects", 0], resource: "ClusterRoleBinding pods" },
      ],
    },
    "every pod of a namespace": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: pods, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
        subjects:
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:serviceaccounts:shop"}
        `,
      violations: [
        { message: "system:serviceaccounts:shop has reader", path: ["subjects", 0], resource: "RoleBinding shop/pods" },
      ],
    },
    "what everyone may ask of themselves": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: self}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:basic-user}
        subjects:
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:authenticated"}
        `,
      violations: [],
    },
    "one account": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: web, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
        subjects:
          - {kind: ServiceAccount, name: web, namespace: shop}
        `,
      violations: [],
    },
  },
});
