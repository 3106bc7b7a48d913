import { rule, violation, yaml } from "regoscript";
import { RoleBinding } from "regoscript/kubernetes";

export default rule({
  id: "anonymous-access",
  title: "Role that strangers have",
  severity: "medium",
  input: RoleBinding,
  parameters: { allowedRoles: [] as string[] },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/disallowanonymous"],

  *check(binding, { parameters }) {
    const role = binding.roleRef?.name ?? "";
    if (parameters.allowedRoles.includes(role)) return;
    for (const subject of binding.subjects)
      if (subject.name === "system:anonymous" || subject.name === "system:unauthenticated")
        yield violation(subject, `${subject.name} has the role ${role}`);
  },

  examples: {
    "a group of users": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: view}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects: [{kind: Group, name: developers}]
        `,
      violations: [],
    },
    everybody: {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: view, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects: [{kind: Group, name: "system:unauthenticated"}, {kind: User, name: "system:anonymous"}]
        `,
      violations: [
        {
          message: "system:unauthenticated has the role view",
          path: ["subjects", 0],
          resource: "RoleBinding shop/view",
        },
        { message: "system:anonymous has the role view", path: ["subjects", 1], resource: "RoleBinding shop/view" },
      ],
    },
    "a role that they may have": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: info}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: info}
        subjects: [{kind: User, name: "system:anonymous"}]
        `,
      parameters: { allowedRoles: ["info"] },
      violations: [],
    },
  },
});
