import { dump } from "js-yaml";
import { random } from "../language/things.ts";
import { worldOf } from "./worlds.ts";

/** The documents of a cluster, and questions about it. */
export interface ClusterRun {
  readonly documents: readonly unknown[];
  readonly questions: readonly unknown[];
}

const api = "rbac.authorization.k8s.io/v1";
const roles = ["deployer", "ci", "node"];
const arns = roles.flatMap((role) => [
  `arn:aws:iam::111122223333:role/${role}`,
  `arn:aws:iam::111122223333:role/teams/${role}`,
]);
const principals = [
  ...arns,
  ...roles.map((role) => `arn:aws:sts::111122223333:assumed-role/${role}/jo@x`),
  "arn:aws:iam::111122223333:user/jo",
  "arn:aws:iam::444455556666:user/team/jo",
  "arn:aws:iam::111122223333:root",
  "arn:aws:nonsense",
];
const policies = ["ClusterAdmin", "Admin", "Edit", "View", "AdminView", "ACK", "AutoNode", "OfTomorrow"];
const groups = ["dev", "ops", "system:masters", "{{SessionName}}", "team-{{SessionNameRaw}}"];
const usernames = ["alice", "{{SessionName}}", "{{AccountID}}:x", "system:node:{{EC2PrivateDNSName}}", "bob"];
const types = ["STANDARD", "STANDARD", "STANDARD", "EC2", "EC2_LINUX", "FARGATE_LINUX", "HYPERPOD_LINUX"];
const tables = [
  "cluster",
  "access-entry",
  "access-policy-association",
  "aws-auth-mapping",
  "aws-auth-account",
  "role",
  "role-binding",
];

/** A run that a seed decides: a random world of RBAC, and what EKS adds. */
export function clusterRun(seed: number, count: number): ClusterRun {
  const next = random(seed);
  const isTrue = (share: number): boolean => next() < share;
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;
  const some = <Item>(items: readonly Item[], most: number): Item[] =>
    Array.from({ length: below(most + 1) }, () => pick(items));
  const world = worldOf(seed, count);
  const cluster = {
    cluster: {
      name: "prod",
      version: pick(["1.31", "1.34"]),
      arn: "arn:aws:eks:eu-west-1:111122223333:cluster/prod",
      resourcesVpcConfig: {},
      accessConfig: {
        authenticationMode: pick(["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"]),
        ...(isTrue(0.5) ? { bootstrapClusterCreatorAdminPermissions: isTrue(0.5) } : {}),
      },
    },
  };
  const entry = (): unknown => ({
    accessEntry: {
      principalArn: pick(principals),
      type: pick(types),
      kubernetesGroups: some(["dev", "ops", "x"], 2),
      ...(isTrue(0.5) ? { username: pick(usernames) } : {}),
    },
  });
  const association = (): unknown => ({
    principalArn: pick(principals),
    associatedAccessPolicies: Array.from({ length: 1 + below(2) }, () => ({
      policyArn: `arn:aws:eks::aws:cluster-access-policy/AmazonEKS${pick(policies)}Policy`,
      accessScope: isTrue(0.4)
        ? { type: "cluster", namespaces: [] }
        : { type: "namespace", namespaces: some(["a", "b*", "kube-?ystem", "*"], 2) },
    })),
  });
  const item = (key: string): unknown => ({
    [key]: isTrue(0.8) ? pick(principals) : pick(principals).toUpperCase(),
    ...(isTrue(0.8) ? { username: pick(usernames) } : {}),
    groups: some(groups, 2),
  });
  const list = (key: string): string => dump(Array.from({ length: below(4) }, () => item(key)));
  const awsAuth = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "aws-auth", namespace: "kube-system" },
    data: { mapRoles: list("rolearn"), mapUsers: list("userarn"), mapAccounts: dump(some(["444455556666"], 1)) },
  };
  const documents = [
    ...world.roles.map((role) => ({ apiVersion: api, ...role })),
    ...world.bindings.map((binding) => ({ apiVersion: api, ...binding })),
    ...(isTrue(0.9) ? [cluster] : []),
    ...Array.from({ length: below(5) }, entry),
    ...Array.from({ length: below(4) }, association),
    ...(isTrue(0.7) ? [awsAuth] : []),
  ];
  const questions = world.asked.map(({ user, groups: own, subresource, resource, path, ...rest }) => ({
    apiVersion: "regoscript.dev/v1",
    kind: "AccessQuestion",
    ...rest,
    principal: isTrue(0.6) ? pick(principals) : user,
    groups: isTrue(0.3) ? own : [],
    resource: subresource === "" ? resource : `${resource}/${subresource}`,
    url: path,
    complete: isTrue(0.7) ? tables : tables.filter(() => isTrue(0.5)),
  }));
  return { documents, questions };
}
