import { inputKind, instance, type Located, member, type Raw, text } from "regoscript";
import { resourceName } from "./resource.ts";

/** `metadata` of a resource, as far as rules read it. */
export interface Metadata extends Located {
  name?: string;
  namespace?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** A reference to one key of a ConfigMap or Secret. */
export interface KeyReference extends Located {
  name?: string;
  key?: string;
}

/** Where the value of an environment variable comes from, other than from the manifest. */
export interface VariableSource extends Located {
  configMapKeyRef?: KeyReference;
  secretKeyRef?: KeyReference;
}

/** One entry of a container's `env`. */
export interface EnvironmentVariable extends Located {
  name: string;
  value?: string;
  valueFrom?: VariableSource;
}

/** Security settings of a container. */
export interface SecurityContext extends Located {
  privileged?: boolean;
  allowPrivilegeEscalation?: boolean;
}

/** A container of any of a pod's three lists. */
export interface Container extends Located {
  name: string;
  image?: string;
  env: EnvironmentVariable[];
  securityContext?: SecurityContext;
}

/** The specification of a pod. */
export interface PodSpec extends Located {
  initContainers: Container[];
  containers: Container[];
  ephemeralContainers: Container[];
  serviceAccountName?: string;
  /** The former name of `serviceAccountName`, which the API server still reads. */
  serviceAccount?: string;
  automountServiceAccountToken?: boolean;
  hostNetwork?: boolean;
}

/** A pod, or the pod template of a workload, with the metadata of the resource that it stands in. */
export interface Workload extends Located {
  kind: string;
  metadata?: Metadata;
  spec: PodSpec;
}

const appsOwners = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]);

/**
 * The pod specification in a manifest, or `undefined` where the resource has none. Other API groups have a Job or
 * Deployment of their own.
 */
export function podSpec(document: Raw): Raw | undefined {
  const kind = text(member(document, "kind"));
  const apiVersion = text(member(document, "apiVersion"));
  if (kind === undefined || apiVersion === undefined) return undefined;
  if (apiVersion === "v1") {
    if (kind === "Pod") return member(document, "spec");
    if (kind === "PodTemplate") return member(document, "template", "spec");
    return kind === "ReplicationController" ? member(document, "spec", "template", "spec") : undefined;
  }
  if (apiVersion.startsWith("batch/")) {
    if (kind === "CronJob") return member(document, "spec", "jobTemplate", "spec", "template", "spec");
    return kind === "Job" ? member(document, "spec", "template", "spec") : undefined;
  }
  return apiVersion.startsWith("apps/") && appsOwners.has(kind)
    ? member(document, "spec", "template", "spec")
    : undefined;
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
  ],
  kubernetes: [
    { groups: [""], kinds: ["Pod", "PodTemplate", "ReplicationController"] },
    { groups: ["apps"], kinds: ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"] },
    { groups: ["batch"], kinds: ["Job", "CronJob"] },
  ],
  *find(document) {
    const spec = podSpec(document);
    if (spec === undefined) return;
    yield instance<Workload>(document, resourceName(document), {
      kind: member(document, "kind"),
      metadata: member(document, "metadata"),
      spec,
    });
  },
});

/** All containers of a pod: init, ordinary and ephemeral. */
export function containers(spec: PodSpec): Container[] {
  return [...spec.initContainers, ...spec.containers, ...spec.ephemeralContainers];
}

/** The service account that a pod runs as; Kubernetes gives `default` to a pod that names none. */
export function serviceAccountOf(spec: PodSpec): string {
  const named = spec.serviceAccountName || spec.serviceAccount;
  return named || "default";
}
