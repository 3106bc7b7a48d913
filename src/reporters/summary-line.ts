import { type Severity, severities } from "../authoring/rule.ts";
import { grouped, plural } from "./paint.ts";
import type { RunResult } from "./run-result.ts";

/**
 * What a run found, in one line for people: the counts that aren't zero, and of how much.
 *
 * `2 violations (1 high, 1 low), 3 not recognised: 5 documents in 4 files, 12 rules`
 */
export function summaryLine(result: RunResult): string {
  const { violations, malformed, undetermined, problems, failures, unrecognised, unrendered } = result;
  const found = [
    violations.length === 0 ? "no violations" : `${plural(violations.length, "violation")} (${bySeverity(result)})`,
    ...counted(malformed.length, "malformed"),
    ...counted(undetermined.length, "undetermined"),
    ...counted(problems.length, "unreadable"),
    ...counted(failures.length, "failed"),
    ...counted(unrecognised.length, "not recognised"),
    ...counted(unrendered.length, "not read"),
  ];
  return `${found.join(", ")}: ${extentOf(result)}`;
}

/** Of how much a run is: `5 documents in 4 files, 12 rules`. */
export function extentOf({ documents, files, manifest }: RunResult): string {
  return `${plural(documents, "document")} in ${plural(files, "file")}, ${plural(manifest.rules.length, "rule")}`;
}

/** `1 high, 1 low`, each as `paint` has it. */
export function bySeverity(
  { violations }: RunResult,
  paint: (text: string, severity: Severity) => string = (text) => text,
): string {
  return severities
    .flatMap((severity) =>
      counted(violations.filter((violation) => violation.severity === severity).length, severity).map((text) =>
        paint(text, severity),
      ),
    )
    .join(", ");
}

function counted(number: number, what: string): string[] {
  return number === 0 ? [] : [`${grouped(number)} ${what}`];
}
