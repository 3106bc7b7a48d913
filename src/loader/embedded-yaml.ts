import { parseDocuments } from "./parse-documents.ts";

/**
 * The value of the one YAML document inside a string, as Kubernetes reads it, or `undefined` if the text isn't one. A
 * text without any is null.
 */
export function parseYamlValue(text: string): unknown {
  const { documents, problems } = parseDocuments("text", text, { format: "yaml" });
  if (problems.length > 0 || documents.length > 1) return undefined;
  return documents[0]?.value ?? null;
}
