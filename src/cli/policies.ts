import { join, resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { type GivenParameters, ParameterError, resolveParameters } from "../evaluator/parameters.ts";
import type { Policies } from "../evaluator/policies.ts";
import { duplicateKey, type LoadProblem, type LoadResult, loadFile, type Unrendered, walk } from "../loader/index.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { overlookedPolicies } from "../policy-files.ts";
import { visible } from "../text/visible.ts";
import { readStandardInput } from "./input.ts";
import { complain } from "./output.ts";

/** Where policies and their parameters come from. */
export interface PolicyOptions {
  readonly policies?: string;
  readonly bundle?: string;
  readonly parameters?: string;
  /** Whether compiled policies are kept, and taken where they are. */
  readonly cache: boolean;
}

/** The policies that the options name, else the pack that comes with Regoscript. */
export async function policiesOf(options: Omit<PolicyOptions, "parameters">): Promise<Policies> {
  if (options.policies !== undefined && options.bundle !== undefined)
    throw new UsageError("--policies and --bundle exclude each other");
  if (options.bundle !== undefined) return (await import("../evaluator/wasm.ts")).loadBundle(options.bundle);
  const { policies, cache } = options;
  if (policies !== undefined) {
    warnOfOverlooked(policies);
    return (await import("../policy-folder.ts")).loadPolicies(policies, { cache });
  }
  return (await import("../built-in.ts")).builtInPolicies();
}

/** Says which files of a policy folder hold policies and have names for which they aren't looked at. */
export function warnOfOverlooked(directory: string): void {
  let overlooked: ReturnType<typeof overlookedPolicies>;
  try {
    overlooked = overlookedPolicies(directory);
  } catch (error) {
    // What is wrong with the folder is told by whoever loads it.
    if (error instanceof Error && "syscall" in error) return;
    throw error;
  }
  for (const { file, remedy } of overlooked)
    complain(`warning: ${visible(join(directory, file))} holds a policy and is left out; ${visible(remedy)}`);
}

/**
 * Parameters from a YAML or JSON file: an object by rule id.
 *
 * @throws UsageError with file and line where the file can't be read, or the policies don't take what it says
 */
export function readParameters(file: string, manifest: Manifest): GivenParameters {
  const { documents, problems } = loadFile(file);
  const [problem] = problems;
  if (problem !== undefined) throw new UsageError(`${file}: ${problem.message}; ${problem.remedy}`);
  const value = documents[0]?.value;
  if (documents.length !== 1 || typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(
      `${file}: expected one object with a rule's id for each key, such as {"static-aws-credentials": {"allowedVariables": []}}`,
    );
  }
  // In a document the last of equal keys counts, as for Kubernetes; here the first would be forgotten without a word.
  const duplicate = duplicateKey(documents[0]!.file);
  if (duplicate !== undefined)
    throw new UsageError(
      `${file}:${duplicate.line}: \`${duplicate.key}\` stands here a second time; keep one of the two`,
    );
  try {
    resolveParameters(manifest, value as GivenParameters);
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    const { line } = documents[0]!.locate(error.path);
    throw new UsageError(`${file}:${line}: ${error.message}`, { cause: error });
  }
  return value as GivenParameters;
}

/** What is left out of the folders that are named. */
export interface PathOptions {
  readonly exclude?: readonly string[];
}

/**
 * Each file of the paths once. A path without any is a problem, and so are paths without any document in all of them:
 * what is named by mistake, or was written by something that failed, would look clean.
 */
export function* loadPaths(
  paths: readonly string[],
  { exclude = [] }: PathOptions,
  problems: LoadProblem[],
  unrendered: Unrendered[] = [],
): Generator<LoadResult> {
  const seen = new Set<string>();
  const atFirst = problems.length;
  let hasContent = false;
  for (const path of paths) {
    const before = problems.length;
    let empty = true;
    const onProblem = (problem: LoadProblem): void => void problems.push(problem);
    const onUnrendered = (one: Unrendered): void => void unrendered.push(one);
    for (const file of walk([path], { exclude, onProblem, onUnrendered })) {
      empty = false;
      const absolute = resolve(file);
      if (seen.has(absolute)) continue;
      seen.add(absolute);
      const loaded = file === "-" ? readStandardInput() : loadFile(file);
      hasContent ||= loaded.documents.length + loaded.problems.length > 0;
      yield loaded;
    }
    if (empty && problems.length === before) {
      problems.push({
        file: path,
        message: "holds no file to check",
        remedy:
          "name another folder, or the files themselves: those that git ignores, that are excluded, or whose names say nothing about their format, are left out",
      });
    }
  }
  if (hasContent || problems.length > atFirst) return;
  for (const file of new Set(paths)) {
    problems.push({
      file,
      message: "holds no document to check",
      remedy: "name what has documents, or see whether what should write them failed",
    });
  }
}
