import { asReturned } from "./as-returned.ts";
import type { Wrapped } from "./wrapped.ts";

/** A pod on the host network, as the default service account, with a key in a container without a name. */
const bad = {
  hostNetwork: true,
  containers: [{ env: [{ name: "AWS_ACCESS_KEY_ID", value: "AKIAIOSFODNN7EXAMPLE" }] }],
};
const template = { metadata: { labels: { app: "a", empty: null } }, spec: bad };

const account = "default-service-account";
const host = "host-network-reaches-imds";
const keys = "static-aws-credentials";

interface Place {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: unknown;
  /** Paths of pods' specifications, with dots. */
  readonly pods: readonly string[];
}

function object({ apiVersion, kind, spec }: Pick<Place, "apiVersion" | "kind" | "spec">): unknown {
  return { apiVersion, kind, metadata: { name: "it", namespace: "shop" }, spec };
}

/** Pod templates where a resource has one in `spec.template`. */
function withTemplate(apiVersion: string, kind: string): Place {
  return { apiVersion, kind, spec: { template }, pods: ["spec.template.spec"] };
}

/** Pod templates of the replicas of a training job. */
function trainingJob(kind: string, replicas: string): Place {
  return {
    apiVersion: "kubeflow.org/v1",
    kind,
    spec: { [replicas]: { Master: { replicas: 1, template }, Worker: { template } } },
    pods: [`spec.${replicas}.Master.template.spec`, `spec.${replicas}.Worker.template.spec`],
  };
}

const rayCluster = { headGroupSpec: { template }, workerGroupSpecs: [{ groupName: "a" }, { template }] };
const rayPods = (cluster: string): string[] => [
  `${cluster}.headGroupSpec.template.spec`,
  `${cluster}.workerGroupSpecs[1].template.spec`,
];

const podTemplates: readonly Place[] = [
  withTemplate("argoproj.io/v1alpha1", "Rollout"),
  withTemplate("serving.knative.dev/v1", "Service"),
  withTemplate("serving.knative.dev/v1", "Configuration"),
  { apiVersion: "serving.knative.dev/v1", kind: "Revision", spec: bad, pods: ["spec"] },
  withTemplate("apps.kruise.io/v1alpha1", "CloneSet"),
  withTemplate("apps.kruise.io/v1beta1", "StatefulSet"),
  withTemplate("apps.kruise.io/v1alpha1", "DaemonSet"),
  withTemplate("apps.kruise.io/v1alpha1", "BroadcastJob"),
  {
    apiVersion: "jobset.x-k8s.io/v1alpha2",
    kind: "JobSet",
    spec: { replicatedJobs: [{ name: "a" }, { name: "b", template: { spec: { template } } }] },
    pods: ["spec.replicatedJobs[1].template.spec.template.spec"],
  },
  {
    apiVersion: "leaderworkerset.x-k8s.io/v1",
    kind: "LeaderWorkerSet",
    spec: { leaderWorkerTemplate: { leaderTemplate: template, workerTemplate: template } },
    pods: ["spec.leaderWorkerTemplate.leaderTemplate.spec", "spec.leaderWorkerTemplate.workerTemplate.spec"],
  },
  trainingJob("PyTorchJob", "pytorchReplicaSpecs"),
  trainingJob("TFJob", "tfReplicaSpecs"),
  trainingJob("XGBoostJob", "xgbReplicaSpecs"),
  trainingJob("PaddleJob", "paddleReplicaSpecs"),
  trainingJob("JAXJob", "jaxReplicaSpecs"),
  withTemplate("kubeflow.org/v1", "Notebook"),
  {
    apiVersion: "batch.volcano.sh/v1alpha1",
    kind: "Job",
    spec: { tasks: [{ name: "a", template }] },
    pods: ["spec.tasks[0].template.spec"],
  },
  { apiVersion: "ray.io/v1", kind: "RayCluster", spec: rayCluster, pods: rayPods("spec") },
  {
    apiVersion: "ray.io/v1",
    kind: "RayService",
    spec: { rayClusterConfig: rayCluster },
    pods: rayPods("spec.rayClusterConfig"),
  },
  {
    apiVersion: "ray.io/v1",
    kind: "RayJob",
    spec: { rayClusterSpec: rayCluster, submitterPodTemplate: template },
    pods: ["spec.submitterPodTemplate.spec", ...rayPods("spec.rayClusterSpec")],
  },
  {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledJob",
    spec: { jobTargetRef: { template } },
    pods: ["spec.jobTargetRef.template.spec"],
  },
];

