import { pathOf } from "../authoring/location.ts";
import { Raw } from "../authoring/raw.ts";
import { expand } from "../documents/expand.ts";
import type {
  ReportedMalformed,
  ReportedUndetermined,
  ReportedViolation,
  UnrecognisedPart,
} from "../evaluator/report.ts";
import type { LoadProblem, Location, SourceDocument, Unrendered } from "../loader/index.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { Path } from "../paths.ts";
import { type Excerpt, excerptOf } from "../text/excerpt.ts";
import { descriptionOf } from "./description.ts";

/** A place in a file, with the line that it is in. Line and column count from 1, columns in UTF-16 units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number | undefined;
  readonly endColumn: number | undefined;
  readonly source: Excerpt;
}

export interface PlacedViolation extends Omit<ReportedViolation, "document"> {
  readonly place: Place;
}

export interface PlacedMalformed extends Omit<ReportedMalformed, "document"> {
  readonly place: Place;
}

export interface PlacedUndetermined extends Omit<ReportedUndetermined, "document"> {
  readonly place: Place;
}

/** What a run of `check` found, in the order of files and places. */
export interface RunResult {
  readonly manifest: Manifest;
  readonly files: number;
  readonly documents: number;
  readonly violations: readonly PlacedViolation[];
  readonly malformed: readonly PlacedMalformed[];
  /** What rules can't tell for lack of evidence. */
  readonly undetermined: readonly PlacedUndetermined[];
  /** Files and documents that could not be read. */
  readonly problems: readonly LoadProblem[];
  /** Documents that a rule or engine failed on: what else is wrong with them is not known. */
  readonly failures: readonly EvaluationFailure[];
  /** Documents, and parts of them, in which no input kind was found. */
  readonly unrecognised: readonly PlacedUnrecognised[];
  /** Files and folders that a program must make documents of first. */
  readonly unrendered: readonly Unrendered[];
}

export interface EvaluationFailure {
  readonly file: string;
  /** Line that the document starts at. */
  readonly line: number;
  /** Names the rule or input kind. */
  readonly message: string;
}

export interface PlacedUnrecognised {
  readonly file: string;
  /** Line that the document or its part starts at. */
  readonly line: number;
  /** Empty for a whole document. */
  readonly path: Path;
  /** What it is, for people: `v1 Secret`, `IAM policy`; "" where nothing says it. */
  readonly description: string;
  /** Whether rules of access can be about it: a bucket or another program's file can't say who may do what. */
  readonly concernsAccess: boolean;
}

/** Entries of a report with their places; nothing else of the document stays in memory for them. */
export function placed<Entry extends { readonly document: number; readonly path: Path }>(
  document: SourceDocument,
  entries: readonly Entry[],
): (Omit<Entry, "document"> & { readonly place: Place })[] {
  if (entries.length === 0) return [];
  const locations = document.locateAll(entries.map(({ path }) => path));
  return entries.map(({ document: _, ...entry }, index) =>
    detached({ ...entry, place: placeOf(document, locations[index]!) }),
  );
}

function placeOf({ file }: SourceDocument, { line, column, endLine, endColumn }: Location): Place {
  return { file: file.name, line, column, endLine, endColumn, source: excerptOf(file.line(line), column) };
}

/**
 * A copy whose strings are their own. A part of a string keeps the whole of it in memory in V8, and names, messages and
 * lines are parts of a file's text: without this, a run would hold every file in which something was found. Reports are
 * made of JSON values, which JSON copies several times as fast as `structuredClone`.
 */
function detached<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

/** The resources of a plan or template that can't say who may do what are counted, and not listed. */
export function isListed({ path, concernsAccess }: PlacedUnrecognised): boolean {
  return concernsAccess || path.length === 0;
}

/** Says what the parts of a document are that no input kind recognises, as far as they say so themselves. */
export function describeUnrecognised(
  document: SourceDocument,
  unrecognised: readonly UnrecognisedPart[],
): PlacedUnrecognised[] {
  if (unrecognised.length === 0) return [];
  const locations = document.locateAll(unrecognised.map(({ path }) => path));
  const parts = new Map(expand(new Raw(document.value, undefined)).map((part) => [keyOf(pathOf(part.link)), part]));
  return unrecognised.map(({ path }, index) =>
    detached({
      file: document.file.name,
      line: path.length === 0 ? document.firstLine() : locations[index]!.line,
      path,
      ...descriptionOf(parts.get(keyOf(path))!),
    }),
  );
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}

/** `file`, `file:line` or `file:line:column`, as far as it is known. */
export function placeText({ file, line, column }: Pick<LoadProblem, "file" | "line" | "column">): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
}

/** The remedies of a run's rules by their ids. */
export function remediesOf({ manifest }: RunResult): ReadonlyMap<string, string> {
  return new Map(manifest.rules.map(({ id, remediation }) => [id, remediation]));
}
