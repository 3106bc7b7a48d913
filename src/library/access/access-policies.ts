import { published } from "./evidence.ts";
import type { Permission } from "./permission.ts";
import { everything, type RuleSet } from "./rule-set.ts";

/**
 * What EKS access policies allow, as far as AWS publishes it: the API doesn't return it. They don't change with the
 * roles of a cluster, and don't aggregate.
 *
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html, as of 2026-10
 */

const reading = ["get", "list", "watch"];
const writing = ["create", "delete", "deletecollection", "patch", "update"];

/** A rule about resources of some groups. */
function resources(verbs: readonly string[], apiGroups: readonly string[], names: readonly string[]): Permission {
  return { verbs, apiGroups, resources: names, resourceNames: [], nonResourceURLs: [] };
}

/** A rule about paths. */
function urls(verbs: readonly string[], nonResourceURLs: readonly string[]): Permission {
  return { verbs, apiGroups: [], resources: [], resourceNames: [], nonResourceURLs };
}

/** The key of an access policy's rules. */
export function policyKey(name: string): string {
  return `AccessPolicy ${name}`;
}

/**
 * A policy whose table is published.
 *
 * @param ofSomeNames rules of which the table doesn't say the names of the objects that they are about
 */
function policy(name: string, rules: readonly Permission[], ofSomeNames: readonly Permission[] = []): RuleSet {
  const reason = `AWS doesn't publish of which objects ${name} allows this`;
  return {
    key: policyKey(name),
    parts: [{ evidence: published(name), rules }],
    incomplete: ofSomeNames.length === 0 ? [] : [{ reason, within: ofSomeNames }],
  };
}

/** A policy that is described in prose or only named, or one that AWS added since. */
export function unpublished(name: string): RuleSet {
  const reason = `AWS doesn't publish what ${name} allows`;
  return { key: policyKey(name), parts: [], incomplete: [{ reason, within: everything }] };
}

const viewRules: readonly Permission[] = [
  resources(
    reading,
    ["apps"],
    [
      "controllerrevisions",
      "daemonsets",
      "daemonsets/status",
      "deployments",
      "deployments/scale",
      "deployments/status",
      "replicasets",
      "replicasets/scale",
      "replicasets/status",
      "statefulsets",
      "statefulsets/scale",
      "statefulsets/status",
    ],
  ),
  resources(reading, ["autoscaling"], ["horizontalpodautoscalers", "horizontalpodautoscalers/status"]),
  resources(reading, ["batch"], ["cronjobs", "cronjobs/status", "jobs", "jobs/status"]),
  resources(reading, ["discovery.k8s.io"], ["endpointslices"]),
  resources(
    reading,
    ["extensions"],
    [
      "daemonsets",
      "daemonsets/status",
      "deployments",
      "deployments/scale",
      "deployments/status",
      "ingresses",
      "ingresses/status",
      "networkpolicies",
      "replicasets",
      "replicasets/scale",
      "replicasets/status",
      "replicationcontrollers/scale",
    ],
  ),
  resources(reading, ["networking.k8s.io"], ["ingresses", "ingresses/status", "networkpolicies"]),
  resources(reading, ["policy"], ["poddisruptionbudgets", "poddisruptionbudgets/status"]),
  resources(
    reading,
    [""],
    [
      "configmaps",
      "endpoints",
      "persistentvolumeclaims",
      "persistentvolumeclaims/status",
      "pods",
      "replicationcontrollers",
      "replicationcontrollers/scale",
      "serviceaccounts",
      "services",
      "services/status",
    ],
  ),
  resources(
    reading,
    [""],
    [
      "bindings",
      "events",
      "limitranges",
      "namespaces/status",
      "pods/log",
      "pods/status",
      "replicationcontrollers/status",
      "resourcequotas",
      "resourcequotas/status",
    ],
  ),
  resources(reading, [""], ["namespaces"]),
];