const key = { env: [{ name: "AWS_SECRET_ACCESS_KEY", value: "wJalrXUtnFEMI" }] };

/** A workflow of all forms of templates; paths are those of its containers. */
const workflow = {
  hostNetwork: true,
  templates: [
    { name: "a", container: key },
    { name: "b", script: key, initContainers: [{ name: "i", ...key }], sidecars: [{ name: "s", ...key }] },
    { name: "c", containerSet: { containers: [{ name: "d", ...key }] } },
    { name: "steps", steps: [[{ name: "e", template: "a" }]] },
  ],
};
const workflowContainers = [
  "templates[0].container",
  "templates[1].script",
  "templates[1].initContainers[0]",
  "templates[1].sidecars[0]",
  "templates[2].containerSet.containers[0]",
];

/** @param spec the path of the workflow's specification */
function ofWorkflow(kind: string, spec: string, named: boolean): Wrapped["violations"] {
  const resource = `${kind} shop/it`;
  return [
    ...(named ? [] : [[account, resource, `${spec}.serviceAccountName`] as const]),
    [host, resource, `${spec}.hostNetwork`],
    ...workflowContainers.map((container) => [keys, resource, `${spec}.${container}.env[0]`] as const),
  ];
}

const workflows: readonly Wrapped[] = [
  ...(["Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate"] as const).map((kind) => ({
    name: kind,
    document: object({ apiVersion: "argoproj.io/v1alpha1", kind, spec: workflow }),
    violations: ofWorkflow(kind, "spec", kind !== "Workflow"),
  })),
  {
    name: "CronWorkflow",
    document: object({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "CronWorkflow",
      spec: { schedule: "0 3 * * *", workflowSpec: workflow },
    }),
    violations: ofWorkflow("CronWorkflow", "spec.workflowSpec", false),
  },
  {
    name: "a workflow whose templates name their service accounts",
    document: object({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Workflow",
      spec: {
        templates: [
          { name: "a", container: { image: "a" }, serviceAccountName: "own" },
          { name: "b", container: { image: "a" }, serviceAccountName: "default" },
          { name: "dag", dag: { tasks: [] } },
        ],
      },
    }),
    violations: [[account, "Workflow shop/it", "spec.templates[1].serviceAccountName"]],
  },
  {
    name: "a workflow whose specification is a template's",
    document: object({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Workflow",
      spec: { workflowTemplateRef: { name: "a" } },
    }),
    violations: [],
  },
];

const tasks: readonly Wrapped[] = ["Task", "ClusterTask"].map((kind) => ({
  name: kind,
  document: object({
    apiVersion: "tekton.dev/v1beta1",
    kind,
    spec: { stepTemplate: key, steps: [{ image: "a" }, key], sidecars: [{ name: "s", ...key }] },
  }),
  violations: ["stepTemplate", "steps[1]", "sidecars[0]"].map(
    (container) => [keys, `${kind} shop/it`, `spec.${container}.env[0]`] as const,
  ),
}));

function review(request: object): unknown {
  return { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request: { uid: "1", ...request } };
}

const nowhere = { apiVersion: "v1", kind: "Pod", metadata: { name: "it" }, spec: { ...bad, serviceAccountName: "a" } };
const somewhere = { ...nowhere, metadata: { name: "it", namespace: "shop" } };

