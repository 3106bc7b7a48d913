import { defaultNamespace, type ObjectName } from "../authoring/inventory.ts";
import { exists, member, type Raw, text } from "../authoring/raw.ts";

/** A text for the namespace and the name of a Kubernetes object, another one for each pair. */
export function keyOfName({ namespace = defaultNamespace, name }: ObjectName): string {
  return JSON.stringify([namespace, name]);
}

/** The same for a document, by what its metadata say; nothing for one without a name. */
export function keyOfDocument(document: Raw): string | undefined {
  const name = text(member(document, "metadata", "name"));
  const given = member(document, "metadata", "namespace");
  const namespace = exists(given) ? text(given) : defaultNamespace;
  return name === undefined || namespace === undefined ? undefined : keyOfName({ namespace, name });
}
