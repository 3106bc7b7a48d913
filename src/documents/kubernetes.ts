import { elements, member, type Raw, text, withMissing } from "../authoring/raw.ts";
import { withoutSuffix } from "../std/text/index.ts";

/**
 * The resources of a Kubernetes list, of lists in it too, or of an array; any other document is its own. Lists are
 * looked for three levels deep.
 */
export function resourcesIn(document: Raw): Raw[] {
  const items = itemsOf(document);
  return items.some(isNamedList) ? items.flatMap(itemsOf).flatMap(itemsOf) : items;
}

function isNamedList(document: Raw): boolean {
  return (text(member(document, "kind")) ?? "").endsWith("List");
}

/**
 * The items of a list, or the document itself. A list is an object with an `apiVersion`, an array `items` that isn't
 * empty and a `kind` that ends with `List`: what `kubectl get -o yaml` prints, or the API's answer to a list request,
 * whose items have neither kind nor apiVersion of their own. An array is one where an element says what it is.
 */
function itemsOf(document: Raw): Raw[] {
  const listed = elements(document);
  if (listed.some((element) => text(member(element, "apiVersion")) !== undefined)) return listed;
  const apiVersion = text(member(document, "apiVersion"));
  if (apiVersion === undefined) return [document];
  const kind = text(member(document, "kind")) ?? "";
  const items = elements(member(document, "items"));
  if (!kind.endsWith("List") || items.length === 0) return [document];
  // Nothing is left of `List` itself, whose items say what they are.
  const itemKind = withoutSuffix(kind, "List");
  return items.map((item) => (itemKind === "" ? item : withMissing(item, "kind", itemKind, "apiVersion", apiVersion)));
}
