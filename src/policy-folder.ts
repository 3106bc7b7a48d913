import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Decision } from "./authoring/decision.ts";
import type { Rule } from "./authoring/rule.ts";
import type { Compilation } from "./compile.ts";
import { CompilationError } from "./diagnostics/compilation-error.ts";
import { importFailure } from "./diagnostics/import-failure.ts";
import { RegoscriptError } from "./errors.ts";
import { nativePolicies } from "./evaluator/native.ts";
import type { Policies } from "./evaluator/policies.ts";
import type { PolicyProgram } from "./frontend/program.ts";
import { Observations } from "./observations.ts";
import { PolicyCache } from "./policy-cache/policy-cache.ts";

/** A folder from which no rules can be read. Without this, a misspelt name would check nothing and find nothing. */
export class PolicyFolderError extends RegoscriptError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
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
export function loadSource(directory: string): Promise<LoadedSource> {
  return new PolicyFolder(directory).load();
}

/** A policy folder that can be loaded again after its files changed, at the cost of what changed. */
export class PolicyFolder {
  readonly directory: string;
  #program: PolicyProgram | undefined;
  /** Ids of the policies of the last load that succeeded. */
  #known: readonly string[] = [];

  constructor(directory: string) {
    this.directory = directory;
  }

  /** What the last load asked of the file system. */
  get observations(): Observations {
    return this.#program?.observations ?? new Observations();
  }

  /**
   * Compiles and imports all policies, or those with the given ids.
   *
   * @throws CompilationError if the compiler refuses anything
   * @throws PolicyFolderError if there is no such folder, or none of these policies in it
   */
  async load(only?: readonly string[]): Promise<LoadedSource> {
    const { directory } = this;
    const { compileFolder } = await import("./compile.ts");
    const { openProgram, reopenProgram } = await import("./frontend/program.ts");
    const open = (): PolicyProgram => {
      this.#program = this.#program === undefined ? openProgram(directory) : reopenProgram(this.#program);
      return this.#program;
    };
    const result = readable(directory, () => compileFolder(directory, open, only));
    if (result.diagnostics.length > 0) throw new CompilationError(result.diagnostics, result.sources);
    const { rules, decisions = [] } = result.manifest;
    const missing = only?.find((id) => ![...rules, ...decisions].some((policy) => policy.id === id));
    if (missing !== undefined) throw new PolicyFolderError(`${directory} has no policy ${missing}`);
    if (rules.length + decisions.length === 0)
      throw new PolicyFolderError(`${directory} has no rules: no file in it has a default export \`rule({…})\``);
    const source = { result, ...(await importPolicies(directory, result)) };
    if (only === undefined) this.#known = [...rules, ...decisions].map(({ id }) => id);
    return source;
  }

  /**
   * The policies among the given, or all, whose results changes of files can have changed: of a change of a policy's
   * own file that policy, of any other change all.
   */
  affected(changed: readonly string[], among: readonly string[] | undefined): readonly string[] | undefined {
    const ids = changed.map((file) => basename(file, ".ts"));
    const known = among ?? this.#known;
    return ids.every((id) => known.includes(id)) ? ids : among;
  }
}

/** @throws PolicyFolderError if there is no such folder, or the system refuses to read something in it */
function readable<Result>(directory: string, read: () => Result): Result {
  try {
    if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new PolicyFolderError(`${directory} is not a folder`);
    return read();
  } catch (error) {
    if (error instanceof Error && "syscall" in error)
      throw new PolicyFolderError(`${directory} can't be read: ${error.message}`, { cause: error });
    throw error;
  }
}

/** How often policies were imported: what was imported once is never read again under the same name. */
let imports = 0;

async function importPolicies(
  directory: string,
  { manifest: { rules, decisions = [] }, sources }: Compilation,
): Promise<Pick<LoadedSource, "rules" | "decisions">> {
  const { register } = await import("tsx/esm/api");
  const { register: registerCommonJs } = await import("tsx/cjs/api");
  // One namespace, so that what the rules share is imported once.
  const loader = register({ namespace: `regoscript-policies-${imports++}` });
  // Below a package.json without `"type": "module"` policies are CommonJS, and what they import is required.
  const unregisterCommonJs = registerCommonJs();
  const parent = dirname(resolve(directory));
  const { cache } = createRequire(import.meta.url);
  for (const file of Object.keys(cache)) if (file.startsWith(join(resolve(directory), sep))) delete cache[file];
  const imported = async <Policy extends object>(file: string): Promise<Policy> => {
    const path = join(parent, file);
    let module: { default: Policy | { default: Policy } };
    try {
      module = await loader.import(pathToFileURL(path).href, import.meta.url);
    } catch (error) {
      throw new CompilationError([importFailure(error, path, sources)], sources);
    }
    // A folder without `"type": "module"` is imported as CommonJS, which wraps the default export once more.
    return "default" in module.default ? module.default.default : module.default;
  };
  const loaded: { rules: Rule[]; decisions: Decision[] } = { rules: [], decisions: [] };
  try {
    for (const rule of rules) loaded.rules.push(await imported<Rule>(rule.module));
    for (const decision of decisions) loaded.decisions.push(await imported<Decision>(decision.module));
  } finally {
    unregisterCommonJs();
    await loader.unregister();
  }
  return loaded;
}

/**
 * Policies from a folder of TypeScript rules, run as they are: breakpoints and coverage work.
 *
 * @param options `cache`: whether what is compiled is kept for the next time that the same is asked, in
 *   REGOSCRIPT_CACHE, the nearest `node_modules/.cache` or the user's folder for caches
 * @throws CompilationError if the compiler refuses anything
 * @throws PolicyFolderError if there is no such folder, or no rule in it
 */
export async function loadPolicies(directory: string, options: { readonly cache?: boolean } = {}): Promise<Policies> {
  const cache = options.cache === true ? PolicyCache.open(directory) : undefined;
  const kept = await cache?.read();
  if (kept !== undefined) return nativePolicies(kept.manifest, kept.rules, kept.decisions);
  const folder = new PolicyFolder(directory);
  const { result, rules, decisions } = await folder.load();
  await cache?.write(result.manifest, folder.observations);
  return nativePolicies(result.manifest, rules, decisions);
}
