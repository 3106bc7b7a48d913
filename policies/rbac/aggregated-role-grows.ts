import { at, type Evidence, rule, violation, yaml } from "regoscript";
import { isBuiltIn, ownRules, type PolicyRule, Role, ruleAllows } from "regoscript/kubernetes";

interface Right {
  readonly what: string;
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const rbac = "rbac.authorization.k8s.io";

/** What view doesn't have, and edit and admin do, but for ephemeral containers. */
const beyondView: readonly Right[] = [
  { what: "reads Secrets", group: "", resources: ["secrets"], verbs: ["get", "list", "watch"] },
  {
    what: "runs commands in pods",
    group: "",
    resources: ["pods/exec", "pods/attach", "pods/portforward"],
    verbs: ["create", "get"],
  },
  {
    what: "issues tokens of service accounts",
    group: "",
    resources: ["serviceaccounts/token"],
    verbs: ["create"],
  },
  { what: "impersonates service accounts", group: "", resources: ["serviceaccounts"], verbs: ["impersonate"] },
  { what: "runs pods", group: "", resources: ["pods"], verbs: ["create"] },
  {
    what: "runs pods by workloads",
    group: "apps",
    resources: ["deployments", "statefulsets", "daemonsets", "replicasets"],
    verbs: ["create", "update", "patch"],
  },
  {
    what: "runs pods by jobs",
    group: "batch",
    resources: ["jobs", "cronjobs"],
    verbs: ["create", "update", "patch"],
  },
];

/** What edit doesn't have, and admin does. */
const beyondEdit: readonly Right[] = [
  {
    what: "writes roles and bindings",
    group: rbac,
    resources: ["roles", "rolebindings"],
    verbs: ["create", "update", "patch"],
  },
];

/** What none of the three has. */
const beyondAdmin: readonly Right[] = [
  {
    what: "adds ephemeral containers to pods",
    group: "",
    resources: ["pods/ephemeralcontainers"],
    verbs: ["update", "patch"],
  },
  { what: "escalates roles", group: rbac, resources: ["roles", "clusterroles"], verbs: ["escalate"] },
  { what: "binds roles", group: rbac, resources: ["roles", "clusterroles"], verbs: ["bind"] },
  { what: "impersonates users and groups", group: "", resources: ["users", "groups"], verbs: ["impersonate"] },
  { what: "reaches kubelets", group: "", resources: ["nodes/proxy"], verbs: ["get", "create"] },
];

/** Each of the three roles with what its bindings don't expect of it. */
const targets: readonly { readonly name: string; readonly unexpected: readonly Right[] }[] = [
  { name: "view", unexpected: [...beyondView, ...beyondEdit, ...beyondAdmin] },
  { name: "edit", unexpected: [...beyondEdit, ...beyondAdmin] },
  { name: "admin", unexpected: beyondAdmin },
];

function allowsAny(rule: Evidence<PolicyRule>, { group, resources, verbs }: Right): boolean {
  return resources.some((resource) => verbs.some((verb) => ruleAllows(rule, verb, group, resource)));
}

export default rule({
  id: "aggregated-role-grows",
  title: "Role that adds strong rights to view, edit or admin",
  severity: "medium",
  input: Role,
  parameters: { allowedRoles: [] as string[] },
  rationale:
    "A ClusterRole with a label aggregate-to-view, -edit or -admin is added to the role of that name: whoever has been bound to that has " +
    "the new rights at once, and no binding shows it. view is given to people who must not see Secrets.",
  remediation:
    "Add to the three roles only what is like the rest of them, mostly the custom resources of an operator; bind stronger rights by a role of their own.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles",
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles",
  ],

  *check(role, { parameters }) {
    if (role.kind !== "ClusterRole" || isBuiltIn(role.metadata)) return;
    if (parameters.allowedRoles.includes(role.metadata?.name ?? "")) return;
    for (const { name, unexpected } of targets) {
      if (role.metadata?.labels[`${rbac}/aggregate-to-${name}`] !== "true") continue;
      for (const each of ownRules(role)) {
        const added = unexpected.filter((right) => allowsAny(each, right)).map(({ what }) => what);
        if (added.length > 0) yield violation(at(each, "resources"), `with it ${name} ${added.join(", ")}`);
      }
    }
  },

  examples: {
    "view that reads Secrets": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: shop-view
          labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}
        rules:
          - {apiGroups: [shop.example.com], resources: [orders], verbs: [get, list, watch]}
          - {apiGroups: [""], resources: [secrets, pods/exec], verbs: [get]}
        `,
      violations: [
        {
          message: "with it view reads Secrets, runs commands in pods",
          path: ["rules", 1, "resources"],
          resource: "ClusterRole shop-view",
        },
      ],
    },
    "edit and admin that escalate": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: platform
          labels:
            rbac.authorization.k8s.io/aggregate-to-edit: "true"
            rbac.authorization.k8s.io/aggregate-to-admin: "true"
        rules:
          - {apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [create, escalate]}
        `,
      violations: [
        {
          message: "with it edit writes roles and bindings, escalates roles",
          path: ["rules", 0, "resources"],
          resource: "ClusterRole platform",
        },
        {
          message: "with it admin escalates roles",
          path: ["rules", 0, "resources"],
          resource: "ClusterRole platform",
        },
      ],
    },
    "what edit and admin have anyway": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: shop-edit
          labels:
            rbac.authorization.k8s.io/aggregate-to-edit: "true"
            rbac.authorization.k8s.io/aggregate-to-admin: "true"
        rules:
          - {apiGroups: [""], resources: [secrets, pods, pods/exec], verbs: [get, create]}
          - {apiGroups: [apps], resources: [deployments], verbs: [patch]}
          - {apiGroups: [shop.example.com], resources: ["*"], verbs: ["*"]}
        `,
      violations: [],
    },
    "custom resources in view": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: shop-view
          labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}
        rules:
          - {apiGroups: [shop.example.com], resources: [orders, secrets], verbs: [get, list, watch]}
          - {apiGroups: [apps], resources: [deployments/scale], verbs: [get]}
        `,
      violations: [],
    },
    "a label that says no, and one of another role": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: monitoring
          labels:
            rbac.authorization.k8s.io/aggregate-to-view: "false"
            example.com/aggregate-to-monitoring: "true"
        rules:
          - {apiGroups: [""], resources: [secrets], verbs: [get]}
        `,
      violations: [],
    },
    "a part that Kubernetes itself has": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: system:aggregate-to-edit
          labels:
            kubernetes.io/bootstrapping: rbac-defaults
            rbac.authorization.k8s.io/aggregate-to-edit: "true"
        rules:
          - {apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [escalate]}
        `,
      violations: [],
    },
    "a namespace's role, which isn't gathered": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata:
          name: shop-view
          namespace: shop
          labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}
        rules:
          - {apiGroups: [""], resources: [secrets], verbs: [get]}
        `,
      violations: [],
    },
    "role that is allowed to": {
      parameters: { allowedRoles: ["platform"] },
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: platform
          labels: {rbac.authorization.k8s.io/aggregate-to-admin: "true"}
        rules:
          - {apiGroups: [""], resources: [nodes/proxy], verbs: [get]}
        `,
      violations: [],
    },
  },
});
