import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
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
import { readSerialised, serialisedText } from "./ir/serialised.ts";
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

/** A policy as it was imported. */
interface Imported {
  readonly policy: Rule | Decision;
  /** Its file and all that this imports, as the compiler read them: a file that is read anew is another object. */
  readonly files: readonly SourceText[];
}

interface SourceText {
  readonly fileName: string;
}

/** A policy folder that can be loaded again after its files changed, at the cost of what changed. */
export class PolicyFolder {
  readonly directory: string;
  #program: PolicyProgram | undefined;
  /** What was imported last of each policy, by its id. */
  readonly #imported = new Map<string, Imported>();

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
    const policies = [...rules, ...decisions];
    const missing = only?.find((id) => !policies.some((policy) => policy.id === id));
    if (missing !== undefined) throw new PolicyFolderError(`${directory} has no policy ${missing}`);
    if (policies.length === 0)
      throw new PolicyFolderError(`${directory} has no rules: no file in it has a default export \`rule({…})\``);
    await this.#import(result);
    const imported = ({ id }: { readonly id: string }): Rule | Decision => this.#imported.get(id)!.policy;
    return { result, rules: rules.map(imported) as Rule[], decisions: decisions.map(imported) as Decision[] };
  }

  /** Imports those policies of which the compiler has read anything anew. */
  async #import(result: Compilation): Promise<void> {
    const { Imports } = await import("./frontend/imports.ts");
    const { authoredFiles, checker } = this.#program!;
    const imports = new Imports(authoredFiles, checker);
    const parent = dirname(resolve(this.directory));
    const files = new Map(authoredFiles.map((file) => [resolve(file.fileName), file]));
    const filesOf = (module: string): SourceText[] => {
      const file = files.get(join(parent, module))!;
      return [file, ...imports.from(file)];
    };
    const { rules, decisions = [] } = result.manifest;
    const changed = [...rules, ...decisions]
      .map(({ id, module }) => ({ id, module, files: filesOf(module) }))
      .filter(({ id, files }) => !isAlike(files, this.#imported.get(id)?.files));
    for (const { id } of changed) this.#imported.delete(id);
    const modules = changed.map(({ module }) => module);
    const policies = modules.length === 0 ? [] : await importPolicies(this.directory, modules, result.sources);
    for (const [index, { id, files }] of changed.entries()) this.#imported.set(id, { policy: policies[index]!, files });
  }

  /**
   * The policies among the given, or all, whose results changes of files can have changed: those that import a changed
   * file, directly or through others. Of a change of a file that no policy imported, or that is gone, all.
   *
   * @param changed files, as seen from the folder
   */
  affected(changed: readonly string[], among: readonly string[] | undefined): readonly string[] | undefined {
    const affected = new Set<string>();
    for (const file of changed) {
      const path = resolve(this.directory, file);
      const importing = [...this.#imported].filter(([, { files }]) =>
        files.some(({ fileName }) => resolve(fileName) === path),
      );
      if (importing.length === 0 || !existsSync(path)) return among;
      for (const [id] of importing) affected.add(id);
    }
    const ids = [...affected].filter((id) => among === undefined || among.includes(id));
    return ids.length === 0 ? among : ids;
  }
}

function isAlike(files: readonly SourceText[], others: readonly SourceText[] | undefined): boolean {
  return files.length === others?.length && files.every((file, index) => file === others[index]);
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

/**
 * Imports policies by their modules, as the manifest names them.
 *
 * @param sources text of the policies' files by the name that spans have
 * @throws CompilationError if one can't be imported
 */
async function importPolicies(
  directory: string,
  modules: readonly string[],
  sources: ReadonlyMap<string, string>,
): Promise<(Rule | Decision)[]> {
  const { register } = await import("tsx/esm/api");
  const { register: registerCommonJs } = await import("tsx/cjs/api");
  // One namespace, so that what the policies share is imported once.
  const loader = register({ namespace: `regoscript-policies-${imports++}` });
  // Below a package.json without `"type": "module"` policies are CommonJS, and what they import is required.
  const unregisterCommonJs = registerCommonJs();
  const parent = dirname(resolve(directory));
  const { cache } = createRequire(import.meta.url);
  for (const file of Object.keys(cache)) if (file.startsWith(join(resolve(directory), sep))) delete cache[file];
  const policies: (Rule | Decision)[] = [];
  try {
    for (const file of modules) {
      const path = join(parent, file);
      let module: { default: Rule | Decision | { default: Rule | Decision } };
      try {
        module = await loader.import(pathToFileURL(path).href, import.meta.url);
      } catch (error) {
        throw new CompilationError([importFailure(error, path, sources)], sources);
      }
      // A folder without `"type": "module"` is imported as CommonJS, which wraps the default export once more.
      policies.push("default" in module.default ? module.default.default : module.default);
    }
  } finally {
    unregisterCommonJs();
    await loader.unregister();
  }
  return policies;
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
  if (kept !== undefined)
    return nativePolicies(kept.manifest, kept.rules, kept.decisions, () => readSerialised(kept.program));
  const folder = new PolicyFolder(directory);
  const source = await folder.load();
  const { serialised } = await import("./ir/serialise.ts");
  await cache?.write(source.result.manifest, serialisedText(serialised(source.result.modules)), folder.observations);
  return policiesOf(source);
}

/** Policies of a compiled folder, by their functions. */
export async function policiesOf({ result, rules, decisions }: LoadedSource): Promise<Policies> {
  const { serialised } = await import("./ir/serialise.ts");
  return nativePolicies(result.manifest, rules, decisions, () => serialised(result.modules));
}
