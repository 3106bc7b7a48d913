import { severities } from "../authoring/rule.ts";
import { type RunResult, remediesOf } from "./run-result.ts";

/**
 * A run's result for programs. `version` grows when a field is removed or changes its meaning; new fields may come at
 * any time.
 *
 * `{ version, generator, summary: { files, documents, rules, violations: { critical, high, medium, low }, malformed,
 * undetermined, problems, failures, unrecognised }, violations: [{ rule, severity, message, path, resource, file, line,
 * column, endLine, endColumn, remediation }], malformed: [{ kind, resource, path, expected, found, file, line, column
 * }], problems: [{ file, line, column, message, remedy }], undetermined: [{ rule, severity, message, path, resource,
 * missing, collect, file, line, column }], failures: [{ file, line, message }], unrecognised: [{ file, line, path,
 * description }], unrendered: [{ what: "chart" | "kustomization" | "terraform", file }] }`
 */
export function jsonReport(result: RunResult): string {
  const remedies = remediesOf(result);
  const document = {
    version: 1,
    generator: result.manifest.generator,
    summary: {
      files: result.files,
      documents: result.documents,
      rules: result.manifest.rules.length,
      violations: Object.fromEntries(
        severities.map((severity) => [
          severity,
          result.violations.filter((violation) => violation.severity === severity).length,
        ]),
      ),
      malformed: result.malformed.length,
      undetermined: result.undetermined.length,
      problems: result.problems.length,
      failures: result.failures.length,
      unrecognised: result.unrecognised.length,
    },
    violations: result.violations.map(({ place, rule, severity, message, path, resource }) => ({
      rule,
      severity,
      message,
      path,
      resource,
      file: place.file,
      line: place.line,
      column: place.column,
      endLine: place.endLine,
      endColumn: place.endColumn,
      remediation: remedies.get(rule),
    })),
    malformed: result.malformed.map(({ place, kind, resource, path, expected, found }) => ({
      kind,
      resource,
      path,
      expected,
      found,
      file: place.file,
      line: place.line,
      column: place.column,
    })),
    undetermined: result.undetermined.map(({ place, ...entry }) => ({
      ...entry,
      file: place.file,
      line: place.line,
      column: place.column,
    })),
    problems: result.problems,
    failures: result.failures,
    unrecognised: result.unrecognised,
    unrendered: result.unrendered,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
