import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";

/** What sigs.k8s.io/yaml makes of a document. */
export type OracleResult = { readonly value: unknown } | { readonly error: string };

/** Gives each document to sigs.k8s.io/yaml itself, which is part of the embedded OPA. */
export async function yamlOracle(documents: readonly string[]): Promise<OracleResult[]> {
  const opa = await loadEmbeddedOpa();
  const results = await opa.yamlToJson(documents);
  if (results.length !== documents.length)
    throw new Error(`${results.length} results of ${documents.length} documents`);
  return results.map((result) => ("error" in result ? result : { value: JSON.parse(result.json) as unknown }));
}
