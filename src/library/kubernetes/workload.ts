import { inputKind, instance, type Located, member, type Raw, text } from "regoscript";
import type { Metadata } from "./metadata.ts";
import type { PodSpec } from "./pod/pod-spec.ts";
import { resourceName } from "./resource.ts";

/** A pod, or the pod template of a workload, with the metadata of the resource that it stands in. */
export interface Workload extends Located {
  kind: string;
  metadata?: Metadata;
  /** The pod's own metadata: of a Pod the resource's. */
  podMetadata?: Metadata;
  spec: PodSpec;
}

const appsOwners = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]);

/** The pod specification in a manifest, or `undefined` where the resource has none. */
export function podSpec(document: Raw): Raw | undefined {
  const template = podTemplate(document);
  return template === undefined ? undefined : member(template, "spec");
}

/**
 * What has a pod's `metadata` and `spec` in a manifest, or `undefined` where the resource has none. Other API groups
 * have a Job or Deployment of their own.
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
    const template = podTemplate(document);
    if (template === undefined) return;
    yield instance<Workload>(document, resourceName(document), {
      kind: member(document, "kind"),
      metadata: member(document, "metadata"),
      podMetadata: member(template, "metadata"),
      spec: member(template, "spec"),
    });
  },
});
