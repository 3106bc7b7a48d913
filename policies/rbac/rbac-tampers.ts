import { type Evidence, rule, violation, yaml } from "regoscript";
import { allowsEverything, ownRules, type PolicyRule, Role, ruleAllowsAll } from "regoscript/kubernetes";

interface Resource {
  readonly group: string;
  readonly name: string;
  readonly verbs: readonly string[];
}

const objects: readonly string[] = ["create", "update", "patch", "delete", "deletecollection"];
const status: readonly string[] = ["update", "patch"];

/** What turns traffic, or what the cluster thinks of its nodes and pods, to somebody else's wish. */
const cluster: readonly Resource[] = [
  { group: "", name: "nodes/status", verbs: status },
  { group: "", name: "pods/status", verbs: status },
  { group: "", name: "services/status", verbs: status },
  { group: "", name: "endpoints", verbs: objects },
  { group: "discovery.k8s.io", name: "endpointslices", verbs: objects },
  { group: "networking.k8s.io", name: "networkpolicies", verbs: objects },
];

/** The API itself only reads `pods/log`; a right to write it does nothing and is wrong all the more. */
const logs: readonly string[] = ["create", "update", "patch", "delete", "deletecollection"];

function allowsAny(rule: Evidence<PolicyRule>, { group, name, verbs }: Resource): boolean {
  return verbs.some((verb) => ruleAllowsAll(rule, verb, group, name));
}

export default rule({
  id: "rbac-tampers",
  title: "Role that tampers with traffic, status or traces",
  severity: "low",
  input: Role,
  parameters: {
    // Controllers of networks and load balancers that run on EKS clusters and have to.
    allowedRoles: [
      "vpc-resource-controller-role",
      "aws-load-balancer-controller-role",
      "calico-node",
      "cilium",
      "cilium-operator",
    ] as string[],
  },
  rationale:
    "Who writes endpoints or the status of Services draws other people's traffic to a pod of theirs; who writes network policies lifts them; who " +
    "writes the status of nodes and pods moves pods elsewhere. Who deletes events takes away what they left.",
  remediation:
    "Leave these to the controllers that own them, and name those in the parameter; give Roles in a namespace, and events without delete.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#write-access-for-endpoints",
    "https://github.com/kubernetes/kubernetes/issues/97076",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  ],

  *check(role, { parameters }) {
    if (parameters.allowedRoles.includes(role.metadata?.name ?? "")) return;
    for (const each of ownRules(role)) {
      if (allowsEverything(each)) continue;
      const written = cluster.filter((resource) => allowsAny(each, resource)).map(({ name }) => name);
      if (role.kind === "ClusterRole" && written.length > 0)
        yield violation(each, `allows to write ${written.join(", ")} in every namespace`);
      const losesEvents = ["", "events.k8s.io"].some((group) =>
        ["delete", "deletecollection"].some((verb) => ruleAllowsAll(each, verb, group, "events")),
      );
      if (losesEvents) yield violation(each, "allows to delete events");
      if (allowsAny(each, { group: "", name: "pods/log", verbs: logs }))
        yield violation(each, "allows to write pods/log");
    }
  },

  examples: {
    "traffic and status": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: operator}
        rules:
          - {apiGroups: ["", discovery.k8s.io], resources: [endpoints, endpointslices], verbs: [get, patch]}
          - {apiGroups: [""], resources: [nodes/status, services/status, pods], verbs: [update]}
          - {apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [delete]}
        `,
      violations: [
        {
          message: "allows to write endpoints, endpointslices in every namespace",
          path: ["rules", 0],
          resource: "ClusterRole operator",
        },
        {
          message: "allows to write nodes/status, services/status in every namespace",
          path: ["rules", 1],
          resource: "ClusterRole operator",
        },
        {
          message: "allows to write networkpolicies in every namespace",
          path: ["rules", 2],
          resource: "ClusterRole operator",
        },
      ],
    },
    "events and logs of a namespace": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: cleaner, namespace: shop}
        rules:
          - {apiGroups: [events.k8s.io], resources: [events], verbs: [deletecollection]}
          - {apiGroups: [""], resources: [pods/log], verbs: [delete]}
        `,
      violations: [
        { message: "allows to delete events", path: ["rules", 0], resource: "Role shop/cleaner" },
        { message: "allows to write pods/log", path: ["rules", 1], resource: "Role shop/cleaner" },
      ],
    },
    "status of everything": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: operator}
        rules:
          - {apiGroups: [""], resources: ["*/status"], verbs: [patch]}
        `,
      violations: [
        {
          message: "allows to write nodes/status, pods/status, services/status in every namespace",
          path: ["rules", 0],
          resource: "ClusterRole operator",
        },
      ],
    },
    "endpoints of one namespace": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: discovery, namespace: shop}
        rules:
          - {apiGroups: [""], resources: [endpoints, pods/status], verbs: [create, update]}
        `,
      violations: [],
    },
    "reading, writing events, one object, and a status of its own": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: operator}
        rules:
          - {apiGroups: [""], resources: [endpoints, nodes, services, pods/log], verbs: [get, list, watch]}
          - {apiGroups: [""], resources: [events], verbs: [create, patch]}
          - {apiGroups: [""], resources: [endpoints], resourceNames: [operator], verbs: [update]}
          - {apiGroups: [example.com], resources: ["*/status", endpoints], verbs: [update]}
        `,
      violations: [],
    },
    "the load balancer controller": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: aws-load-balancer-controller-role}
        rules:
          - {apiGroups: [""], resources: [pods/status, services/status], verbs: [patch, update]}
        `,
      violations: [],
    },
    "the API server's own": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: system:aggregate-to-edit, labels: {kubernetes.io/bootstrapping: rbac-defaults}}
        rules:
          - {apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [create, delete]}
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
          - {apiGroups: [""], resources: [services/status], verbs: [update]}
        `,
      violations: [],
    },
  },
});
