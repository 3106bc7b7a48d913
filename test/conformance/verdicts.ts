import type { Report } from "../../src/evaluator/report.ts";

/** One finding, in a form that is equal exactly if rule, message, path and resource are. */
export type Finding = string;

/** What an engine says of a document: sorted findings. */
export type Findings = readonly Finding[];

export function violation(rule: unknown, message: unknown, path: unknown, resource: unknown): Finding {
  return JSON.stringify({ rule, message, path, resource });
}

export function undetermined(
  rule: unknown,
  message: unknown,
  missing: unknown,
  path: unknown,
  resource: unknown,
): Finding {
  return JSON.stringify({ undetermined: rule, message, missing, path, resource });
}

export function malformed(kind: unknown, expected: unknown, found: unknown, path: unknown, resource: unknown): Finding {
  return JSON.stringify({ malformed: kind, expected, found, path, resource });
}

export function sorted(findings: Iterable<Finding>): Findings {
  return [...findings].sort();
}

/** The findings of a report of ours, or of the value of `data.regoscript.report`. */
export function ofReport(report: Pick<Report, "violations" | "malformed" | "undetermined">): Findings {
  return sorted([
    ...report.violations.map((entry) => violation(entry.rule, entry.message, entry.path, entry.resource)),
    ...report.undetermined.map((entry) =>
      undetermined(entry.rule, entry.message, entry.missing, entry.path, entry.resource),
    ),
    ...report.malformed.map((entry) => malformed(entry.kind, entry.expected, entry.found, entry.path, entry.resource)),
  ]);
}
