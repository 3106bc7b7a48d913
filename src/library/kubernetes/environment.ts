import { decodeBase64, inputKind, instance, type Located, member, type Text } from "regoscript";
import type { Container } from "./pod/container.ts";
import { templateContainers, type WorkflowTemplate } from "./pod/workflow-template.ts";
import { isResource, resourceName } from "./resource.ts";
import { workflowSpec } from "./workflow.ts";
import { podTemplates } from "./workload.ts";

/**
 * Places of a manifest that give containers environment variables or files: `env` of containers, of a Tekton Task's
 * steps too, and the data of ConfigMaps and Secrets.
 */
export interface Environment extends Located {
  initContainers: Container[];
  containers: Container[];
  ephemeralContainers: Container[];
  /** Of an Argo Workflow. */
  templates: WorkflowTemplate[];
  /** What all steps of a Tekton Task have. */
  stepTemplate?: Container;
  /** Of a ConfigMap: texts by key. */
  data: Record<string, Text>;
  /** Of a ConfigMap: bytes in base64, which may be a text. */
  binaryData: Record<string, Text>;
  /** Of a Secret: texts by key. */
  stringData: Record<string, Text>;
  /** Of a Secret, its `data`: the same in base64. */
  secretData: Record<string, Text>;
}

/** Environment variables that stand in manifests. */
export const Environment = inputKind<Environment>({
  id: "environment",
  title: "environment variables in a manifest",
  recognises: [
    "containers of pods and of workloads that make pods, of the same custom resources too",
    "Tekton: Task, ClusterTask spec.steps, spec.sidecars, spec.stepTemplate",
    "ConfigMap: data, binaryData",
    "Secret: data, stringData",
  ],
  kubernetes: [
    { groups: [""], kinds: ["Pod", "PodTemplate", "ReplicationController", "ConfigMap", "Secret"] },
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
    { groups: ["tekton.dev"], kinds: ["Task"], versions: ["v1", "v1beta1"] },
    { groups: ["tekton.dev"], kinds: ["ClusterTask"], versions: ["v1beta1"] },
  ],
  *find(document) {
    if (isResource(document, "", "ConfigMap")) {
      yield instance<Environment>(document, resourceName(document), {
        data: member(document, "data"),
        binaryData: member(document, "binaryData"),
      });
      return;
    }
    if (isResource(document, "", "Secret")) {
      yield instance<Environment>(document, resourceName(document), {
        stringData: member(document, "stringData"),
        secretData: member(document, "data"),
      });
      return;
    }
    for (const template of podTemplates(document))
      yield instance<Environment>(document, resourceName(document), {
        initContainers: member(template, "spec", "initContainers"),
        containers: member(template, "spec", "containers"),
        ephemeralContainers: member(template, "spec", "ephemeralContainers"),
      });
    const workflow = workflowSpec(document);
    if (workflow !== undefined)
      yield instance<Environment>(document, resourceName(document), { templates: member(workflow, "templates") });
    // Whose service account and network its pods have, the run says.
    if (isResource(document, "tekton.dev", "Task") || isResource(document, "tekton.dev", "ClusterTask"))
      yield instance<Environment>(document, resourceName(document), {
        containers: member(document, "spec", "steps"),
        ephemeralContainers: member(document, "spec", "sidecars"),
        stepTemplate: member(document, "spec", "stepTemplate"),
      });
  },
});

/** All containers whose environment a manifest sets. */
export function environmentContainers(environment: Environment): Container[] {
  const { stepTemplate } = environment;
  return [
    ...environment.initContainers,
    ...environment.containers,
    ...environment.ephemeralContainers,
    ...environment.templates.flatMap((template) => templateContainers(template)),
    ...(stepTemplate === undefined ? [] : [stepTemplate]),
  ];
}

/** A text that a ConfigMap or Secret holds, and where: `data`, `binaryData` or `stringData`, and the key there. */
export interface HeldText {
  /** The kind of the object. */
  readonly holder: string;
  readonly field: string;
  readonly key: string;
  readonly text: string;
}

/** The texts of a ConfigMap or Secret, in no order; not the bytes that are none. */
export function heldTexts(environment: Environment): HeldText[] {
  const { data, binaryData, stringData, secretData } = environment;
  return Object.entries(data)
    .map(([key, text]) => ({ holder: "ConfigMap", field: "data", key, text }))
    .concat(
      Object.entries(binaryData).map(([key, bytes]) => ({
        holder: "ConfigMap",
        field: "binaryData",
        key,
        text: decodedText(bytes) ?? "",
      })),
      Object.entries(stringData).map(([key, text]) => ({ holder: "Secret", field: "stringData", key, text })),
      Object.entries(secretData).map(([key, bytes]) => ({
        holder: "Secret",
        field: "data",
        key,
        text: decodedText(bytes) ?? "",
      })),
    );
}

/**
 * The text of bytes in base64; nothing where they are none in UTF-8. Line breaks don't count, as for the API server,
 * which reads such values with Go's encoding/base64 (https://pkg.go.dev/encoding/base64#Encoding.Decode).
 */
function decodedText(encoded: string): string | undefined {
  return decodeBase64(encoded.replaceAll("\n", "").replaceAll("\r", ""));
}
