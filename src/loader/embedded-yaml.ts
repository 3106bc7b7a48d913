import { parseDocuments } from "./parse-documents.ts";

/** The value of the one YAML document inside a string, as Kubernetes reads it, or `undefined` if the text isn't one. */
export function parseYamlValue(text: string): unknown {
  const { documents, problems } = parseDocuments("text", text, { format: "yaml" });
  return problems.length === 0 && documents.length === 1 ? documents[0]!.value : undefined;
}
