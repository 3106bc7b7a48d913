import { readFileSync } from "node:fs";
import { severities, type Severity } from "../../authoring/rule.ts";
import type { GivenParameters } from "../../evaluator/parameters.ts";
import type { Policies } from "../../evaluator/policies.ts";
import { loadFile, type LoadProblem, type LoadResult, parseDocuments, walk } from "../../loader/index.ts";
import { describeUnrecognised, placeOf, type PlacedMalformed, type PlacedViolation, type RunResult, type UnrecognisedDocument } from "../../reporters/run-result.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { write } from "../output.ts";

export interface CheckOptions {
  readonly format: "text" | "json";
  readonly policies?: string;
  readonly bundle?: string;
  readonly engine?: "native" | "wasm";
  readonly parameters?: string;
  readonly minSeverity?: Severity;
  readonly exitZero?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** `regoscript check`: evaluates documents in files and prints what was found. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const policies = await policiesOf(options);
  const parameters = options.parameters === undefined ? {} : readParameters(options.parameters);
  const result = run(paths, policies, parameters, options.minSeverity);
  const { textReport } = options.format === "text" ? await import("../../reporters/text.ts") : { textReport: undefined };
  const text = textReport === undefined ? (await import("../../reporters/json.ts")).jsonReport(result) : textReport(result, { color: options.color, quiet: options.quiet === true });
  await write(text);
  if (options.exitZero === true) return exitCodes.clean;
  if (result.problems.length > 0) return exitCodes.failure;
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

function run(paths: readonly string[], policies: Policies, parameters: GivenParameters, minSeverity: Severity | undefined): RunResult {
  const violations: PlacedViolation[] = [];
  const malformed: PlacedMalformed[] = [];
  const problems: LoadProblem[] = [];
  const unrecognised: UnrecognisedDocument[] = [];
  const least = minSeverity === undefined ? severities.length : severities.indexOf(minSeverity);
  let files = 0;
  let documents = 0;
  // Fails early where the parameters don't fit, even if there is no document.
  policies.evaluate([], { parameters });
  // One file after another, each forgotten before the next, so that memory holds only the report.
  for (const loaded of load(paths, problems)) {
    files++;
    documents += loaded.documents.length;
    problems.push(...loaded.problems);
    const report = policies.evaluate(loaded.documents.map((document) => document.value), { parameters });
    for (const { document, ...violation } of report.violations) {
      if (severities.indexOf(violation.severity) <= least) violations.push({ ...violation, place: placeOf(loaded.documents[document]!, violation.path) });
    }
    for (const { document, ...entry } of report.malformed) malformed.push({ ...entry, place: placeOf(loaded.documents[document]!, entry.path) });
    for (const document of report.unrecognised) unrecognised.push(describeUnrecognised(loaded.documents[document]!));
  }
  return { manifest: policies.manifest, files, documents, violations, malformed, problems, unrecognised };
}

function* load(paths: readonly string[], problems: LoadProblem[]): Generator<LoadResult> {
  const onProblem = (problem: LoadProblem): void => void problems.push(problem);
  for (const path of paths) {
    if (path === "-") yield parseDocuments("-", readFileSync(0, "utf8"));
    else for (const file of walk([path], { onProblem })) yield loadFile(file);
  }
}