/** The namespace of an object that says none is its request's; nothing is said of one that goes. */
const reviews: readonly Wrapped[] = [
  [
    "a request's namespace, where nothing is wrong",
    { operation: "CREATE", namespace: "kube-system", object: nowhere },
    "Pod kube-system/it",
    true,
  ],
  ["a request's namespace", { operation: "UPDATE", namespace: "shop", object: nowhere }, "Pod shop/it", false],
  [
    "an object's own namespace beside a request's",
    { operation: "CREATE", namespace: "kube-system", object: somewhere },
    "Pod shop/it",
    false,
  ],
  ["a request without a namespace", { operation: "CREATE", object: nowhere }, "Pod it", false],
].map(([name, request, resource, isAgent]) => ({
  name: name as string,
  document: review(request as object),
  violations: [
    ...(isAgent === true ? [] : [[host, resource as string, "request.object.spec.hostNetwork"] as const]),
    [keys, resource as string, "request.object.spec.containers[0].env[0]"] as const,
  ],
}));

const deletions: readonly Wrapped[] = [
  ["an object that goes", { operation: "DELETE", namespace: "shop", object: null, oldObject: nowhere }],
  [
    "an object that goes, of which no rule is",
    { operation: "DELETE", oldObject: { apiVersion: "v1", kind: "Service" } },
  ],
].map(([name, request]) => ({ name: name as string, document: review(request as object), violations: [] }));

const v1 = { httpEndpoint: "enabled", httpTokens: "optional", httpPutResponseHopLimit: 1 };
const far = { httpTokens: "required", httpPutResponseHopLimit: 2 };

/** Where custom resources have metadata options, which allow IMDSv1 there. */
const metadataOptions: readonly Wrapped[] = (
  [
    ["karpenter.k8s.aws/v1", "EC2NodeClass", { metadataOptions: v1 }, "metadataOptions"],
    ["karpenter.k8s.aws/v1alpha1", "AWSNodeTemplate", { metadataOptions: v1 }, "metadataOptions"],
    ["karpenter.sh/v1alpha5", "Provisioner", { provider: { metadataOptions: v1 } }, "provider.metadataOptions"],
    [
      "infrastructure.cluster.x-k8s.io/v1beta2",
      "AWSMachine",
      { instanceMetadataOptions: v1 },
      "instanceMetadataOptions",
    ],
    [
      "infrastructure.cluster.x-k8s.io/v1beta2",
      "AWSMachineTemplate",
      { template: { spec: { instanceMetadataOptions: v1 } } },
      "template.spec.instanceMetadataOptions",
    ],
    ...["AWSMachinePool", "AWSManagedMachinePool"].map((kind) => [
      "infrastructure.cluster.x-k8s.io/v1beta2",
      kind,
      { awsLaunchTemplate: { instanceMetadataOptions: v1 } },
      "awsLaunchTemplate.instanceMetadataOptions",
    ]),
    ["ec2.services.k8s.aws/v1alpha1", "LaunchTemplate", { data: { metadataOptions: v1 } }, "data.metadataOptions"],
    ["ec2.services.k8s.aws/v1alpha1", "Instance", { metadataOptions: v1 }, "metadataOptions"],
    ...["LaunchTemplate", "Instance", "SpotInstanceRequest"].map((kind) => [
      "ec2.aws.upbound.io/v1beta1",
      kind,
      { forProvider: { metadataOptions: [v1] } },
      "forProvider.metadataOptions[0]",
    ]),
    [
      "autoscaling.aws.m.upbound.io/v1beta1",
      "LaunchConfiguration",
      { forProvider: { metadataOptions: v1 } },
      "forProvider.metadataOptions",
    ],
  ] as readonly (readonly [string, string, unknown, string])[]
).map(([apiVersion, kind, spec, path]) => ({
  name: `${kind} of ${apiVersion}`,
  document: object({ apiVersion, kind, spec }),
  violations: [["imdsv1-allowed", `${kind} shop/it`, `spec.${path}`]],
}));

