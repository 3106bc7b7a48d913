import { reviewed } from "../authoring/admission.ts";
import { member, type Raw, text } from "../authoring/raw.ts";
import { commandLineParts } from "./aws-command-line.ts";
import { templateParts } from "./cloudformation.ts";
import { clusterConfigParts } from "./eksctl.ts";
import { resourcesIn } from "./kubernetes.ts";
import { terraformParts } from "./terraform.ts";

/**
 * The parts of a document that rules see, each by itself: the items of a Kubernetes list, of lists in it too, the
 * elements of an array of resources, the object of an AdmissionReview, the resources of a Terraform plan or
 * CloudFormation template, the entries of what the AWS command line prints, the sections of eksctl's ClusterConfig; or
 * the document as it is. No part lies in another, but for those sections in the cluster. The record of a collection has
 * none: no rule is about what was asked.
 */
export function expand(document: Raw): Raw[] {
  const apiVersion = text(member(document, "apiVersion"));
  if (text(member(document, "kind")) === "AdmissionReview" && apiVersion?.startsWith("admission.k8s.io/") === true)
    return [reviewed(document)];
  if (text(member(document, "kind")) === "Collection" && apiVersion === "regoscript.dev/v1") return [];
  return resourcesIn(document).flatMap(partsOf);
}

/** The parts of a document of one of the other forms; a Kubernetes resource is its own. */
function partsOf(document: Raw): Raw[] {
  const kind = text(member(document, "kind"));
  if (kind !== undefined) {
    const sections = kind === "ClusterConfig" ? clusterConfigParts(document) : [];
    return sections.length === 0 ? [document] : sections;
  }
  const parts = [...terraformParts(document), ...templateParts(document), ...commandLineParts(document)];
  return parts.length === 0 ? [document] : parts;
}
