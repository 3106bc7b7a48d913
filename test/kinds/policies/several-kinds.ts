import { at, rule, violation, yaml } from "regoscript";
import { Binding, Inventory, Role } from "./kinds.ts";

/** What the rule looks at. */
type Subject = Role | Binding | Inventory;

function nameOf(subject: Subject): string {
  return subject.kind === "Inventory" ? "the inventory" : (subject.metadata?.name ?? "?");
}

export default rule({
  id: "several-kinds",
  title: "Role or binding that gives everything",
  severity: "high",
  input: [Role, Binding, Inventory],
  parameters: { roles: ["cluster-admin"] },
  rationale: "Looks at instances of several input kinds.",
  remediation: "",
  references: [],

  *check(subject, { parameters }) {
    if (subject.kind === "Inventory") {
      if (subject.bindings > 10) yield violation(subject, `${nameOf(subject)} has ${subject.bindings} bindings`);
      return;
    }
    if (subject.metadata?.namespace === "kube-system") return;
    switch (subject.kind) {
      case "Role":
      case "ClusterRole":
        for (const each of subject.rules)
          if (each.verbs.includes("*")) yield violation(each, `${subject.kind} ${nameOf(subject)} gives all verbs`);
        break;
      default:
        if (parameters.roles.includes(subject.roleRef.name))
          yield violation(at(subject, "roleRef"), `${nameOf(subject)} gives ${subject.roleRef.name}`);
    }
  },

  examples: {
    "a role": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: all}
        rules:
          - {apiGroups: [""], resources: [pods], verbs: [get]}
          - {apiGroups: [""], resources: [pods], verbs: ["*"]}
        `,
      violations: [{ message: "ClusterRole all gives all verbs", path: ["rules", 1], resource: "ClusterRole all" }],
    },
    "a binding": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: admins, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        `,
      violations: [{ message: "admins gives cluster-admin", path: ["roleRef"], resource: "RoleBinding shop/admins" }],
    },
    "another role": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: viewers, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        `,
      violations: [],
    },
    "what is in no cluster": {
      document: yaml`
        kind: Inventory
        bindings: 11
        `,
      violations: [{ message: "the inventory has 11 bindings", path: [], resource: "Inventory" }],
    },
  },
});