const editRules: readonly Permission[] = [
  resources(
    writing,
    ["apps"],
    [
      "daemonsets",
      "deployments",
      "deployments/rollback",
      "deployments/scale",
      "replicasets",
      "replicasets/scale",
      "statefulsets",
      "statefulsets/scale",
    ],
  ),
  resources(writing, ["autoscaling"], ["horizontalpodautoscalers"]),
  resources(writing, ["batch"], ["cronjobs", "jobs"]),
  resources(
    writing,
    ["extensions"],
    [
      "daemonsets",
      "deployments",
      "deployments/rollback",
      "deployments/scale",
      "ingresses",
      "networkpolicies",
      "replicasets",
      "replicasets/scale",
      "replicationcontrollers/scale",
    ],
  ),
  resources(writing, ["networking.k8s.io"], ["ingresses", "networkpolicies"]),
  resources(writing, ["policy"], ["poddisruptionbudgets"]),
  resources(reading, [""], ["pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "secrets", "services/proxy"]),
  resources(
    writing,
    [""],
    [
      "configmaps",
      "events",
      "persistentvolumeclaims",
      "replicationcontrollers",
      "replicationcontrollers/scale",
      "secrets",
      "serviceaccounts",
      "services",
      "services/proxy",
    ],
  ),
  resources(writing, [""], ["pods", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy"]),
  resources(["impersonate"], [""], ["serviceaccounts"]),
];

const adminRules: readonly Permission[] = [
  resources(["create"], ["authorization.k8s.io"], ["localsubjectaccessreviews"]),
  resources(
    ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    ["rbac.authorization.k8s.io"],
    ["rolebindings", "roles"],
  ),
];

const ackGroups = [
  "services.k8s.aws",
  "acm.services.k8s.aws",
  "acmpca.services.k8s.aws",
  "apigateway.services.k8s.aws",
  "apigatewayv2.services.k8s.aws",
  "applicationautoscaling.services.k8s.aws",
  "athena.services.k8s.aws",
  "bedrock.services.k8s.aws",
  "bedrockagent.services.k8s.aws",
  "bedrockagentcorecontrol.services.k8s.aws",
  "cloudfront.services.k8s.aws",
  "cloudtrail.services.k8s.aws",
  "cloudwatch.services.k8s.aws",
  "cloudwatchlogs.services.k8s.aws",
  "codeartifact.services.k8s.aws",
  "cognitoidentityprovider.services.k8s.aws",
  "documentdb.services.k8s.aws",
  "dynamodb.services.k8s.aws",
  "ec2.services.k8s.aws",
  "ecr.services.k8s.aws",
  "ecrpublic.services.k8s.aws",
  "ecs.services.k8s.aws",
  "efs.services.k8s.aws",
  "eks.services.k8s.aws",
  "elasticache.services.k8s.aws",
  "elbv2.services.k8s.aws",
  "emrcontainers.services.k8s.aws",
  "eventbridge.services.k8s.aws",
  "iam.services.k8s.aws",
  "kafka.services.k8s.aws",
  "keyspaces.services.k8s.aws",
  "kinesis.services.k8s.aws",
  "kms.services.k8s.aws",
  "lambda.services.k8s.aws",
  "memorydb.services.k8s.aws",
  "mq.services.k8s.aws",
  "networkfirewall.services.k8s.aws",
  "opensearchservice.services.k8s.aws",
  "organizations.services.k8s.aws",
  "pipes.services.k8s.aws",
  "prometheusservice.services.k8s.aws",
  "ram.services.k8s.aws",
  "rds.services.k8s.aws",
  "recyclebin.services.k8s.aws",
  "route53.services.k8s.aws",
  "route53resolver.services.k8s.aws",
  "s3.services.k8s.aws",
  "s3control.services.k8s.aws",
  "sagemaker.services.k8s.aws",
  "secretsmanager.services.k8s.aws",
  "ses.services.k8s.aws",
  "sfn.services.k8s.aws",
  "sns.services.k8s.aws",
  "sqs.services.k8s.aws",
  "ssm.services.k8s.aws",
  "wafv2.services.k8s.aws",
];

/** All access policies by what is known of them. */
export const accessPolicies: readonly RuleSet[] = [
  policy("AmazonEKSClusterAdminPolicy", [resources(["*"], ["*"], ["*"]), urls(["*"], ["*"])]),
  policy("AmazonEKSAdminViewPolicy", [resources(reading, ["*"], ["*"])]),
  policy("AmazonEKSAdminPolicy", [...viewRules, ...editRules, ...adminRules]),
  policy("AmazonEKSEditPolicy", [...viewRules, ...editRules]),
  policy("AmazonEKSViewPolicy", [...viewRules]),
  policy("AmazonEKSSecretReaderPolicy", [resources(reading, [""], ["secrets"])]),
  policy("AmazonEKSSecretAdminPolicy", [resources(["*"], [""], ["secrets"])]),
  policy("AmazonEKSPodIdentityPolicy", [resources(["list"], [""], ["pods"])]),
  policy("AmazonEKSHybridPolicy", [resources(["list"], ["*"], ["nodes"])]),
  policy("AWSBackupFullAccessPolicyForBackup", [resources(["list", "get"], ["*"], ["*"])]),
  policy("AWSBackupFullAccessPolicyForRestore", [
    resources(["list", "get", "create"], ["*"], ["*"]),
    resources(["create", "update", "escalate", "bind"], ["rbac.authorization.k8s.io"], ["roles", "clusterroles"]),
  ]),
  policy(
    "AmazonEKSACKPolicy",
    [
      resources(["get", "watch", "list"], [""], ["namespaces"]),
      resources(["*"], ackGroups, ["*"]),
      resources(["create", "get", "list", "watch"], ["coordination.k8s.io"], ["leases"]),
      resources(["create", "patch"], [""], ["events"]),
      resources(["*"], ["apiextensions.k8s.io"], ["customresourcedefinitions"]),
    ],
    [resources(["delete", "update", "patch"], ["coordination.k8s.io"], ["leases"])],
  ),
  policy(
    "AmazonEKSArgoCDClusterPolicy",
    [
      resources(["create", "get", "update", "patch", "delete"], [""], ["namespaces"]),
      resources(["create"], ["apiextensions.k8s.io"], ["customresourcedefinitions"]),
      urls(["get"], ["/api", "/api/*", "/apis", "/apis/*"]),
    ],
    [resources(["get", "update", "patch", "delete"], ["apiextensions.k8s.io"], ["customresourcedefinitions"])],
  ),
  policy("AmazonEKSArgoCDPolicy", [
    resources(["*"], [""], ["secrets"]),
    resources(reading, [""], ["configmaps"]),
    resources(["get", "list", "watch", "patch", "create"], [""], ["events"]),
    resources(
      ["*"],
      ["argoproj.io"],
      [
        "applications",
        "applications/finalizers",
        "applications/status",
        "applicationsets",
        "applicationsets/finalizers",
        "applicationsets/status",
        "appprojects",
        "appprojects/finalizers",
        "appprojects/status",
      ],
    ),
  ]),
  policy(
    "AmazonEKSKROPolicy",
    [
      resources(["*"], ["kro.run"], ["*"]),
      resources(["*"], ["apiextensions.k8s.io"], ["customresourcedefinitions"]),
      resources(["create", "get", "list", "watch"], ["coordination.k8s.io"], ["leases"]),
      resources(["create", "patch"], [""], ["events"]),
    ],
    [resources(["delete", "update", "patch"], ["coordination.k8s.io"], ["leases"])],
  ),
  unpublished("AmazonEKSAutoNodePolicy"),
  unpublished("AmazonEKSBlockStoragePolicy"),
  unpublished("AmazonEKSLoadBalancingPolicy"),
  unpublished("AmazonEKSNetworkingPolicy"),
  unpublished("AmazonEKSComputePolicy"),
  unpublished("AmazonEKSBlockStorageClusterPolicy"),
  unpublished("AmazonEKSComputeClusterPolicy"),
  unpublished("AmazonEKSLoadBalancingClusterPolicy"),
  unpublished("AmazonEKSNetworkingClusterPolicy"),
  unpublished("AmazonEKSClusterInsightsPolicy"),
  unpublished("AmazonEKSEventPolicy"),
  unpublished("AIDevOpsAgentAccessPolicy"),
  unpublished("AmazonAIOpsAssistantPolicy"),
  unpublished("AmazonARCRegionSwitchScalingPolicy"),
  unpublished("AmazonEMRJobPolicy"),
];
