import type { Command } from "./command.ts";

/** What commands need to know of what they ask about. */
export interface Scope {
  readonly cluster: string;
  /** None is that of the AWS command line's configuration. */
  readonly region: string | undefined;
  /** A profile of the AWS command line's configuration; none is that of its environment. */
  readonly profile: string | undefined;
  /** A context of kubectl's configuration; none is the current one. */
  readonly context: string | undefined;
}

/**
 * A table of evidence: one kind of thing that a cluster or account has, whole. Its file holds the answers of its
 * commands one after another, as the programs print them.
 */
export interface Table {
  /** As `--only` and the record of a collection have it. */
  readonly id: string;
  readonly title: string;
  /** Whose it is: that decides its folder. */
  readonly of: "account" | "cluster";
  readonly command: (scope: Scope) => Command;
  /** Asks of each thing that the command lists; the file then holds these answers alone. */
  readonly each?: Each;
  /** What is kept of an answer, where not all of it is: what it holds of secrets isn't. */
  readonly kept?: "names of Secrets";
}

interface Each {
  /** The member of the answer that has the list. */
  readonly member: string;
  /** The member of an element that names it; none where the elements are the names. */
  readonly name?: string;
  readonly commands: (name: string, scope: Scope) => readonly Command[];
}

function aws({ region, profile }: Scope, ...words: readonly string[]): Command {
  const options = [
    ...(region === undefined ? [] : ["--region", region]),
    ...(profile === undefined ? [] : ["--profile", profile]),
  ];
  return { program: "aws", arguments: [...words, ...options, "--output", "json"] };
}

function kubectl({ context }: Scope, ...words: readonly string[]): Command {
  return { program: "kubectl", arguments: [...words, ...(context === undefined ? [] : ["--context", context])] };
}

function eks(scope: Scope, operation: string, ...options: readonly string[]): Command {
  return aws(scope, "eks", operation, "--cluster-name", scope.cluster, ...options);
}

/** All objects of some kinds, in all namespaces. */
function objects(id: string, title: string, ...kinds: readonly string[]): Table {
  return {
    id,
    title,
    of: "cluster",
    command: (scope) => kubectl(scope, "get", kinds.join(","), "--all-namespaces", "--output", "json"),
  };
}

/** What is described one by one, by the names that a listing has. */
function described(
  id: string,
  title: string,
  listing: string,
  member: string,
  name: string | undefined,
  describe: (scope: Scope, name: string) => readonly Command[],
): Table {
  return {
    id,
    title,
    of: "cluster",
    command: (scope) => eks(scope, listing),
    each: {
      member,
      ...(name !== undefined && { name }),
      commands: (each, scope) => describe(scope, each),
    },
  };
}

/** The cluster itself, which is asked first: its ARN says which account and region it is in. */
export function describeCluster(scope: Scope): Command {
  return aws(scope, "eks", "describe-cluster", "--name", scope.cluster);
}

/** The server that kubectl talks to, which must be the cluster's. */
export function serverOfContext(scope: Scope): Command {
  return kubectl(scope, "config", "view", "--minify", "--output", "jsonpath={.clusters[0].cluster.server}");
}

/**
 * All tables. The AWS command line and kubectl ask for all pages by themselves.
 *
 * Sources: AWS CLI Command Reference (eks, iam, ec2); Kubernetes, `kubectl get`.
 */
