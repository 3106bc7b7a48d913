import { withoutSuffix } from "../std/text.ts";
import { elements, exists, member, type Raw, text, withMissing } from "./raw.ts";

/**
 * The documents that rules see: the items of a Kubernetes list, each by itself, or the document as it is. A list is an object with an
 * `apiVersion`, an array `items` and a `kind` that ends with `List`: what `kubectl get -o yaml` prints, or the API's answer to a list
 * request, whose items have neither kind nor apiVersion of their own.
 */
export function expand(document: Raw): Raw[] {
  const kind = text(member(document, "kind")) ?? "";
  const apiVersion = text(member(document, "apiVersion"));
  if (!kind.endsWith("List") || apiVersion === undefined || !exists(member(document, "items"))) return [document];
  // Nothing is left of `List` itself, whose items say what they are.
  const itemKind = withoutSuffix(kind, "List");
  return elements(member(document, "items")).map((item) => (itemKind === "" ? item : withMissing(item, "kind", itemKind, "apiVersion", apiVersion)));
}
