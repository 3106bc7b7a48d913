import type { Rule } from "../authoring/rule.ts";
import { compileDirectory, type FrontEndResult } from "../frontend/compile.ts";
import { type EmbeddedOpa, loadEmbeddedOpa } from "../opa/embedded-opa.ts";
import { bundleFiles, entryPoints, regoModules } from "./bundle.ts";
import { conftestFiles } from "./conftest.ts";
import { parseExamples, type RuleExamples } from "./examples.ts";
import { gatekeeperFiles } from "./gatekeeper.ts";
import { inFolder, type OutputFile } from "./output.ts";

/** The oldest OPA that compiled policies run on: that of Gatekeeper 3.19. */
export const oldestOpa = "1.3.0";

/** A compiled policy folder and the examples of its rules. */
export interface BuildInput {
  readonly result: FrontEndResult;
  readonly examples: RuleExamples;
}

/** Compiles a policy folder; with diagnostics in the result, nothing can be built from it. */
export function compilePolicies(directory: string): FrontEndResult {
  return compileDirectory(directory);
}

/** Parses the examples of imported rules. */
export function examplesOf(rules: readonly Rule[]): RuleExamples {
  return new Map(rules.map((rule) => [rule.id, parseExamples(rule.id, rule.examples)]));
}

/**
 * Every output of a policy folder: `bundles/` and `conftest/`. The Rego has been checked by OPA in strict mode with the
 * capabilities of the oldest supported version.
 *
 * @throws Error if OPA refuses what was printed, which is a fault of the compiler
 */
export async function buildOutputs({ result, examples }: BuildInput): Promise<OutputFile[]> {
  const opa = await loadEmbeddedOpa();
  const modules = regoModules(result);
  await check(opa, modules);
  const wasm = await compileWasm(opa, modules, entryPoints(result));
  return [
    ...inFolder("bundles", [
      { path: "manifest.json", content: `${JSON.stringify(result.manifest, undefined, 2)}\n` },
      ...bundleFiles(modules, result.manifest, wasm),
      ...inFolder("gatekeeper", gatekeeperFiles(result, examples)),
    ]),
    ...inFolder("conftest", conftestFiles(result, examples)),
  ];
}

function sources(modules: readonly OutputFile[]): { [path: string]: string } {
  return Object.fromEntries(modules.map((module) => [module.path, String(module.content)]));
}

async function check(opa: EmbeddedOpa, modules: readonly OutputFile[]): Promise<void> {
  const errors = await opa.check({ modules: sources(modules), capabilities: oldestOpa });
  if (errors.length === 0) return;
  const lines = errors.map((error) => `${error.file}:${error.row}:${error.column}: ${error.message}`);
  throw new Error(`OPA refuses the compiled policies; this is a fault of Regoscript's compiler:\n${lines.join("\n")}`);
}

async function compileWasm(
  opa: EmbeddedOpa,
  modules: readonly OutputFile[],
  points: readonly string[],
): Promise<Uint8Array> {
  return opa.buildWasm({ modules: sources(modules), entryPoints: points });
}
