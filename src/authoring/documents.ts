import { withoutSuffix } from "../std/text/index.ts";
import { reviewed } from "./admission.ts";
import { elements, member, type Raw, text, withMissing } from "./raw.ts";

/**
 * The documents that rules see: the items of a Kubernetes list, each by itself, the object of an AdmissionReview, or
 * the document as it is. A list is an object with an `apiVersion`, an array `items` that isn't empty and a `kind` that
 * ends with `List`: what `kubectl get -o yaml` prints, or the API's answer to a list request, whose items have neither
 * kind nor apiVersion of their own.
 */
export function expand(document: Raw): Raw[] {
  const kind = text(member(document, "kind")) ?? "";
  const apiVersion = text(member(document, "apiVersion"));
  if (apiVersion === undefined) return [document];
  if (kind === "AdmissionReview" && apiVersion.startsWith("admission.k8s.io/")) return [reviewed(document)];
  const items = elements(member(document, "items"));
  if (!kind.endsWith("List") || items.length === 0) return [document];
  // Nothing is left of `List` itself, whose items say what they are.
  const itemKind = withoutSuffix(kind, "List");
  return items.map((item) => (itemKind === "" ? item : withMissing(item, "kind", itemKind, "apiVersion", apiVersion)));
}
