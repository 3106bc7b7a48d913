import { readFileSync } from "node:fs";
import { url as inspectorAddress } from "node:inspector";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Decision } from "../authoring/decision.ts";
import type { Rule } from "../authoring/rule.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { digest, type Observation, type Observations, stillHold } from "../observations.ts";
import { packVersion } from "../pack-version.ts";
import { policyFilesBelow } from "../policy-files.ts";
import { cacheFolder } from "./cache-folder.ts";
import { compilerIdentity } from "./compiler-identity.ts";
import { readKept, removeOld, touch, writeKept } from "./files.ts";
import { joinModules, type Resolution, resolveAlike } from "./joined-modules.ts";

/** What the native engine needs of a compiled policy folder. */
interface KeptPolicies {
  readonly manifest: Manifest;
  readonly rules: readonly Rule[];
  readonly decisions: readonly Decision[];
  /** The clauses of the rules (src/ir/serialised.ts). */
  readonly program: string;
}

/** A kept compilation, with everything besides the folder's files that it rests on. */
interface Entry {
  readonly observations: readonly Observation[];
  readonly resolutions: readonly Resolution[];
  readonly manifest: Manifest;
  readonly program: string;
  /** The digest that names the file of the joined modules. */
  readonly modules: string;
}

/**
 * Compiled policies of a folder with its files as they stand. Two files each: an entry, named by the digest of the
 * policies' own sources, of the compiler and of the folder, and JavaScript, named by its own digest, with which an
 * entry is written last. Whatever is wrong with them, the policies are compiled.
 */
export class PolicyCache {
  readonly #directory: string;
  readonly #folder: string;
  readonly #key: string;
  readonly #entry: string;

  private constructor(directory: string, key: string) {
    this.#directory = directory;
    this.#folder = cacheFolder(directory);
    this.#key = key;
    this.#entry = join(this.#folder, `${key}.json`);
  }

  /** The cache of a policy folder; undefined where nothing is kept. */
  static open(directory: string): PolicyCache | undefined {
    const key = keyOf(directory);
    return key === undefined ? undefined : new PolicyCache(directory, key);
  }

  async read(): Promise<KeptPolicies | undefined> {
    const text = readKept(this.#entry);
    if (text === undefined) return undefined;
    const { observations, resolutions, manifest, program, modules } = JSON.parse(text) as Entry;
    const file = join(this.#folder, `${modules}.mjs`);
    const code = readKept(file);
    if (code === undefined || digest(code) !== modules) return undefined;
    if (!stillHold(observations) || !resolveAlike(resolutions)) return undefined;
    const policies = await imported(file);
    if (policies === undefined) return undefined;
    touch(this.#entry);
    touch(file);
    const { rules } = manifest;
    return {
      manifest,
      program,
      rules: policies.slice(0, rules.length) as Rule[],
      decisions: policies.slice(rules.length) as Decision[],
    };
  }

  /** Keeps a compilation, where that is possible. */
  async write(manifest: Manifest, program: string, observations: Observations): Promise<void> {
    const parent = dirname(resolve(this.#directory));
    const policies = [...manifest.rules, ...(manifest.decisions ?? [])].map(({ module }) => join(parent, module));
    try {
      const { code, files, resolutions } = await joinModules(policies);
      const observed = observations.all();
      // What changed meanwhile, or what the compiler didn't see, isn't what the manifest speaks of.
      const isCurrent = keyOf(this.#directory) === this.#key && stillHold(observed);
      if (!isCurrent || !files.every((file) => observations.hasText(file))) return;
      const modules = digest(code);
      const entry: Entry = { observations: observed, resolutions, manifest, program, modules };
      writeKept(join(this.#folder, `${modules}.mjs`), code);
      writeKept(this.#entry, JSON.stringify(entry));
      removeOld(this.#folder);
    } catch {
      // Nothing is kept; the policies are compiled, and that is what was asked for.
    }
  }
}

/** What names the entry of a policy folder with its files as they stand; undefined where nothing is kept. */
function keyOf(directory: string): string | undefined {
  const identity = compilerIdentity();
  // Breakpoints and coverage are for the sources.
  if (identity === undefined || inspectorAddress() !== undefined || process.env["NODE_V8_COVERAGE"]) return undefined;
  try {
    const files = policyFilesBelow(directory).map((file) => [file, readFileSync(file, "utf8")]);
    return digest(JSON.stringify([identity, resolve(directory), packVersion(directory), files]));
  } catch (error) {
    // The compiler says what is wrong with the folder.
    if (error instanceof Error && "syscall" in error) return undefined;
    throw error;
  }
}

async function imported(file: string): Promise<unknown[] | undefined> {
  try {
    const module = (await import(pathToFileURL(file).href)) as { readonly [name: `policy${number}`]: unknown };
    return Object.keys(module).map((_, index) => module[`policy${index}`]);
  } catch {
    return undefined;
  }
}
