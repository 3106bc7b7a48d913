import { Raw } from "../../authoring/raw.ts";
import { type Severity, severities } from "../../authoring/rule.ts";
import { expand } from "../../documents/expand.ts";
import type { GivenParameters } from "../../evaluator/parameters.ts";
import { type EvaluateOptions, EvaluationError, type Policies } from "../../evaluator/policies.ts";
import { makeReport, type Report } from "../../evaluator/report.ts";
import type { LoadProblem, SourceDocument, Unrendered } from "../../loader/index.ts";
import { type Format, reporters } from "../../reporters/index.ts";
import {
  describeUnrecognised,
  type EvaluationFailure,
  type PlacedMalformed,
  type PlacedUndetermined,
  type PlacedUnrecognised,
  type PlacedViolation,
  placed,
  type RunResult,
} from "../../reporters/run-result.ts";
import { exitCodes } from "../exit-codes.ts";
import { terminal, terminalWidth, write } from "../output.ts";
import { loadPaths, type PathOptions, type PolicyOptions, policiesOf, readParameters } from "../policies.ts";
import { Progress } from "../progress.ts";

interface CheckOptions extends PolicyOptions, PathOptions {
  readonly format: Format;
  readonly minSeverity?: Severity;
  readonly failOnUnrecognised?: boolean;
  readonly failOnUndetermined?: boolean;
  readonly exitZero?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** `regoscript check`: evaluates documents in files and prints what was found. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const policies = await policiesOf(options);
  const parameters =
    options.parameters === undefined ? undefined : readParameters(options.parameters, policies.manifest);
  const result = run(paths, options, policies, parameters, options.minSeverity);
  await write(
    reporters[options.format](result, { color: options.color, quiet: options.quiet === true, width: terminalWidth() }),
    options.color,
  );
  // What could not be read or evaluated is not known to be clean, whatever --exit-zero says of what was found.
  if (result.problems.length + result.failures.length > 0) return exitCodes.failure;
  if (options.exitZero === true) return exitCodes.clean;
  const unseen =
    options.failOnUnrecognised === true ? result.unrecognised.filter(({ concernsAccess }) => concernsAccess) : [];
  const unread = options.failOnUnrecognised === true ? result.unrendered : [];
  const untold = options.failOnUndetermined === true ? result.undetermined : [];
  return result.violations.length + result.malformed.length + unseen.length + unread.length + untold.length > 0
    ? exitCodes.violations
    : exitCodes.clean;
}

function run(
  paths: readonly string[],
  excluded: PathOptions,
  policies: Policies,
  parameters: GivenParameters | undefined,
  minSeverity: Severity | undefined,
): RunResult {
  const violations: PlacedViolation[] = [];
  const malformed: PlacedMalformed[] = [];
  const problems: LoadProblem[] = [];
  const undetermined: PlacedUndetermined[] = [];
  const failures: EvaluationFailure[] = [];
  const unrecognised: PlacedUnrecognised[] = [];
  const least = minSeverity === undefined ? severities.length : severities.indexOf(minSeverity);
  let files = 0;
  let documents = 0;
  const unrendered: Unrendered[] = [];
  let isAboutSomething = false;
  const inventory = policies.manifest.rules.some((rule) => rule.inventory !== undefined)
    ? policies.inventoryOf(documentsIn(paths, excluded))
    : undefined;
  const progress = new Progress(terminal);
  // One file after another, each forgotten before the next, so that memory holds only the report.
  for (const loaded of loadPaths(paths, excluded, problems, unrendered)) {
    progress.show(files++);
    documents += loaded.documents.length;
    for (const problem of loaded.problems) problems.push(problem);
    for (const document of loaded.documents) {
      const report = evaluateOne(policies, document, { parameters, inventory }, failures);
      const severe = report.violations.filter(({ severity }) => severities.indexOf(severity) <= least);
      for (const entry of placed(document, severe)) violations.push(entry);
      for (const entry of placed(document, report.undetermined)) undetermined.push(entry);
      for (const entry of placed(document, report.malformed)) malformed.push(entry);
      isAboutSomething ||= report.unrecognised.length < expand(new Raw(document.value, undefined)).length;
      for (const part of describeUnrecognised(document, report.unrecognised)) unrecognised.push(part);
    }
  }
  progress.end();
  if (documents > 0 && !isAboutSomething && problems.length + failures.length === 0) {
    const remedy = "name what the rules read: `regoscript explain RULE` says it of each";
    for (const file of new Set(paths)) problems.push({ file, message: "holds nothing that a rule is about", remedy });
  }
  return {
    manifest: policies.manifest,
    files,
    documents,
    violations,
    malformed,
    undetermined,
    problems,
    failures,
    unrecognised,
    unrendered,
  };
}

/**
 * All documents of the paths, for rules that look at all of them; what can't be read is reported when it is read again
 * to be checked.
 */
function* documentsIn(paths: readonly string[], excluded: PathOptions): Generator<SourceDocument> {
  for (const loaded of loadPaths(paths, excluded, [])) yield* loaded.documents;
}

/** One document's report; a rule that fails on it is noted, and the other documents are still asked about. */
function evaluateOne(
  policies: Policies,
  document: SourceDocument,
  options: EvaluateOptions,
  failures: EvaluationFailure[],
): Report {
  try {
    return policies.evaluate([document], options);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    failures.push({ file: document.file.name, line: document.locate([]).line, message: error.message });
    return makeReport([]);
  }
}
