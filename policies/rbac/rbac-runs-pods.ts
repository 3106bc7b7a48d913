import { rule, violation, yaml } from "regoscript";
import { allowsEverything, ownRules, Role, ruleAllowsAll } from "regoscript/kubernetes";

interface Resource {
  readonly group: string;
  readonly name: string;
}

/** What makes pods. Source: https://kubernetes.io/docs/concepts/workloads/controllers/ */
const workloads: readonly Resource[] = [
  { group: "", name: "replicationcontrollers" },
  { group: "apps", name: "deployments" },
  { group: "apps", name: "statefulsets" },
  { group: "apps", name: "daemonsets" },
  { group: "apps", name: "replicasets" },
  { group: "batch", name: "jobs" },
  { group: "batch", name: "cronjobs" },
];

export default rule({
  id: "rbac-runs-pods",
  title: "Role that runs pods in every namespace",
  severity: "medium",
  input: Role,
  parameters: {
    // The provisioners of volumes that the drivers of EBS and EFS and the CSI project ship.
    allowedRoles: [
      "ebs-external-provisioner-role",
      "efs-csi-external-provisioner-role",
      "external-provisioner-runner",
    ] as string[],
  },
  rationale:
    "Who runs a pod runs it as any service account of its namespace, and so has the IAM role of each; what the pod mounts and which node it shares " +
    "is the author's choice too. A persistent volume may be a path of the node. In one namespace a deployer needs this, so only ClusterRoles are " +
    "looked at.",
  remediation:
    "Give deployers a Role in the namespaces that they deploy to; leave persistent volumes to a provisioner; name the controllers that need more in " +
    "the parameter.",
  references: [
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation",
  ],

  *check(role, { parameters }) {
    if (role.kind !== "ClusterRole" || parameters.allowedRoles.includes(role.metadata?.name ?? "")) return;
    for (const each of ownRules(role)) {
      if (allowsEverything(each)) continue;
      const made = ["pods", "persistentvolumes"].filter((resource) => ruleAllowsAll(each, "create", "", resource));
      if (made.length > 0) yield violation(each, `allows to create ${made.join(", ")}`);
      const written = workloads
        .filter(({ group, name }) =>
          ["create", "update", "patch"].some((verb) => ruleAllowsAll(each, verb, group, name)),
        )
        .map(({ name }) => name);
      if (written.length > 0) yield violation(each, `allows to write ${written.join(", ")}`);
    }
  },

  examples: {
    "pods and workloads": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: deployer}
        rules:
          - {apiGroups: [""], resources: [pods, services], verbs: [get, create]}
          - {apiGroups: [apps, batch], resources: [deployments, jobs], verbs: [patch]}
        `,
      violations: [
        { message: "allows to create pods", path: ["rules", 0], resource: "ClusterRole deployer" },
        { message: "allows to write deployments, jobs", path: ["rules", 1], resource: "ClusterRole deployer" },
      ],
    },
    "all of a group": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: deployer}
        rules:
          - {apiGroups: [""], resources: ["*"], verbs: ["*"]}
        `,
      violations: [
        { message: "allows to create pods, persistentvolumes", path: ["rules", 0], resource: "ClusterRole deployer" },
        { message: "allows to write replicationcontrollers", path: ["rules", 0], resource: "ClusterRole deployer" },
      ],
    },
    "persistent volumes": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: storage}
        rules:
          - {apiGroups: [""], resources: [persistentvolumes], verbs: [create, delete]}
        `,
      violations: [
        { message: "allows to create persistentvolumes", path: ["rules", 0], resource: "ClusterRole storage" },
      ],
    },
    "the EBS driver's provisioner": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: ebs-external-provisioner-role, labels: {app.kubernetes.io/name: aws-ebs-csi-driver}}
        rules:
          - {apiGroups: [""], resources: [persistentvolumes], verbs: [get, list, watch, create, delete]}
        `,
      violations: [],
    },
    "a deployer of one namespace": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: deployer, namespace: shop}
        rules:
          - {apiGroups: ["", apps], resources: [pods, deployments], verbs: [create, update]}
        `,
      violations: [],
    },
    "reading, labels of pods, numbers of replicas, and one deployment": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: operator}
        rules:
          - {apiGroups: [apps], resources: [deployments], verbs: [get, list, watch]}
          - {apiGroups: [""], resources: [pods], verbs: [update, patch, delete]}
          - {apiGroups: [apps], resources: [deployments/scale], verbs: [update]}
          - {apiGroups: [apps], resources: [deployments], resourceNames: [agent], verbs: [patch]}
        `,
      violations: [],
    },
    "deployments of another group": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: deployer}
        rules:
          - {apiGroups: [example.com], resources: [pods, deployments], verbs: ["*"]}
        `,
      violations: [],
    },
    "the API server's own": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: system:aggregate-to-edit, labels: {kubernetes.io/bootstrapping: rbac-defaults}}
        rules:
          - {apiGroups: [""], resources: [pods], verbs: [create]}
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
          - {apiGroups: [apps], resources: [statefulsets], verbs: [create]}
        `,
      violations: [],
    },
  },
});
