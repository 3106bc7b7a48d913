import { inputKind, instance, isMapping, type Located, member, type Raw, text } from "regoscript";
import type { Metadata } from "./metadata.ts";

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

/** What every Kubernetes object has. */
export interface Resource extends Located {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
}

/** Kubernetes objects of all kinds, for rules on their labels, annotations and names. */
export const Resource = inputKind<Resource>({
  id: "resource",
  title: "Kubernetes object",
  recognises: ["every document with apiVersion, kind and metadata"],
  kubernetes: [{ groups: ["*"], kinds: ["*"] }],
  *find(document) {
    const isObject =
      text(member(document, "apiVersion")) !== undefined &&
      text(member(document, "kind")) !== undefined &&
      isMapping(member(document, "metadata"));
    if (isObject) yield instance<Resource>(document, resourceName(document));
  },
});
