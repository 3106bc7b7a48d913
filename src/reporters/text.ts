import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";
import { type Severity, severities } from "../authoring/rule.ts";
import { pathText } from "../paths.ts";
import { visible } from "../text/visible.ts";
import { fullReport } from "./full.ts";
import { grouped, type Paint, paintedSeverities, placeOfProblem } from "./paint.ts";
import type { ReportOptions } from "./reporter.ts";
import type { Place, RunResult } from "./run-result.ts";
import { summary } from "./summary.ts";

/** How many places of one rule are shown. */
const mostPlaces = 10;

/**
 * A run's result for people: what is wrong once, with its remedy, and below it where, the most severe first. A run with
 * a single finding has room for the line that it is at.
 */
export function textReport(result: RunResult, options: ReportOptions): string {
  const { violations, malformed, undetermined, problems, failures } = result;
  if (violations.length + malformed.length + undetermined.length + problems.length + failures.length <= 1)
    return fullReport(result, options);
  const paint = pc.createColors(options.color);
  const width = options.width ?? Number.POSITIVE_INFINITY;
  const blocks = groupsOf(result, paint).map((group) => block(group, width, paint));
  if (!options.quiet) blocks.push(summary(result, paint));
  return `${blocks.join("\n\n")}\n`;
}

/** Findings that one thing is to be done about. */
interface Group {
  /** What stands before the title, painted, and how wide it is. */
  readonly word: string;
  readonly wordWidth: number;
  readonly id: string;
  readonly title: string;
  readonly places: readonly { readonly place: string; readonly text: string }[];
  /** What stands below the places. */
  readonly notes: readonly string[];
}

function groupsOf(result: RunResult, paint: Paint): Group[] {
  const painted = paintedSeverities(paint);
  const rules = new Map(result.manifest.rules.map((rule) => [rule.id, rule]));
  const group = (
    word: string,
    colour: (text: string) => string,
    id: string,
    title: string,
    places: Group["places"],
    notes: readonly string[],
  ): Group => ({ word: colour(word), wordWidth: word.length, id, title, places, notes });
  const found = byKey(result.violations, ({ severity, rule }) => `${severities.indexOf(severity)} ${rule}`)
    .sort(([left], [right]) => severities.indexOf(left.severity) - severities.indexOf(right.severity))
    .map((violations) => {
      const [{ severity, rule }] = violations;
      const places = violations.map(({ place, resource, message }) => ({
        place: textOf(place),
        text: `${visible(resource)}: ${visible(message)}`,
      }));
      const notes = [`${paint.bold("remedy")}: ${visible(rules.get(rule)?.remediation ?? "")}`];
      return group(severity, painted[severity as Severity], rule, rules.get(rule)?.title ?? "", places, notes);
    });
  const malformed = byKey(result.malformed, ({ kind }) => kind).map((entries) => {
    const places = entries.map(({ place, resource, path, expected, found: actual }) => ({
      place: textOf(place),
      text: `${visible(resource)}: expected ${visible(expected)}, found ${visible(actual)} at ${visible(pathText(path))}`,
    }));
    return group("malformed", paint.magenta, entries[0].kind, "no rule that reads it was asked", places, []);
  });
  const undetermined = byKey(result.undetermined, ({ rule, collect }) => `${rule} ${collect}`).map((entries) => {
    const [{ rule, collect }] = entries;
    const places = entries.map(({ place, resource, message }) => ({
      place: textOf(place),
      text: `${visible(resource)}: ${visible(message)}`,
    }));
    const notes = [`${paint.bold("evidence")}: ${visible(collect)}`];
    return group("undetermined", paint.blue, rule, rules.get(rule)?.title ?? "", places, notes);
  });
  const problems = byKey(result.problems, ({ remedy }) => remedy).map((entries) => {
    const places = entries.map((problem) => ({
      place: visible(placeOfProblem(problem)),
      text: visible(problem.message),
    }));
    return group("unreadable", paint.magenta, "", "", places, [
      `${paint.bold("remedy")}: ${visible(entries[0].remedy)}`,
    ]);
  });
  const failures = byKey(result.failures, ({ message }) => message).map((entries) => {
    const places = entries.map(({ file, line }) => ({ place: `${visible(file)}:${line}`, text: "" }));
    return group("failed", paint.magenta, "", entries[0].message, places, []);
  });
  return [...found, ...malformed, ...undetermined, ...problems, ...failures];
}

type Some<Entry> = readonly [Entry, ...Entry[]];

/** Entries by what they have in common, in the order of the first of each. */
function byKey<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Some<Entry>[] {
  const groups = new Map<string, [Entry, ...Entry[]]>();
  for (const entry of entries) {
    const known = groups.get(keyOf(entry));
    if (known === undefined) groups.set(keyOf(entry), [entry]);
    else known.push(entry);
  }
  return [...groups.values()];
}

function textOf({ file, line, column }: Place): string {
  return `${visible(file)}:${line}:${column}`;
}

function block({ word, wordWidth, id, title, places, notes }: Group, width: number, paint: Paint): string {
  const count = grouped(places.length);
  const head = [id === "" ? "" : paint.bold(visible(id)), visible(title)].filter((part) => part !== "").join("  ");
  const headWidth = visible(id).length + visible(title).length + (id === "" || title === "" ? 0 : 2);
  const gap = Math.max(2, Math.min(width, 100) - wordWidth - 2 - headWidth - count.length);
  const lines = [head === "" ? `${word}  ${count}` : `${word}  ${head}${" ".repeat(gap)}${count}`];
  for (const { place, text } of places.slice(0, mostPlaces)) lines.push(wrapped(`${place}  ${text}`.trimEnd(), width));
  if (places.length > mostPlaces)
    lines.push(paint.dim(`  and ${grouped(places.length - mostPlaces)} more: --format full or json has all`));
  for (const note of notes) lines.push(wrapped(note, width));
  return lines.join("\n");
}

/** A line with an indent, folded between words where a terminal is narrower; what can't be folded stays whole. */
function wrapped(text: string, width: number): string {
  const lines: string[] = [];
  let line = " ";
  for (const word of text.split(" ")) {
    if (lineWidth(line) + 1 + lineWidth(word) > width && line.trim() !== "") {
      lines.push(line);
      line = "     ";
    }
    line += ` ${word}`;
  }
  return [...lines, line].join("\n");
}

/** How wide a text is without its colours. */
function lineWidth(text: string): number {
  return stripVTControlCharacters(text).length;
}
