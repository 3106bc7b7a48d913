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
];
