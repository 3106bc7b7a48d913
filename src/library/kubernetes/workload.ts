import { inputKind, instance, type Located, member, type Raw, text } from "regoscript";
import { customPodTemplates } from "./custom-pod-templates.ts";
import type { Metadata } from "./metadata.ts";
import type { PodSpec } from "./pod/pod-spec.ts";
import { makesPod } from "./pod/workflow-template.ts";
import { resourceName } from "./resource.ts";
import { workflowSpec } from "./workflow.ts";

/** A pod, or the pod template of a workload, with the metadata of the resource that it stands in. */
export interface Workload extends Located {
  kind: string;
  metadata?: Metadata;
  /** The pod's own metadata: of a Pod the resource's. */
  podMetadata?: Metadata;
  spec: PodSpec;
}

const appsOwners = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]);

/** All that has a pod's `metadata` and `spec` in a manifest, of custom resources too. */
export function podTemplates(document: Raw): Raw[] {
  const template = podTemplate(document);
  return template === undefined ? customPodTemplates(document) : [template];
}

/**
 * What has a pod's `metadata` and `spec` in a resource of Kubernetes itself, or `undefined` where the resource has
 * none. Other API groups have a Job or Deployment of their own.
 */
export function podTemplate(document: Raw): Raw | undefined {
  const kind = text(member(document, "kind"));
  const apiVersion = text(member(document, "apiVersion"));
  if (kind === undefined || apiVersion === undefined) return undefined;
  if (apiVersion === "v1") {
    if (kind === "Pod") return document;
    if (kind === "PodTemplate") return member(document, "template");
    return kind === "ReplicationController" ? member(document, "spec", "template") : undefined;
  }
  if (apiVersion.startsWith("batch/")) {
    if (kind === "CronJob") return member(document, "spec", "jobTemplate", "spec", "template");
    return kind === "Job" ? member(document, "spec", "template") : undefined;
  }
  return apiVersion.startsWith("apps/") && appsOwners.has(kind) ? member(document, "spec", "template") : undefined;
}

/**
 * Whether a workload that names no service account doesn't run as `default` for that: a static pod, which a node's
 * kubelet runs from a file and of which the API server has an image, can't name one; a template of Argo's workflows
 * runs as the service account of the workflow that uses it; and in a workflow each template may name its own.
 *
 * Sources: https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/,
 * https://argo-workflows.readthedocs.io/en/latest/service-accounts/
 */
export function isGivenServiceAccount({ kind, metadata, spec }: Workload): boolean {
  if (kind === "Pod")
    return (
      metadata !== undefined &&
      (metadata.annotations["kubernetes.io/config.mirror"] !== undefined ||
        metadata.ownerReferences.some((owner) => owner.kind === "Node"))
    );
  if (kind === "WorkflowTemplate" || kind === "ClusterWorkflowTemplate" || spec.workflowTemplateRef !== undefined)
    return true;
  return (
    spec.templates.length > 0 &&
    !spec.templates.some((template) => makesPod(template) && template.serviceAccountName === undefined)
  );
}

/** Pods and everything that makes pods. */
export const Workload = inputKind<Workload>({
  id: "workload",
  title: "pod or workload that makes pods",
  recognises: [
    "Pod: spec",
    "PodTemplate: template.spec",
    "Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job: spec.template.spec",
    "CronJob: spec.jobTemplate.spec.template.spec",
    "Argo: Rollout spec.template; Workflow, WorkflowTemplate, ClusterWorkflowTemplate spec and CronWorkflow spec.workflowSpec with their templates",
    "Knative: Service, Configuration spec.template; Revision spec",
    "OpenKruise: CloneSet, StatefulSet, DaemonSet, BroadcastJob spec.template",
    "JobSet spec.replicatedJobs[].template; LeaderWorkerSet spec.leaderWorkerTemplate; Volcano's Job spec.tasks[].template; KEDA's ScaledJob spec.jobTargetRef.template",
    "Kubeflow: PyTorchJob, TFJob, XGBoostJob, PaddleJob, JAXJob replicas' templates; Notebook spec.template",
    "KubeRay: RayCluster, RayService, RayJob groups' templates; RayJob spec.submitterPodTemplate",
  ],
  kubernetes: [
    { groups: [""], kinds: ["Pod", "PodTemplate", "ReplicationController"] },
    { groups: ["apps"], kinds: ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"] },
    { groups: ["batch"], kinds: ["Job", "CronJob"] },
    {
      groups: ["argoproj.io"],
      kinds: ["Rollout", "Workflow", "CronWorkflow", "WorkflowTemplate", "ClusterWorkflowTemplate"],
      versions: ["v1alpha1"],
    },
    { groups: ["serving.knative.dev"], kinds: ["Service", "Configuration", "Revision"] },
    { groups: ["apps.kruise.io"], kinds: ["CloneSet", "DaemonSet", "BroadcastJob"], versions: ["v1alpha1"] },
    { groups: ["apps.kruise.io"], kinds: ["StatefulSet"], versions: ["v1beta1", "v1alpha1"] },
    { groups: ["jobset.x-k8s.io"], kinds: ["JobSet"], versions: ["v1alpha2"] },
    { groups: ["leaderworkerset.x-k8s.io"], kinds: ["LeaderWorkerSet"] },
    { groups: ["kubeflow.org"], kinds: ["PyTorchJob", "TFJob", "XGBoostJob", "PaddleJob", "JAXJob", "Notebook"] },
    { groups: ["batch.volcano.sh"], kinds: ["Job"], versions: ["v1alpha1"] },
    { groups: ["ray.io"], kinds: ["RayCluster", "RayJob", "RayService"], versions: ["v1", "v1alpha1"] },
    { groups: ["keda.sh"], kinds: ["ScaledJob"], versions: ["v1alpha1"] },
  ],
  *find(document) {
    for (const template of podTemplates(document))
      yield instance<Workload>(document, resourceName(document), {
        kind: member(document, "kind"),
        metadata: member(document, "metadata"),
        podMetadata: member(template, "metadata"),
        spec: member(template, "spec"),
      });
    const workflow = workflowSpec(document);
    if (workflow !== undefined)
      yield instance<Workload>(document, resourceName(document), {
        kind: member(document, "kind"),
        metadata: member(document, "metadata"),
        podMetadata: member(workflow, "podMetadata"),
        spec: workflow,
      });
  },
});
