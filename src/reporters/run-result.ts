import type { LoadProblem, SourceDocument } from "../loader/index.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { ReportedMalformed, ReportedViolation } from "../evaluator/report.ts";

/** A place in a file, with the line that it is in. Line and column count from 1, columns in UTF-16 units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number | undefined;
  readonly endColumn: number | undefined;
  readonly source: string;
}

export interface PlacedViolation extends Omit<ReportedViolation, "document"> {
  readonly place: Place;
}

export interface PlacedMalformed extends Omit<ReportedMalformed, "document"> {
  readonly place: Place;
}

/** What a run of `check` found, in the order of files and places. */
export interface RunResult {
  readonly manifest: Manifest;
  readonly files: number;
  readonly documents: number;
  readonly violations: readonly PlacedViolation[];
  readonly malformed: readonly PlacedMalformed[];
  /** Files and documents that could not be read. */
  readonly problems: readonly LoadProblem[];
  /** Documents that a rule or engine failed on: what else is wrong with them is not known. */
  readonly failures: readonly EvaluationFailure[];
  /** Documents in which no input kind was found. */
  readonly unrecognised: readonly UnrecognisedDocument[];
}

export interface EvaluationFailure {
  readonly file: string;
  /** Line that the document starts at. */
  readonly line: number;
  /** Names the rule or input kind. */
  readonly message: string;
}

export interface UnrecognisedDocument {
  readonly file: string;
  /** Line that the document starts at. */
  readonly line: number;
  /** `kind` and `apiVersion` of a Kubernetes resource, for people; "" where there are none. */
  readonly description: string;
}

/** Finds the place of a path in a document. */
export function placeOf(document: SourceDocument, path: readonly (string | number)[]): Place {
  const location = document.locate(path);
  return {
    file: document.file.name,
    line: location.line,
    column: location.column,
    endLine: location.endLine,
    endColumn: location.endColumn,
    source: document.file.line(location.line),
  };
}

/** Says what an unrecognised document is, as far as it says so itself. */
export function describeUnrecognised(document: SourceDocument): UnrecognisedDocument {
  const { value } = document;
  const fields = typeof value === "object" && value !== null ? (value as { apiVersion?: unknown; kind?: unknown }) : {};
  const words = [fields.apiVersion, fields.kind].filter((word): word is string => typeof word === "string");
  return { file: document.file.name, line: document.firstLine(), description: words.join(" ") };
}
