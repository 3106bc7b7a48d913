import { inputKind, instance, type Located, member } from "regoscript";
import type { Metadata } from "./metadata.ts";
import { isResource, resourceName } from "./resource.ts";
import { workflowSpec } from "./workflow.ts";
import { podTemplates } from "./workload.ts";

/** What a service account or the specification of a pod says of the API's token. */
export interface TokenMounting extends Located {
  /** Of a pod; `default` where both of its names are absent. */
  serviceAccountName?: string;
  /** Of a pod: the former name of `serviceAccountName`. */
  serviceAccount?: string;
  /** Where it is absent, a pod has what its service account says, and that mounts the token. */
  automountServiceAccountToken?: boolean;
}

/**
 * A place that says whether the API's token is mounted into pods: a service account for its pods, and a pod, which
 * comes first. Source:
 * https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
 */
export interface TokenAutomount extends Located {
  kind: string;
  metadata?: Metadata;
  /** The service account itself, or the pod's specification. */
  mounting: TokenMounting;
}

/** Where pods and service accounts say whether the API's token is mounted. */
export const TokenAutomount = inputKind<TokenAutomount>({
  id: "token-automount",
  title: "whether pods get a token for the API",
  recognises: [
    "ServiceAccount: automountServiceAccountToken",
    "pods and workloads that make pods, of the same custom resources as workloads: automountServiceAccountToken",
  ],
  kubernetes: [
    { groups: [""], kinds: ["Pod", "PodTemplate", "ReplicationController", "ServiceAccount"] },
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
    if (isResource(document, "", "ServiceAccount"))
      yield instance<TokenAutomount>(document, resourceName(document), {
        kind: member(document, "kind"),
        metadata: member(document, "metadata"),
        mounting: document,
      });
    for (const template of podTemplates(document))
      yield instance<TokenAutomount>(document, resourceName(document), {
        kind: member(document, "kind"),
        metadata: member(document, "metadata"),
        mounting: member(template, "spec"),
      });
    const workflow = workflowSpec(document);
    if (workflow !== undefined)
      yield instance<TokenAutomount>(document, resourceName(document), {
        kind: member(document, "kind"),
        metadata: member(document, "metadata"),
        mounting: workflow,
      });
  },
});
