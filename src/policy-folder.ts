import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Decision } from "./authoring/decision.ts";
import type { Rule } from "./authoring/rule.ts";
import type { Compilation } from "./compile.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { nativePolicies } from "./evaluator/native.ts";
import type { Policies } from "./evaluator/policies.ts";

/** Policies that the compiler refuses, with everything that it refuses. */
export class CompilationError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;

  constructor(diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string>) {
    super(
      `${diagnostics.length} ${diagnostics.length === 1 ? "error" : "errors"} in the policies; the first: ${diagnostics[0]?.message ?? ""}`,
    );
    this.name = "CompilationError";
    this.diagnostics = diagnostics;
    this.sources = sources;
    // Node prints the properties of an error that nobody catches; the text of every source would bury the diagnostics.
    Object.defineProperty(this, "sources", { enumerable: false });
  }
}

/** A folder from which no rules can be read. Without this, a misspelt name would check nothing and find nothing. */
export class PolicyFolderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PolicyFolderError";
  }
}

/** A policy folder, compiled, with the rules themselves. */
export interface LoadedSource {
  readonly result: Compilation;
  readonly rules: readonly Rule[];
  readonly decisions: readonly Decision[];
}

/**
 * Compiles a policy folder and imports its rules.
 *
 * @throws CompilationError if the compiler refuses anything
 * @throws PolicyFolderError if there is no such folder, or no rule in it
 */
export async function loadSource(directory: string): Promise<LoadedSource> {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new PolicyFolderError(`${directory} is not a folder`);
  const { compileDirectory } = await import("./compile.ts");
  const result = compileDirectory(directory);
  if (result.diagnostics.length > 0) throw new CompilationError(result.diagnostics, result.sources);
  const { rules: ruleDescriptors, decisions: decisionDescriptors = [] } = result.manifest;
  if (ruleDescriptors.length + decisionDescriptors.length === 0)
    throw new PolicyFolderError(`${directory} has no rules: no file in it has a default export \`rule({…})\``);
  const { register } = await import("tsx/esm/api");
  // One namespace, so that what the rules share is imported once.
  const loader = register({ namespace: "regoscript-policies" });
  const parent = dirname(resolve(directory));
  const imported = async <Policy extends object>(file: string): Promise<Policy> => {
    const module = (await loader.import(pathToFileURL(join(parent, file)).href, import.meta.url)) as {
      default: Policy | { default: Policy };
    };
    // A folder without `"type": "module"` is imported as CommonJS, which wraps the default export once more.
    return "default" in module.default ? module.default.default : module.default;
  };
  const rules: Rule[] = [];
  const decisions: Decision[] = [];
  try {
    for (const rule of ruleDescriptors) rules.push(await imported<Rule>(rule.module));
    for (const decision of decisionDescriptors) decisions.push(await imported<Decision>(decision.module));
  } finally {
    await loader.unregister();
  }
  return { result, rules, decisions };
}

/**
 * Policies from a folder of TypeScript rules, run as they are: breakpoints and coverage work.
 *
 * @throws CompilationError if the compiler refuses anything
 * @throws PolicyFolderError if there is no such folder, or no rule in it
 */
export async function loadPolicies(directory: string): Promise<Policies> {
  const { result, rules, decisions } = await loadSource(directory);
  return nativePolicies(result.manifest, rules, decisions);
}