/** Hop limits that Karpenter's older versions set by themselves, and that nobody sets. */
const hopLimits: readonly Wrapped[] = (
  [
    ["v1", "EC2NodeClass", {}, false],
    ["v1beta1", "EC2NodeClass", {}, true],
    ["v1beta1", "EC2NodeClass", { metadataOptions: { httpTokens: "required" } }, true],
    ["v1alpha1", "AWSNodeTemplate", {}, true],
    ["v1alpha1", "AWSNodeTemplate", { metadataOptions: { httpTokens: "required" } }, false],
    ["v1alpha1", "AWSNodeTemplate", { launchTemplate: "own", metadataOptions: far }, false],
    ["v1", "EC2NodeClass", { metadataOptions: far }, true],
  ] as readonly (readonly [string, string, object, boolean])[]
).map(([version, kind, spec, isFar]) => ({
  name: `${kind} ${version} ${JSON.stringify(spec)}`,
  document: object({ apiVersion: `karpenter.k8s.aws/${version}`, kind, spec }),
  violations: isFar ? [["imds-hop-limit-too-high", `${kind} shop/it`, "spec.metadataOptions"]] : [],
}));

const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const anyone = {
  Statement: [{ Effect: "Allow", Principal: { Federated: "*" }, Action: "sts:AssumeRoleWithWebIdentity" }],
};

/** Crossplane's classic provider, and the entries of aws-auth that the Cluster API writes. */
const ofIAM: readonly Wrapped[] = [
  {
    name: "Role of iam.aws.crossplane.io",
    document: object({
      apiVersion: "iam.aws.crossplane.io/v1beta1",
      kind: "Role",
      spec: { forProvider: { assumeRolePolicyDocument: JSON.stringify(anyone) } },
    }),
    violations: [["broad-irsa-trust", "Role shop/it", "spec.forProvider.assumeRolePolicyDocument.Statement[0]"]],
  },
  ...["Policy", "RolePolicy"].map(
    (kind): Wrapped => ({
      name: `${kind} of iam.aws.crossplane.io`,
      document: object({
        apiVersion: "iam.aws.crossplane.io/v1beta1",
        kind,
        spec: { forProvider: { document: kind === "Policy" ? JSON.stringify(everything) : everything } },
      }),
      violations: [["wildcard-iam-permissions", `${kind} shop/it`, "spec.forProvider.document.Statement[0]"]],
    }),
  ),
  {
    name: "identity mappings of AWSManagedControlPlane",
    document: object({
      apiVersion: "controlplane.cluster.x-k8s.io/v1beta2",
      kind: "AWSManagedControlPlane",
      spec: {
        accessConfig: { authenticationMode: "api_and_config_map", bootstrapClusterCreatorAdminPermissions: false },
        endpointAccess: { public: false },
        logging: { audit: true, authenticator: true },
        iamAuthenticatorConfig: {
          mapRoles: [{ rolearn: "arn:aws:iam::111122223333:role/a", username: "a", groups: ["system:masters"] }],
          mapUsers: [],
        },
      },
    }),
    violations: [
      ["aws-auth-grants-system-masters", "AWSManagedControlPlane shop/it", "spec.iamAuthenticatorConfig.mapRoles[0]"],
    ],
  },
];

const applied = { apiVersion: "v1", kind: "Pod", metadata: { name: "it", namespace: "shop" } };
const good = { serviceAccountName: "web", containers: [{ name: "web", image: "registry.example/web:1" }] };

