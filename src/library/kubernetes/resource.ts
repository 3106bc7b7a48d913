import { member, type Raw, text } from "regoscript";

/** A resource as people name it: `Deployment shop/web`, `Namespace shop`. What the document doesn't say is `?`. */
export function resourceName(document: Raw): string {
  const kind = text(member(document, "kind")) ?? "?";
  const name = text(member(document, "metadata", "name")) ?? "?";
  const namespace = text(member(document, "metadata", "namespace"));
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** Whether a document is of an API group and kind; the core group is `""`. */
export function isResource(document: Raw, group: string, kind: string): boolean {
  if (text(member(document, "kind")) !== kind) return false;
  const apiVersion = text(member(document, "apiVersion")) ?? "";
  return group === "" ? apiVersion === "v1" : apiVersion.startsWith(`${group}/`);
}
