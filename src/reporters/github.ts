import type { Severity } from "../authoring/rule.ts";
import { pathText } from "../paths.ts";
import { visible } from "../text/visible.ts";
import { type WorkflowCommand, WorkflowCommands } from "../text/workflow-commands.ts";
import type { ReportOptions } from "./reporter.ts";
import { type Place, placeText, type RunResult, remediesOf } from "./run-result.ts";
import { summaryLine } from "./summary-line.ts";
import { uncheckedOf } from "./unchecked.ts";

/** Which kind of annotation a severity becomes; GitHub Actions has three. */
const annotations: { readonly [severity in Severity]: WorkflowCommand["name"] } = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "notice",
};

/** A run's result as annotations of a step in GitHub Actions, then what isn't checked and the summary as text. */
export function githubReport(result: RunResult, { quiet }: ReportOptions): WorkflowCommands {
  const remedies = remediesOf(result);
  const commands: WorkflowCommand[] = [
    ...result.violations.map(({ place, severity, rule, message, resource, path }) => ({
      name: annotations[severity],
      properties: { ...placeProperties(place), title: `${severity}[${rule}]` },
      lines: [message, `${resource}, at ${pathText(path)}`, `remedy: ${remedies.get(rule) ?? ""}`],
    })),
    ...result.malformed.map(({ place, kind, expected, found, resource, path }) => ({
      name: "error" as const,
      properties: { ...placeProperties(place), title: `malformed[${kind}]` },
      lines: [
        `expected ${expected}, found ${found}`,
        `${resource}, at ${pathText(path)}; no rule for ${kind} ran on it`,
      ],
    })),
    ...result.undetermined.map(({ place, rule, message, resource, path, collect }) => ({
      name: "warning" as const,
      properties: { ...placeProperties(place), title: `undetermined[${rule}]` },
      lines: [message, `${resource}, at ${pathText(path)}`, `evidence: ${collect}`],
    })),
    ...result.problems.map(({ file, line, column, message, remedy }) => ({
      name: "error" as const,
      properties: { file, line, col: line === undefined ? undefined : column, title: "unreadable" },
      lines: [message, `remedy: ${remedy}`],
    })),
    ...result.failures.map(({ file, line, message }) => ({
      name: "error" as const,
      properties: { file, line, title: "failed" },
      lines: [message],
    })),
  ];
  const log = quiet
    ? []
    : [
        ...uncheckedOf(result).map(({ text, ...place }) => visible(`${placeText(place)}: ${text}`)),
        summaryLine(result),
      ];
  return new WorkflowCommands(commands, log.map((line) => `${line}\n`).join(""));
}

/** GitHub takes columns only where an annotation has one line. */
function placeProperties({ file, line, column, endLine, endColumn }: Place): WorkflowCommand["properties"] {
  if (endLine !== undefined && endLine !== line) return { file, line, endLine };
  return { file, line, endLine, col: column, endColumn };
}
