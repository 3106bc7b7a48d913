import type { Plain } from "../authoring/decision.ts";
import { RegoscriptError } from "../errors.ts";
import type { DecisionDescriptor, Manifest } from "../manifest/manifest.ts";
import type { Path } from "../paths.ts";
import { compareCodePoints } from "../std/text/index.ts";
import { closest } from "../text/closest.ts";
import { comparePaths, makeReport, type ReportedMalformed, type Verdict } from "./report.ts";

/** What a decision says of one instance. */
export interface ReportedResult {
  readonly resource: string;
  readonly path: Path;
  /** JSON, with the fields of the decision's declared result type. */
  readonly value: Plain;
  /** Index of the document in what was evaluated. */
  readonly document: number;
}

/** What a decision says of some documents; lists are sorted by document and path. */
export interface DecisionReport {
  readonly results: readonly ReportedResult[];
  /** Instances on which nothing was decided, since they are not what the input kind says. */
  readonly malformed: readonly ReportedMalformed[];
  /** Indexes of documents in which there is no instance. */
  readonly unrecognised: readonly number[];
  readonly documents: number;
}

/** What an engine says of one document, in any order, with repetitions. */
export interface DecisionVerdict {
  readonly results: readonly Omit<ReportedResult, "document">[];
  readonly malformed: Verdict["malformed"];
}

/** A decision that a policy set doesn't have. */
export class DecisionError extends RegoscriptError {
  constructor(message: string) {
    super(message);
    this.name = "DecisionError";
  }
}

/** @throws DecisionError if there is none with the id */
export function decisionOf({ decisions = [] }: Manifest, id: string): DecisionDescriptor {
  const descriptor = decisions.find((candidate) => candidate.id === id);
  if (descriptor === undefined)
    throw new DecisionError(
      decisions.length === 0
        ? `no decision \`${id}\`: these policies have none`
        : `no decision \`${id}\`${closest(
            id,
            decisions.map((candidate) => candidate.id),
          )}`,
    );
  return descriptor;
}

/** Puts the verdicts of documents together, in their order. */
export function makeDecisionReport(verdicts: readonly DecisionVerdict[]): DecisionReport {
  const results = verdicts.flatMap((verdict, document) => {
    const byKey = new Map(
      verdict.results.map(({ resource, path, value }) => [
        JSON.stringify([path, resource]),
        { resource, path, value: ordered(value), document },
      ]),
    );
    return [...byKey.values()].sort(
      (left, right) => comparePaths(left.path, right.path) || compareCodePoints(left.resource, right.resource),
    );
  });
  const { malformed, documents } = makeReport(
    verdicts.map((verdict) => ({ violations: [], undetermined: [], malformed: verdict.malformed, unrecognised: [] })),
  );
  const unrecognised = verdicts.flatMap((verdict, document) =>
    verdict.results.length + verdict.malformed.length === 0 ? [document] : [],
  );
  return { results, malformed, unrecognised, documents };
}

/** A value with the keys of its objects sorted: engines give them each in their own order. */
export function ordered(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value ?? null;
  const entries = Object.entries(value as { readonly [key: string]: Plain }).sort(([left], [right]) =>
    compareCodePoints(left, right),
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner)]));
}
