import pc from "picocolors";
import { pathText } from "../paths.ts";
import { pointed } from "../text/excerpt.ts";
import { withoutSecrets } from "../text/secrets.ts";
import { visible } from "../text/visible.ts";
import { type Paint, paintedSeverities } from "./paint.ts";
import type { ReportOptions } from "./reporter.ts";
import { type Place, placeText, type RunResult, remediesOf } from "./run-result.ts";
import { summary } from "./summary.ts";

/** A run's result for people, each finding with the line that it is at, a mark below it, and its remedy. */
export function fullReport(result: RunResult, options: ReportOptions): string {
  const paint = pc.createColors(options.color);
  const painted = paintedSeverities(paint);
  const remedies = remediesOf(result);
  const blocks: string[] = [];

  for (const violation of result.violations) {
    blocks.push(
      [
        `${painted[violation.severity](violation.severity)}${paint.bold(`[${visible(violation.rule)}]`)} ${paint.bold(visible(violation.message))}`,
        ...frame(violation.place, paint),
        `${gutter(violation.place)} ${paint.blue("=")} ${visible(violation.resource)}, at ${visible(pathText(violation.path))}`,
        `${gutter(violation.place)} ${paint.blue("=")} ${paint.bold("remedy")}: ${visible(remedies.get(violation.rule) ?? "")}`,
      ].join("\n"),
    );
  }
  for (const entry of result.malformed) {
    blocks.push(
      [
        `${paint.magenta("malformed")}${paint.bold(`[${visible(entry.kind)}]`)} ${paint.bold(`expected ${visible(entry.expected)}, found ${visible(entry.found)}`)}`,
        ...frame(entry.place, paint),
        `${gutter(entry.place)} ${paint.blue("=")} ${visible(entry.resource)}, at ${visible(pathText(entry.path))}; no rule for ${visible(entry.kind)} ran on it`,
      ].join("\n"),
    );
  }
  for (const entry of result.undetermined) {
    blocks.push(
      [
        `${paint.blue("undetermined")}${paint.bold(`[${visible(entry.rule)}]`)} ${paint.bold(visible(entry.message))}`,
        ...frame(entry.place, paint),
        `${gutter(entry.place)} ${paint.blue("=")} ${visible(entry.resource)}, at ${visible(pathText(entry.path))}`,
        `${gutter(entry.place)} ${paint.blue("=")} ${paint.bold("evidence")}: ${visible(entry.collect)}`,
      ].join("\n"),
    );
  }
  for (const problem of result.problems) {
    blocks.push(
      [
        `${paint.magenta("unreadable")} ${paint.bold(visible(problem.message))}`,
        ` ${paint.blue("-->")} ${visible(placeText(problem))}`,
        `  ${paint.blue("=")} ${paint.bold("remedy")}: ${visible(problem.remedy)}`,
      ].join("\n"),
    );
  }
  for (const failure of result.failures) {
    blocks.push(
      [
        `${paint.magenta("failed")} ${paint.bold(visible(failure.message))}`,
        ` ${paint.blue("-->")} ${visible(placeText(failure))}`,
      ].join("\n"),
    );
  }
  if (!options.quiet) blocks.push(summary(result, paint));
  return blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`;
}

function gutter(place: Place): string {
  return " ".repeat(String(place.line).length);
}

/** The place, its line without secrets, and a mark below it. */
function frame(place: Place, paint: Paint): string[] {
  const margin = gutter(place);
  const sameLine = place.endLine === undefined || place.endLine === place.line;
  const endColumn = sameLine ? (place.endColumn ?? place.column + 1) : Number.POSITIVE_INFINITY;
  const source = { ...place.source, text: withoutSecrets(place.source.text) };
  const { shown, blanks, mark } = pointed(source, place.column, endColumn);
  return [
    `${margin}${paint.blue("-->")} ${visible(placeText(place))}`,
    `${margin} ${paint.blue("|")}`,
    `${paint.blue(`${place.line} |`)} ${shown}`,
    `${margin} ${paint.blue("|")} ${blanks}${paint.red(mark)}`,
  ];
}
