import { rule, violation, yaml } from "regoscript";
import { isBuiltIn, RoleBinding } from "regoscript/kubernetes";

export default rule({
  id: "binding-names-session-user",
  title: "Binding that names a session of an IAM role",
  severity: "medium",
  input: RoleBinding,
  rationale:
    "The last part of an assumed role's ARN is what the caller of AssumeRole chose: whoever may assume the role takes that name, and so this " +
    "binding.",
  remediation: "Bind a group that an access entry gives to the role.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html",
    "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
  ],

  *check(binding) {
    if (isBuiltIn(binding.metadata)) return;
    for (const subject of binding.subjects) {
      const name = subject.name ?? "";
      // The session of EKS's capability for kro, which EKS alone assumes.
      const isSession = /^arn:[a-z0-9-]+:sts::[0-9]{12}:assumed-role\/[^/]+\/.+$/u.test(name) && !name.endsWith("/KRO");
      if (subject.kind === "User" && isSession) yield violation(subject, `who assumes the role can be ${name}`);
    }
  },

  examples: {
    "a person's session": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: alice, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
        subjects:
          - {kind: User, apiGroup: rbac.authorization.k8s.io, name: "arn:aws:sts::111122223333:assumed-role/dev/alice"}
        `,
      violations: [
        {
          message: "who assumes the role can be arn:aws:sts::111122223333:assumed-role/dev/alice",
          path: ["subjects", 0],
          resource: "RoleBinding shop/alice",
        },
      ],
    },
    "a session in another partition": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: bob}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects:
          - {kind: User, apiGroup: rbac.authorization.k8s.io, name: "arn:aws-cn:sts::111122223333:assumed-role/dev/bob"}
        `,
      violations: [
        {
          message: "who assumes the role can be arn:aws-cn:sts::111122223333:assumed-role/dev/bob",
          path: ["subjects", 0],
          resource: "ClusterRoleBinding bob",
        },
      ],
    },
    "an IAM user, and a role": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: people}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects:
          - {kind: User, apiGroup: rbac.authorization.k8s.io, name: "arn:aws:iam::111122223333:user/carol"}
          - {kind: User, apiGroup: rbac.authorization.k8s.io, name: "arn:aws:iam::111122223333:role/dev"}
        `,
      violations: [],
    },
    "a group, and kro": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: kro}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: kro}
        subjects:
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "dev"}
          - {kind: User, apiGroup: rbac.authorization.k8s.io, name: "arn:aws:sts::111122223333:assumed-role/kro-capability/KRO"}
        `,
      violations: [],
    },
  },
});
