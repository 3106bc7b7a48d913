import { resolve } from "node:path";
import { severities, type Severity } from "../../authoring/rule.ts";
import type { GivenParameters } from "../../evaluator/parameters.ts";
import { EvaluationError, type EvaluateOptions, type Policies } from "../../evaluator/policies.ts";
import { makeReport, type Report } from "../../evaluator/report.ts";
import { loadFile, type LoadProblem, type LoadResult, type SourceDocument, walk } from "../../loader/index.ts";
import { describeUnrecognised, type EvaluationFailure, type PlacedMalformed, type PlacedViolation, type PlacedUndetermined, placeMalformed, placeUndetermined, placeViolation, type RunResult, type UnrecognisedDocument } from "../../reporters/run-result.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { readStandardInput } from "../input.ts";
import { write } from "../output.ts";

export interface CheckOptions {
  readonly format: "text" | "json";
  readonly policies?: string;
  readonly bundle?: string;
  readonly parameters?: string;
  readonly minSeverity?: Severity;
  readonly exitZero?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** `regoscript check`: evaluates documents in files and prints what was found. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const policies = await policiesOf(options);
  const parameters = options.parameters === undefined ? undefined : readParameters(options.parameters);
  const result = run(paths, policies, parameters, options.minSeverity);
  const { textReport } = options.format === "text" ? await import("../../reporters/text.ts") : { textReport: undefined };
  const text = textReport === undefined ? (await import("../../reporters/json.ts")).jsonReport(result) : textReport(result, { color: options.color, quiet: options.quiet === true });
  await write(text);
  // What could not be read or evaluated is not known to be clean, whatever --exit-zero says of what was found.
  if (result.problems.length + result.failures.length > 0) return exitCodes.failure;
  if (options.exitZero === true) return exitCodes.clean;
  return result.violations.length + result.malformed.length > 0 ? exitCodes.violations : exitCodes.clean;
}

async function policiesOf(options: CheckOptions): Promise<Policies> {
  if (options.policies !== undefined && options.bundle !== undefined) throw new UsageError("--policies and --bundle exclude each other");
  if (options.bundle !== undefined) return (await import("../../evaluator/wasm.ts")).loadBundle(options.bundle);
  if (options.policies !== undefined) return (await import("../../evaluator/source.ts")).loadPolicies(options.policies);
  return (await import("../../evaluator/built-in.ts")).builtInPolicies();
}

/** Parameters from a YAML or JSON file: an object by rule id. */
function readParameters(file: string): GivenParameters {
  const { documents, problems } = loadFile(file);
  const [problem] = problems;
  if (problem !== undefined) throw new UsageError(`${file}: ${problem.message}; ${problem.remedy}`);
  const value = documents[0]?.value;
  if (documents.length !== 1 || typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(`${file}: expected one object with a rule's id for each key, such as {"static-aws-credentials": {"allowedVariables": []}}`);
  }
  return value as GivenParameters;
}

function run(paths: readonly string[], policies: Policies, parameters: GivenParameters | undefined, minSeverity: Severity | undefined): RunResult {
  const violations: PlacedViolation[] = [];
  const malformed: PlacedMalformed[] = [];
  const problems: LoadProblem[] = [];
  const undetermined: PlacedUndetermined[] = [];
  const failures: EvaluationFailure[] = [];
  const unrecognised: UnrecognisedDocument[] = [];
  const least = minSeverity === undefined ? severities.length : severities.indexOf(minSeverity);
  let files = 0;
  let documents = 0;
  // Fails early where the parameters don't fit, even if there is no document.
  policies.evaluate([], { parameters });
  const inventory = policies.manifest.rules.some((rule) => rule.inventory !== undefined) ? policies.inventoryOf(documentsIn(paths)) : undefined;
  // One file after another, each forgotten before the next, so that memory holds only the report.
  for (const loaded of load(paths, problems)) {
    files++;
    documents += loaded.documents.length;
    problems.push(...loaded.problems);
    for (const document of loaded.documents) {
      const report = evaluateOne(policies, document, { parameters, inventory }, failures);
      for (const violation of report.violations) {
        if (severities.indexOf(violation.severity) <= least) violations.push(placeViolation(document, violation));
      }
      for (const entry of report.undetermined) undetermined.push(placeUndetermined(document, entry));
      for (const entry of report.malformed) malformed.push(placeMalformed(document, entry));
      if (report.unrecognised.length > 0) unrecognised.push(describeUnrecognised(document));
    }
  }
  return { manifest: policies.manifest, files, documents, violations, malformed, undetermined, problems, failures, unrecognised };
}

/** All documents of the paths, for rules that look at all of them; what can't be read is reported when it is read again to be checked. */
function* documentsIn(paths: readonly string[]): Generator<SourceDocument> {
  for (const loaded of load(paths, [])) yield* loaded.documents;
}

/** One document's report; a rule that fails on it is noted, and the other documents are still asked about. */
function evaluateOne(policies: Policies, document: SourceDocument, options: EvaluateOptions, failures: EvaluationFailure[]): Report {
  try {
    return policies.evaluate([document], options);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    failures.push({ file: document.file.name, line: document.locate([]).line, message: error.message });
    return makeReport([]);
  }
}

/** Each file of the paths once. A path without any is a problem: a folder that is named by mistake would look clean. */
function* load(paths: readonly string[], problems: LoadProblem[]): Generator<LoadResult> {
  const seen = new Set<string>();
  for (const path of paths) {
    const before = problems.length;
    let empty = true;
    for (const file of walk([path], { onProblem: (problem) => void problems.push(problem) })) {
      empty = false;
      if (seen.has(resolve(file))) continue;
      seen.add(resolve(file));
      yield file === "-" ? readStandardInput() : loadFile(file);
    }
    if (empty && problems.length === before) {
      problems.push({ file: path, message: "holds no file to check", remedy: "name another folder, or the files themselves: those that git ignores, or whose names say nothing about their format, are left out" });
    }
  }
}
