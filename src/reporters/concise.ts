import pc from "picocolors";
import type { Severity } from "../authoring/rule.ts";
import { visible } from "../text/visible.ts";
import type { ReportOptions } from "./reporter.ts";
import type { RunResult } from "./run-result.ts";
import { summaryLine } from "./summary-line.ts";
import { unrecognisedText } from "./unrecognised.ts";

/**
 * A run's result for people and editors, each finding on a line that begins as a C compiler's does:
 * `file:line:column: severity[rule] message (resource)`.
 */
export function conciseReport(result: RunResult, { color, quiet }: ReportOptions): string {
  const paint = pc.createColors(color);
  const painted: { readonly [severity in Severity]: (text: string) => string } = {
    critical: (text) => paint.bold(paint.red(text)),
    high: paint.red,
    medium: paint.yellow,
    low: paint.cyan,
  };
  const lines = [
    ...result.violations.map(
      ({ place, severity, rule, message, resource }) =>
        `${placeText(place)} ${painted[severity](severity)}[${visible(rule)}] ${visible(message)} (${visible(resource)})`,
    ),
    ...result.malformed.map(
      ({ place, kind, expected, found, resource }) =>
        `${placeText(place)} ${paint.magenta("malformed")}[${visible(kind)}] expected ${visible(expected)}, found ${visible(found)} (${visible(resource)})`,
    ),
    ...result.undetermined.map(
      ({ place, rule, message, resource, collect }) =>
        `${placeText(place)} ${paint.blue("undetermined")}[${visible(rule)}] ${visible(message)} (${visible(resource)}); evidence: ${visible(collect)}`,
    ),
    ...result.problems.map(
      ({ message, remedy, ...place }) =>
        `${placeText(place)} ${paint.magenta("unreadable")} ${visible(message)}; ${visible(remedy)}`,
    ),
    ...result.failures.map(
      ({ message, ...place }) => `${placeText(place)} ${paint.magenta("failed")} ${visible(message)}`,
    ),
    ...(quiet
      ? []
      : [
          ...result.unrecognised.map((part) => `${placeText(part)} not recognised: ${unrecognisedText(part)}`),
          summaryLine(result),
        ]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** As much of the place as is known, with a colon after each part. */
function placeText({ file, line, column }: { file: string; line?: number; column?: number }): string {
  return [visible(file), line, line === undefined ? undefined : column]
    .filter((part) => part !== undefined)
    .map((part) => `${part}:`)
    .join("");
}
