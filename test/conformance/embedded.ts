import type { EmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import type { Evaluation } from "../../src/opa/types.ts";

/** A document, and what a rule is told beside it. */
export interface Question {
  readonly document: unknown;
  readonly parameters?: object;
  /** The documents of the run. */
  readonly run?: readonly unknown[];
}

/** The value of a rule of Rego for each question, from one run of the embedded OPA, which compiles the modules once. */
export async function askEmbedded(
  opa: EmbeddedOpa,
  modules: { readonly [path: string]: string },
  rule: string,
  questions: readonly Question[],
): Promise<readonly Evaluation[]> {
  const isRun = questions.some(({ run }) => run !== undefined);
  const { results } = await opa.evaluate({
    modules,
    query: `${rule} with input as input.document with data.regoscript_parameters as input.parameters${isRun ? " with data.inventory.documents as input.run" : ""}`,
    inputs: questions.map(({ document, parameters = {}, run }) => ({ document, parameters, ...(isRun && { run }) })),
  });
  return results;
}
