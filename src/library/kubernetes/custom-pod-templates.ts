import { elements, exists, member, members, type Raw, text } from "regoscript";

const ofKruise = new Set(["CloneSet", "StatefulSet", "DaemonSet", "BroadcastJob"]);
const ofKnative = new Set(["Service", "Configuration"]);

/** Kubeflow's training jobs, and where each has the specifications of its replicas. */
const trainingJobs = new Set(["PyTorchJob", "TFJob", "XGBoostJob", "PaddleJob", "JAXJob"]);
const replicaSpecs = [
  "pytorchReplicaSpecs",
  "tfReplicaSpecs",
  "xgbReplicaSpecs",
  "paddleReplicaSpecs",
  "jaxReplicaSpecs",
];

/**
 * What has a pod's `metadata` and `spec` in a custom resource that makes pods of templates, as its API says where they
 * stand. A custom resource of another kind, or one that refers to a template elsewhere, has none.
 *
 * Sources: https://argoproj.github.io/argo-rollouts/features/specification/,
 * https://knative.dev/docs/serving/reference/serving-api/, https://openkruise.io/docs/,
 * https://jobset.sigs.k8s.io/docs/reference/jobset.v1alpha2/, https://lws.sigs.k8s.io/docs/reference/leaderworkerset.v1/,
 * https://www.kubeflow.org/docs/components/trainer/legacy-v1/, https://volcano.sh/en/docs/vcjob/,
 * https://ray-project.github.io/kuberay/reference/api/, https://keda.sh/docs/latest/reference/scaledjob-spec/
 */
export function customPodTemplates(document: Raw): Raw[] {
  return places(document).filter((template) => exists(template));
}

function places(document: Raw): Raw[] {
  const kind = text(member(document, "kind"));
  const apiVersion = text(member(document, "apiVersion"));
  if (kind === undefined || apiVersion === undefined) return [];
  const spec = member(document, "spec");
  if (kind === "Rollout") return apiVersion.startsWith("argoproj.io/") ? [member(spec, "template")] : [];
  if (ofKnative.has(kind)) return apiVersion.startsWith("serving.knative.dev/") ? [member(spec, "template")] : [];
  if (kind === "Revision") return apiVersion.startsWith("serving.knative.dev/") ? [document] : [];
  if (ofKruise.has(kind)) return apiVersion.startsWith("apps.kruise.io/") ? [member(spec, "template")] : [];
  if (kind === "JobSet") return apiVersion.startsWith("jobset.x-k8s.io/") ? ofJobSet(spec) : [];
  if (kind === "LeaderWorkerSet")
    return apiVersion.startsWith("leaderworkerset.x-k8s.io/")
      ? ofLeaderWorkerSet(member(spec, "leaderWorkerTemplate"))
      : [];
  if (trainingJobs.has(kind)) return apiVersion.startsWith("kubeflow.org/") ? ofTrainingJob(spec) : [];
  if (kind === "Notebook") return apiVersion.startsWith("kubeflow.org/") ? [member(spec, "template")] : [];
  if (kind === "Job")
    return apiVersion.startsWith("batch.volcano.sh/")
      ? elements(member(spec, "tasks")).map((task) => member(task, "template"))
      : [];
  if (kind === "RayCluster") return apiVersion.startsWith("ray.io/") ? ofRayCluster(spec) : [];
  if (kind === "RayService")
    return apiVersion.startsWith("ray.io/") ? ofRayCluster(member(spec, "rayClusterConfig")) : [];
  if (kind === "RayJob")
    return apiVersion.startsWith("ray.io/")
      ? [member(spec, "submitterPodTemplate"), ...ofRayCluster(member(spec, "rayClusterSpec"))]
      : [];
  if (kind === "ScaledJob") return apiVersion.startsWith("keda.sh/") ? [member(spec, "jobTargetRef", "template")] : [];
  return [];
}

function ofJobSet(spec: Raw): Raw[] {
  return elements(member(spec, "replicatedJobs")).map((job) => member(job, "template", "spec", "template"));
}

function ofLeaderWorkerSet(template: Raw): Raw[] {
  return [member(template, "leaderTemplate"), member(template, "workerTemplate")];
}

function ofTrainingJob(spec: Raw): Raw[] {
  return replicaSpecs.flatMap((name) => members(member(spec, name)).map(([, replica]) => member(replica, "template")));
}

function ofRayCluster(cluster: Raw): Raw[] {
  return [
    member(cluster, "headGroupSpec", "template"),
    ...elements(member(cluster, "workerGroupSpecs")).map((group) => member(group, "template")),
  ];
}
