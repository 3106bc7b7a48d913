import { member, type Raw, text } from "regoscript";

/** Whether a document is a Kubernetes resource of a kind in an API group that starts as given. */
export function isCustomResource(document: Raw, groupPrefix: string, kind: string): boolean {
  return (
    text(member(document, "kind")) === kind && (text(member(document, "apiVersion")) ?? "").startsWith(groupPrefix)
  );
}

/** A Kubernetes resource as people name it. */
export function customResourceName(document: Raw): string {
  const kind = text(member(document, "kind")) ?? "?";
  const name = text(member(document, "metadata", "name")) ?? "?";
  const namespace = text(member(document, "metadata", "namespace"));
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