/** Objects as the cluster returns them. */
const returned: readonly Wrapped[] = [
  { name: "a pod as the cluster returns it", document: asReturned({ ...applied, spec: good }), violations: [] },
  {
    name: "a bad pod as the cluster returns it",
    document: asReturned({ ...applied, spec: bad }),
    violations: [
      [account, "Pod shop/it", "spec.serviceAccountName"],
      [host, "Pod shop/it", "spec.hostNetwork"],
      [keys, "Pod shop/it", "spec.containers[0].env[0]"],
    ],
  },
  {
    name: "a bad deployment in a list as the cluster returns it",
    document: {
      apiVersion: "v1",
      kind: "List",
      metadata: { resourceVersion: "" },
      items: [asReturned({ ...applied, apiVersion: "apps/v1", kind: "Deployment", spec: { template } })],
    },
    violations: [
      [account, "Deployment shop/it", "items[0].spec.template.spec.serviceAccountName"],
      [host, "Deployment shop/it", "items[0].spec.template.spec.hostNetwork"],
      [keys, "Deployment shop/it", "items[0].spec.template.spec.containers[0].env[0]"],
    ],
  },
];

const longLived = "long-lived-service-account-token";

const mounting = { serviceAccountName: "web", automountServiceAccountToken: true };

/** Service accounts, Secrets by their type, and who has a token mounted. */
const accounts: readonly Wrapped[] = [
  ...(
    [
      ["kubernetes.io/service-account-token", true],
      ["kubernetes.io/service-account-token ", false],
      ["Opaque", false],
      [undefined, false],
    ] as readonly (readonly [string | undefined, boolean])[]
  ).map(([type, isToken]) => ({
    name: `Secret of type ${JSON.stringify(type)}`,
    document: { apiVersion: "v1", kind: "Secret", metadata: { name: "it", namespace: "shop" }, type, data: {} },
    violations: isToken ? [[longLived, "Secret shop/it", "the document"] as const] : [],
  })),
  {
    name: "Secret of another group",
    document: {
      apiVersion: "example.com/v1",
      kind: "Secret",
      metadata: { name: "it", namespace: "shop" },
      type: "kubernetes.io/service-account-token",
    },
    violations: [],
  },
  {
    name: "ServiceAccount with Secrets",
    document: {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "it", namespace: "shop" },
      secrets: [{ name: "it-token" }],
    },
    violations: [[longLived, "ServiceAccount shop/it", "secrets[0]"]],
  },
  ...(
    [
      ["v1", "ServiceAccount", { automountServiceAccountToken: true }, "automountServiceAccountToken"],
      ["example.com/v1", "ServiceAccount", { automountServiceAccountToken: true }, undefined],
      ["v1", "Pod", { spec: mounting }, "spec.automountServiceAccountToken"],
      [
        "apps/v1",
        "DaemonSet",
        { spec: { template: { spec: mounting } } },
        "spec.template.spec.automountServiceAccountToken",
      ],
      [
        "argoproj.io/v1alpha1",
        "Rollout",
        { spec: { template: { spec: mounting } } },
        "spec.template.spec.automountServiceAccountToken",
      ],
      ["argoproj.io/v1alpha1", "WorkflowTemplate", { spec: mounting }, "spec.automountServiceAccountToken"],
    ] as readonly (readonly [string, string, object, string | undefined])[]
  ).map(([apiVersion, kind, rest, path]) => ({
    name: `token mounted by ${kind} of ${apiVersion}`,
    document: { apiVersion, kind, metadata: { name: "it", namespace: "shop" }, ...rest },
    violations: path === undefined ? [] : [["token-mounted-without-need", `${kind} shop/it`, path] as const],
  })),
];

/** Kubernetes objects with what rules are about in each place that it may stand in. */
export const kubernetesObjects: readonly Wrapped[] = [
  ...podTemplates.map((place) => ({
    name: `${place.kind} of ${place.apiVersion}`,
    document: object(place),
    violations: place.pods.flatMap(
      (pod) =>
        [
          [account, `${place.kind} shop/it`, `${pod}.serviceAccountName`],
          [host, `${place.kind} shop/it`, `${pod}.hostNetwork`],
          [keys, `${place.kind} shop/it`, `${pod}.containers[0].env[0]`],
        ] as const,
    ),
  })),
  ...workflows,
  ...tasks,
  ...reviews,
  ...deletions,
  ...returned,
  ...metadataOptions,
  ...hopLimits,
  ...ofIAM,
  ...accounts,
];
