import { type DecisionReport, ordered } from "../evaluator/decisions.ts";
import type { Report } from "../evaluator/report.ts";
import { type Path, pathText } from "../paths.ts";

/** One thing that an example expects or an engine says, in a form in which all can be compared and shown. */
export interface Finding {
  readonly resource: string;
  readonly path: Path;
  readonly text: string;
}

/** What differs between what is expected and what an engine says; both empty where nothing does. */
export interface Difference {
  readonly missing: readonly Finding[];
  readonly unexpected: readonly Finding[];
}

export function violated(entry: { readonly resource: string; readonly path: Path; readonly message: string }): Finding {
  return finding(entry, entry.message);
}

export function undetermined(entry: {
  readonly resource: string;
  readonly path: Path;
  readonly message: string;
  readonly missing: string;
}): Finding {
  return finding(entry, `undetermined for lack of ${entry.missing}: ${entry.message}`);
}

export function decided(entry: { readonly resource: string; readonly path: Path; readonly value: unknown }): Finding {
  return finding(entry, JSON.stringify(ordered(entry.value as never)));
}

/** What an engine that can't answer says. */
export function failed(error: unknown): Finding {
  return { resource: "", path: [], text: `fails: ${error instanceof Error ? error.message : String(error)}` };
}

/** What a report says of a rule and its input kinds. */
export function ofReport(report: Report, rule: string, kinds: readonly string[]): Finding[] {
  return [
    ...report.violations.filter((entry) => entry.rule === rule).map(violated),
    ...report.undetermined.filter((entry) => entry.rule === rule).map(undetermined),
    ...malformed(report, kinds),
  ];
}

export function ofDecision(report: DecisionReport, kinds: readonly string[]): Finding[] {
  return [...report.results.map(decided), ...malformed(report, kinds)];
}

/** What is malformed in the instances of some input kinds. */
export function malformed(report: Pick<Report, "malformed">, kinds: readonly string[]): Finding[] {
  return report.malformed.filter(({ kind }) => kinds.includes(kind)).map((entry) => unfit(entry, entry.kind));
}

/** A field of an input kind that is malformed. */
export function unfit(
  entry: { readonly resource: string; readonly path: Path; readonly expected: string; readonly found: string },
  kind: string,
): Finding {
  return finding(entry, `malformed ${kind}: expected ${entry.expected}, found ${entry.found}`);
}

function finding({ resource, path }: { readonly resource: string; readonly path: Path }, text: string): Finding {
  return { resource, path, text };
}

/** A finding in one line, without what it hasn't. */
export function findingText({ resource, path, text }: Finding): string {
  return [resource, resource === "" ? "" : pathText(path), text].filter((part) => part !== "").join("  ");
}

/** Compares as sets, which engines' results are. */
export function differenceOf(expected: readonly Finding[], found: readonly Finding[]): Difference {
  return { missing: without(expected, found), unexpected: without(found, expected) };
}

export function isEqual({ missing, unexpected }: Difference): boolean {
  return missing.length + unexpected.length === 0;
}

export function isSame(left: Difference, right: Difference): boolean {
  return isEqual(differenceOf(left.missing, right.missing)) && isEqual(differenceOf(left.unexpected, right.unexpected));
}

/** The findings that aren't among others, each once. */
export function without(findings: readonly Finding[], others: readonly Finding[]): Finding[] {
  const taken = new Set(others.map(keyOf));
  return findings.filter((each) => {
    const key = keyOf(each);
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  });
}

function keyOf({ resource, path, text }: Finding): string {
  return JSON.stringify([resource, path, text]);
}
