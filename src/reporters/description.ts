import { isObject } from "../json.ts";
import type { Path, Segment } from "../paths.ts";
import { closest } from "../text/closest.ts";

/**
 * What a part of a document is, as far as it says so itself: `v1 Secret` of a Kubernetes resource, the name of what has
 * another form, "" where there is nothing to tell by.
 */
export function descriptionOf(document: unknown, path: Path): string {
  const value = valueAt(document, path);
  if (!isObject(value)) return "";
  const { apiVersion, kind } = value;
  const words = [apiVersion, kind].filter((word) => typeof word === "string");
  if (words.length > 0) return `${words.join(" ")}${misspelt(apiVersion, kind)}`;
  return forms.find(({ keys }) => keys.every((key) => Object.hasOwn(value, key)))?.name ?? "";
}

/** Whether what a description is of is something that rules of access can be about, and not another program's file. */
export function mayMatter(description: string): boolean {
  return description !== "" && !otherPrograms.includes(description);
}

const otherPrograms: readonly string[] = ["GitHub workflow", "Compose file"];

/** Forms that say what they are by their keys; the first that fits counts. */
const forms: readonly { readonly name: string; readonly keys: readonly string[] }[] = [
  { name: "Terraform plan or state", keys: ["format_version", "terraform_version"] },
  { name: "CloudFormation template", keys: ["AWSTemplateFormatVersion"] },
  { name: "CloudFormation template", keys: ["Resources"] },
  { name: "IAM policy", keys: ["Statement"] },
  { name: "GitHub workflow", keys: ["jobs", "on"] },
  // YAML 1.1, as Kubernetes reads it, takes the key `on` for a boolean.
  { name: "GitHub workflow", keys: ["jobs", "true"] },
  { name: "Compose file", keys: ["services"] },
];

/**
 * All kinds of Kubernetes' own groups in which rules look for something.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
const kindsOfGroups: { readonly [group: string]: readonly string[] } = {
  "": [
    ...["Binding", "ComponentStatus", "ConfigMap", "Endpoints", "Event", "LimitRange", "List", "Namespace", "Node"],
    ...["PersistentVolume", "PersistentVolumeClaim", "Pod", "PodTemplate", "ReplicationController", "ResourceQuota"],
    ...["Secret", "Service", "ServiceAccount"],
  ],
  apps: ["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"],
  batch: ["CronJob", "Job"],
  "rbac.authorization.k8s.io": ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
};

/** What a kind that its group doesn't have may be meant to be; the API server refuses it, and no rule looks at it. */
function misspelt(apiVersion: unknown, kind: unknown): string {
  if (typeof apiVersion !== "string" || typeof kind !== "string") return "";
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  const kinds = Object.hasOwn(kindsOfGroups, group) ? kindsOfGroups[group]! : [];
  const known = kinds.includes(kind) || (kind.endsWith("List") && kinds.includes(kind.slice(0, -"List".length)));
  // Of four letters or fewer, any other kind is near.
  return known || kind.length < 5 ? "" : closest(kind, kinds);
}

function valueAt(value: unknown, path: Path): unknown {
  const memberAt = (inner: unknown, key: Segment): unknown =>
    typeof inner === "object" && inner !== null ? (inner as { readonly [key: Segment]: unknown })[key] : undefined;
  return path.reduce(memberAt, value);
}
