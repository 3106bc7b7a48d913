import type { Raw } from "../authoring/raw.ts";
import { mayConcernAccess } from "../documents/concern.ts";
import { isObject } from "../json.ts";
import { closest } from "../text/closest.ts";

/** What a part of a document is. */
interface Description {
  /**
   * As far as it says so itself: `v1 Secret` of a Kubernetes resource, `aws_s3_bucket` of one of Terraform's, the name
   * of what has another form, "" where there is nothing to tell by.
   */
  readonly description: string;
  /** Whether rules of access can be about it; another program's file, or a bucket, can't say who may do what. */
  readonly concernsAccess: boolean;
}

/** What a part of a document is. */
export function descriptionOf({ value, origin }: Raw): Description {
  if (origin !== undefined) return { description: origin.type, concernsAccess: mayConcernAccess(origin.type) };
  const description = wordsOf(value);
  return { description, concernsAccess: description !== "" && !otherPrograms.includes(description) };
}

function wordsOf(value: unknown): string {
  if (!isObject(value)) return "";
  const { apiVersion, kind } = value;
  const words = [apiVersion, kind].filter((word) => typeof word === "string");
  if (words.length > 0) return `${words.join(" ")}${misspelt(apiVersion, kind)}`;
  return forms.find(({ keys }) => keys.every((key) => Object.hasOwn(value, key)))?.name ?? "";
}

const otherPrograms: readonly string[] = ["GitHub workflow", "Compose file"];

/** Forms that say what they are by their keys; the first that fits counts. */
const forms: readonly { readonly name: string; readonly keys: readonly string[] }[] = [
  { name: "Terraform plan or state", keys: ["format_version", "terraform_version"] },
  { name: "Terraform state as it is stored (terraform show -json prints it)", keys: ["lineage", "terraform_version"] },
  { name: "CloudFormation template in an answer (check what stands in TemplateBody)", keys: ["TemplateBody"] },
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
