import { rule, violation, yaml } from "regoscript";
import { allowsEverything, ownRules, Role, ruleAllows } from "regoscript/kubernetes";

export default rule({
  id: "rbac-edits-aws-auth",
  title: "Role that edits the ConfigMap aws-auth",
  severity: "high",
  input: Role,
  parameters: { allowedRoles: [] as string[] },
  rationale:
    "Unless the cluster's authentication mode is API, who writes kube-system/aws-auth maps an IAM principal of their own to system:masters.",
  remediation:
    "Take `update` and `patch` of ConfigMaps in kube-system away, or name the ConfigMaps; use access entries (authentication mode API), which no " +
    "right in the cluster edits.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/migrating-access-entries.html",
  ],

  *check(role, { parameters }) {
    if (parameters.allowedRoles.includes(role.metadata?.name ?? "")) return;
    if (role.kind === "Role" && role.metadata?.namespace !== "kube-system") return;
    for (const each of ownRules(role)) {
      if (allowsEverything(each)) continue;
      const isAbout = each.resourceNames.length === 0 || each.resourceNames.includes("aws-auth");
      const allowed = ["update", "patch"].filter((verb) => isAbout && ruleAllows(each, verb, "", "configmaps"));
      if (allowed.length > 0) yield violation(each, `allows to ${allowed.join(", ")} kube-system/aws-auth`);
    }
  },

  examples: {
    "by its name": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: mapper, namespace: kube-system}
        rules:
          - {apiGroups: [""], resources: [configmaps], resourceNames: [aws-auth], verbs: [get, patch]}
        `,
      violations: [
        { message: "allows to patch kube-system/aws-auth", path: ["rules", 0], resource: "Role kube-system/mapper" },
      ],
    },
    "ConfigMaps of all namespaces": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: settings}
        rules:
          - {apiGroups: [""], resources: [configmaps], verbs: [get, update]}
        `,
      violations: [
        { message: "allows to update kube-system/aws-auth", path: ["rules", 0], resource: "ClusterRole settings" },
      ],
    },
    "another ConfigMap": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: leader, namespace: kube-system}
        rules:
          - {apiGroups: [""], resources: [configmaps], resourceNames: [leader], verbs: [update]}
        `,
      violations: [],
    },
    "another namespace": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: settings, namespace: shop}
        rules:
          - {apiGroups: [""], resources: [configmaps], verbs: [update]}
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
          - {apiGroups: [""], resources: [configmaps], verbs: [update]}
        `,
      violations: [],
    },
  },
});
