import pc from "picocolors";
import { type Severity, severities } from "../authoring/rule.ts";
import { pathText } from "../paths.ts";
import { pointed } from "../text/excerpt.ts";
import { visible } from "../text/visible.ts";
import type { ReportOptions } from "./reporter.ts";
import type { Place, PlacedViolation, RunResult } from "./run-result.ts";

/** How many unrecognised documents are named. */
const namedUnrecognised = 10;

/** A run's result for people. */
export function textReport(result: RunResult, options: ReportOptions): string {
  const paint = pc.createColors(options.color);
  const painted: { readonly [severity in Severity]: (text: string) => string } = {
    critical: (text) => paint.bold(paint.red(text)),
    high: paint.red,
    medium: paint.yellow,
    low: paint.cyan,
  };
  const remedies = new Map(result.manifest.rules.map((rule) => [rule.id, rule.remediation]));
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
    const place = [problem.file, problem.line, problem.line === undefined ? undefined : problem.column]
      .filter((part) => part !== undefined)
      .join(":");
    blocks.push(
      [
        `${paint.magenta("unreadable")} ${paint.bold(visible(problem.message))}`,
        ` ${paint.blue("-->")} ${visible(place)}`,
        `  ${paint.blue("=")} ${paint.bold("remedy")}: ${visible(problem.remedy)}`,
      ].join("\n"),
    );
  }
  for (const failure of result.failures) {
    blocks.push(
      [
        `${paint.magenta("failed")} ${paint.bold(visible(failure.message))}`,
        ` ${paint.blue("-->")} ${visible(failure.file)}:${failure.line}`,
      ].join("\n"),
    );
  }
  if (!options.quiet) blocks.push(summary(result, painted, paint));
  return blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`;
}

type Paint = ReturnType<typeof pc.createColors>;

function gutter(place: Place): string {
  return " ".repeat(String(place.line).length);
}

/** The place, its line and a mark below it. */
function frame(place: Place, paint: Paint): string[] {
  const margin = gutter(place);
  const sameLine = place.endLine === undefined || place.endLine === place.line;
  const endColumn = sameLine ? (place.endColumn ?? place.column + 1) : Number.POSITIVE_INFINITY;
  const { shown, blanks, mark } = pointed(place.source, place.column, endColumn);
  return [
    `${margin}${paint.blue("-->")} ${visible(place.file)}:${place.line}:${place.column}`,
    `${margin} ${paint.blue("|")}`,
    `${paint.blue(`${place.line} |`)} ${shown}`,
    `${margin} ${paint.blue("|")} ${blanks}${paint.red(mark)}`,
  ];
}

function summary(
  result: RunResult,
  painted: { readonly [severity in Severity]: (text: string) => string },
  paint: Paint,
): string {
  const lines: string[] = [];
  const counts = severities
    .map((severity) => [severity, count(result.violations, severity)] as const)
    .filter(([, number]) => number > 0);
  const checked = `${plural(result.documents, "document")} in ${plural(result.files, "file")}, ${plural(result.manifest.rules.length, "rule")}`;
  // Green only where nothing kept the rules from being asked.
  const whole =
    result.malformed.length + result.undetermined.length + result.problems.length + result.failures.length === 0;
  if (counts.length === 0) lines.push((whole ? paint.green : paint.bold)(`no violations: ${checked}`));
  else
    lines.push(
      `${paint.bold(plural(result.violations.length, "violation"))} (${counts.map(([severity, number]) => painted[severity](`${number} ${severity}`)).join(", ")}): ${checked}`,
    );
  if (result.malformed.length > 0)
    lines.push(paint.magenta(`${plural(result.malformed.length, "malformed place")}, where rules could not be asked`));
  if (result.undetermined.length > 0)
    lines.push(
      paint.blue(
        `${plural(result.undetermined.length, "result")} undetermined for lack of evidence, neither passed nor failed`,
      ),
    );
  if (result.problems.length > 0)
    lines.push(paint.magenta(`${plural(result.problems.length, "problem")} reading files`));
  if (result.failures.length > 0)
    lines.push(paint.magenta(`${plural(result.failures.length, "document")} on which rules failed`));
  if (result.unrecognised.length > 0) {
    const whole = result.unrecognised.filter(({ path }) => path.length === 0).length;
    const parts = result.unrecognised.length - whole;
    const counted = [
      ...(whole > 0 ? [plural(whole, "document")] : []),
      ...(parts > 0 ? [`${plural(parts, "part")} of documents`] : []),
    ];
    lines.push(`${counted.join(" and ")} not recognised, and so not checked:`);
    for (const part of result.unrecognised.slice(0, namedUnrecognised)) {
      lines.push(
        paint.dim(
          `  ${visible(part.file)}:${part.line}${part.description === "" ? "" : ` (${visible(part.description)})`}`,
        ),
      );
    }
    if (result.unrecognised.length > namedUnrecognised)
      lines.push(paint.dim(`  and ${result.unrecognised.length - namedUnrecognised} more`));
  }
  return lines.join("\n");
}

function count(violations: readonly PlacedViolation[], severity: Severity): number {
  return violations.filter((violation) => violation.severity === severity).length;
}

function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
