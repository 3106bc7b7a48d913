import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";
import { severities } from "../authoring/rule.ts";
import { pathText } from "../paths.ts";
import { visible } from "../text/visible.ts";
import { byKey } from "./by-key.ts";
import { fullReport } from "./full.ts";
import { grouped, type Paint, paintedSeverities } from "./paint.ts";
import type { ReportOptions } from "./reporter.ts";
import { placeText, type RunResult } from "./run-result.ts";
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
  /** What stands before the title, painted. */
  readonly word: string;
  readonly id: string;
  readonly title: string;
  readonly places: readonly string[];
  /** What stands below the places. */
  readonly notes: readonly string[];
}

function groupsOf(result: RunResult, paint: Paint): Group[] {
  const painted = paintedSeverities(paint);
  const rules = new Map(result.manifest.rules.map((rule) => [rule.id, rule]));
  const note = (word: string, text: string): string => `${paint.bold(word)}: ${visible(text)}`;
  const found = grouping(
    result.violations,
    ({ severity, rule }) => `${severity} ${rule}`,
    ({ severity, rule }) => ({
      severity,
      word: painted[severity](severity),
      id: rule,
      title: rules.get(rule)?.title ?? "",
      notes: [note("remedy", rules.get(rule)?.remediation ?? "")],
    }),
    ({ resource, message }) => `${resource}: ${message}`,
  ).sort((left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity));
  const malformed = grouping(
    result.malformed,
    ({ kind }) => kind,
    ({ kind }) => ({
      word: paint.magenta("malformed"),
      id: kind,
      title: "no rule that reads it was asked",
      notes: [],
    }),
    ({ resource, path, expected, found: actual }) =>
      `${resource}: expected ${expected}, found ${actual} at ${pathText(path)}`,
  );
  const undetermined = grouping(
    result.undetermined,
    ({ rule, collect }) => `${rule} ${collect}`,
    ({ rule, collect }) => ({
      word: paint.blue("undetermined"),
      id: rule,
      title: rules.get(rule)?.title ?? "",
      notes: [note("evidence", collect)],
    }),
    ({ resource, message }) => `${resource}: ${message}`,
  );
  const problems = grouping(
    result.problems.map((problem) => ({ ...problem, place: problem })),
    ({ remedy }) => remedy,
    ({ remedy }) => ({ word: paint.magenta("unreadable"), id: "", title: "", notes: [note("remedy", remedy)] }),
    ({ message }) => message,
  );
  const failures = grouping(
    result.failures.map((failure) => ({ ...failure, place: failure })),
    ({ message }) => message,
    ({ message }) => ({ word: paint.magenta("failed"), id: "", title: message, notes: [] }),
    () => "",
  );
  return [...found, ...malformed, ...undetermined, ...problems, ...failures];
}

/** Entries of one key as a group, of which the first says all but the places. */
function grouping<Entry extends { readonly place: Parameters<typeof placeText>[0] }, Head>(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
  headOf: (first: Entry) => Head,
  textOf: (entry: Entry) => string,
): (Head & Pick<Group, "places">)[] {
  return [...byKey(entries, keyOf).values()].map((ofKey) => ({
    ...headOf(ofKey[0]),
    places: ofKey.map((entry) => `${visible(placeText(entry.place))}  ${visible(textOf(entry))}`.trimEnd()),
  }));
}

function block({ word, id, title, places, notes }: Group, width: number, paint: Paint): string {
  const count = grouped(places.length);
  const head = [id === "" ? "" : paint.bold(visible(id)), visible(title)].filter((part) => part !== "").join("  ");
  const gap = Math.max(2, Math.min(width, 100) - lineWidth(word) - 2 - lineWidth(head) - count.length);
  const lines = [head === "" ? `${word}  ${count}` : `${word}  ${head}${" ".repeat(gap)}${count}`];
  for (const place of places.slice(0, mostPlaces)) lines.push(wrapped(place, width));
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