export const tables: readonly Table[] = [
  {
    id: "iam",
    title: "users, groups, roles and policies of the account",
    of: "account",
    command: (scope) => aws(scope, "iam", "get-account-authorization-details"),
  },
  {
    id: "oidc-providers",
    title: "OIDC providers of the account",
    of: "account",
    command: (scope) => aws(scope, "iam", "list-open-id-connect-providers"),
    each: {
      member: "OpenIDConnectProviderList",
      name: "Arn",
      commands: (arn, scope) => [
        aws(scope, "iam", "get-open-id-connect-provider", "--open-id-connect-provider-arn", arn),
      ],
    },
  },
  { id: "cluster", title: "the cluster", of: "cluster", command: describeCluster },
  described(
    "access-entries",
    "access entries and their policies",
    "list-access-entries",
    "accessEntries",
    undefined,
    (scope, arn) => [
      eks(scope, "describe-access-entry", "--principal-arn", arn),
      eks(scope, "list-associated-access-policies", "--principal-arn", arn),
    ],
  ),
  described(
    "pod-identity-associations",
    "Pod Identity associations",
    "list-pod-identity-associations",
    "associations",
    "associationId",
    (scope, id) => [eks(scope, "describe-pod-identity-association", "--association-id", id)],
  ),
  described(
    "identity-providers",
    "identity providers of the cluster",
    "list-identity-provider-configs",
    "identityProviderConfigs",
    "name",
    (scope, name) => [
      eks(scope, "describe-identity-provider-config", "--identity-provider-config", `type=oidc,name=${name}`),
    ],
  ),
  described("node-groups", "managed node groups", "list-nodegroups", "nodegroups", undefined, (scope, name) => [
    eks(scope, "describe-nodegroup", "--nodegroup-name", name),
  ]),
  described(
    "fargate-profiles",
    "Fargate profiles",
    "list-fargate-profiles",
    "fargateProfileNames",
    undefined,
    (scope, name) => [eks(scope, "describe-fargate-profile", "--fargate-profile-name", name)],
  ),
  described("add-ons", "add-ons", "list-addons", "addons", undefined, (scope, name) => [
    eks(scope, "describe-addon", "--addon-name", name),
  ]),
  described(
    "capabilities",
    "capabilities of the cluster",
    "list-capabilities",
    "capabilities",
    "capabilityName",
    (scope, name) => [eks(scope, "describe-capability", "--capability-name", name)],
  ),
  {
    id: "launch-templates",
    title: "launch templates, the latest and the default version of each",
    of: "cluster",
    command: (scope) => aws(scope, "ec2", "describe-launch-template-versions", "--versions", "$Latest", "$Default"),
  },
  {
    id: "instances",
    title: "EC2 instances of the cluster",
    of: "cluster",
    command: (scope) =>
      aws(
        scope,
        "ec2",
        "describe-instances",
        "--include-managed-resources",
        "--filters",
        `Name=tag:kubernetes.io/cluster/${scope.cluster},Values=owned,shared`,
        "Name=instance-state-name,Values=pending,running",
      ),
  },
  {
    id: "imds-defaults",
    title: "the account's defaults of instance metadata in the region",
    of: "cluster",
    command: (scope) => aws(scope, "ec2", "get-instance-metadata-defaults"),
  },
  objects("rbac", "roles and bindings", "clusterroles", "clusterrolebindings", "roles", "rolebindings"),
  objects("namespaces", "namespaces", "namespaces"),
  objects("service-accounts", "service accounts", "serviceaccounts"),
  {
    id: "aws-auth",
    title: "the ConfigMap aws-auth",
    of: "cluster",
    command: (scope) =>
      kubectl(
        scope,
        "get",
        "configmap",
        "aws-auth",
        "--namespace",
        "kube-system",
        "--ignore-not-found",
        "--output",
        "json",
      ),
  },
  objects(
    "workloads",
    "pods and what makes them",
    "pods",
    "replicationcontrollers",
    "deployments.apps",
    "statefulsets.apps",
    "daemonsets.apps",
    "replicasets.apps",
    "jobs.batch",
    "cronjobs.batch",
  ),
  {
    id: "secrets",
    title: "namespaces, names and types of Secrets",
    of: "cluster",
    // As a table, in which the API server puts no values.
    command: (scope) => kubectl(scope, "get", "secrets", "--all-namespaces", "--no-headers"),
    kept: "names of Secrets",
  },
  objects("karpenter-node-classes", "node classes of Karpenter", "ec2nodeclasses.karpenter.k8s.aws"),
  objects("auto-mode-node-classes", "node classes of EKS Auto Mode", "nodeclasses.eks.amazonaws.com"),
];

/** The name of a table's file. */
export function fileOf({ id }: Table): string {
  return `${id}.json`;
}
