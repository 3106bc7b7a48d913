import { rule, violation, yaml } from "regoscript";
import { isBuiltIn, RoleBinding } from "regoscript/kubernetes";

const groups: readonly string[] = ["system:masters", "system:nodes", "system:bootstrappers"];

export default rule({
  id: "system-group-bound",
  title: "Binding for a group of the system",
  severity: "high",
  input: RoleBinding,
  rationale:
    "system:masters bypasses RBAC already, so that a binding of it only hides who has it. system:nodes and system:bootstrappers are all nodes, " +
    "and every node that is taken over: the Node authorizer gives each what it needs for its own pods, a binding gives all of them the same for " +
    "all. The role system:node bound to anybody undoes that authorizer.",
  remediation: "Remove the binding; give an agent on the nodes a service account of its own.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/node/",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  ],

  *check(binding) {
    if (isBuiltIn(binding.metadata)) return;
    const role = binding.roleRef?.name ?? "?";
    for (const subject of binding.subjects) {
      const name = subject.name ?? "";
      if (groups.includes(name) || name.startsWith("system:node:")) yield violation(subject, `${name} has ${role}`);
      else if (role === "system:node") yield violation(subject, `${name} has the rights of every node`);
    }
  },

  examples: {
    nodes: {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: agents}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: secret-reader}
        subjects:
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:nodes"}
          - {kind: User, apiGroup: rbac.authorization.k8s.io, name: "system:node:ip-10-0-0-1.ec2.internal"}
        `,
      violations: [
        { message: "system:nodes has secret-reader", path: ["subjects", 0], resource: "ClusterRoleBinding agents" },
        {
          message: "system:node:ip-10-0-0-1.ec2.internal has secret-reader",
          path: ["subjects", 1],
          resource: "ClusterRoleBinding agents",
        },
      ],
    },
    "rights of a node": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: agents}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:node}
        subjects:
          - {kind: ServiceAccount, name: agent, namespace: monitoring}
        `,
      violations: [
        { message: "agent has the rights of every node", path: ["subjects", 0], resource: "ClusterRoleBinding agents" },
      ],
    },
    "what EKS keeps": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: eks:node-bootstrapper}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: eks:node-bootstrapper}
        subjects:
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:bootstrappers"}
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:nodes"}
        `,
      violations: [],
    },
    "a group of people": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: people}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects:
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "people"}
        `,
      violations: [],
    },
  },
});
