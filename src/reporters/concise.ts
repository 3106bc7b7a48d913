import pc from "picocolors";
import { visible } from "../text/visible.ts";
import { paintedSeverities } from "./paint.ts";
import type { ReportOptions } from "./reporter.ts";
import { placeText, type RunResult } from "./run-result.ts";
import { summaryLine } from "./summary-line.ts";
import { uncheckedOf } from "./unchecked.ts";

/**
 * A run's result for people and editors, each finding on a line that begins as a C compiler's does:
 * `file:line:column: severity[rule] message (resource)`.
 */
export function conciseReport(result: RunResult, { color, quiet }: ReportOptions): string {
  const paint = pc.createColors(color);
  const painted = paintedSeverities(paint);
  const lines = [
    ...result.violations.map(
      ({ place, severity, rule, message, resource }) =>
        `${visible(placeText(place))}: ${painted[severity](severity)}[${visible(rule)}] ${visible(message)} (${visible(resource)})`,
    ),
    ...result.malformed.map(
      ({ place, kind, expected, found, resource }) =>
        `${visible(placeText(place))}: ${paint.magenta("malformed")}[${visible(kind)}] expected ${visible(expected)}, found ${visible(found)} (${visible(resource)})`,
    ),
    ...result.undetermined.map(
      ({ place, rule, message, resource, collect }) =>
        `${visible(placeText(place))}: ${paint.blue("undetermined")}[${visible(rule)}] ${visible(message)} (${visible(resource)}); evidence: ${visible(collect)}`,
    ),
    ...result.problems.map(
      ({ message, remedy, ...place }) =>
        `${visible(placeText(place))}: ${paint.magenta("unreadable")} ${visible(message)}; ${visible(remedy)}`,
    ),
    ...result.failures.map(
      ({ message, ...place }) => `${visible(placeText(place))}: ${paint.magenta("failed")} ${visible(message)}`,
    ),
    ...(quiet
      ? []
      : [
          ...uncheckedOf(result).map(({ text, ...place }) => `${visible(placeText(place))}: ${visible(text)}`),
          summaryLine(result),
        ]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
