import type { Severity } from "../authoring/rule.ts";
import type { Path } from "../paths.ts";
import { compareCodePoints } from "../std/text/index.ts";

/** A node that breaks a rule. */
export interface ReportedViolation {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: Path;
  /** What the node belongs to, for people: `Deployment shop/web`. */
  readonly resource: string;
  /** Index of the document in what was evaluated. */
  readonly document: number;
}

/** What a rule can't tell for lack of evidence. */
export interface ReportedUndetermined extends ReportedViolation {
  /** Id of the input kind of which no document of the run says anything. */
  readonly missing: string;
  /** A command that collects the evidence. */
  readonly collect: string;
}

/** An instance that is not what its input kind's interface says, so that no rule of the kind ran on it. */
export interface ReportedMalformed {
  /** Id of the input kind. */
  readonly kind: string;
  readonly resource: string;
  readonly path: Path;
  readonly expected: string;
  readonly found: string;
  readonly document: number;
}

/** A document, or an item of a list, or the object of an AdmissionReview, that no input kind recognises. */
export interface UnrecognisedPart {
  /** Empty for a whole document. */
  readonly path: Path;
  readonly document: number;
}

/** Everything that a policy set says of some documents; lists are sorted by document, path, rule and message. */
export interface Report {
  readonly violations: readonly ReportedViolation[];
  readonly malformed: readonly ReportedMalformed[];
  readonly undetermined: readonly ReportedUndetermined[];
  /** Where no input kind found an instance, so that nothing was checked. */
  readonly unrecognised: readonly UnrecognisedPart[];
  /** How many documents were evaluated. */
  readonly documents: number;
}

/** What an engine says of one document, in any order, with repetitions. */
export interface Verdict {
  readonly violations: readonly Omit<ReportedViolation, "document">[];
  readonly malformed: readonly Omit<ReportedMalformed, "document">[];
  readonly undetermined: readonly Omit<ReportedUndetermined, "document">[];
  /** Paths of the parts that no input kind recognises. */
  readonly unrecognised: readonly Path[];
}

/**
 * Puts the verdicts of documents together, in their order. The keys of entries have one order too: WASM gives them in
 * that of hashes.
 */
export function makeReport(verdicts: Iterable<Verdict>): Report {
  const violations: ReportedViolation[] = [];
  const malformed: ReportedMalformed[] = [];
  const undetermined: ReportedUndetermined[] = [];
  const unrecognised: UnrecognisedPart[] = [];
  let document = 0;
  for (const verdict of verdicts) {
    // One after another: a spread into `push` overflows the stack where a document has very many.
    for (const { rule, severity, message, path, resource } of ordered(verdict.violations, violationKey))
      violations.push({ rule, severity, message, path, resource, document });
    for (const { kind, resource, path, expected, found } of ordered(verdict.malformed, malformedKey))
      malformed.push({ kind, resource, path, expected, found, document });
    for (const { rule, severity, message, path, resource, missing, collect } of ordered(
      verdict.undetermined,
      undeterminedKey,
    ))
      undetermined.push({ rule, severity, message, path, resource, missing, collect, document });
    for (const path of [...verdict.unrecognised].sort(comparePaths)) unrecognised.push({ path, document });
    document++;
  }
  return { violations, malformed, undetermined, unrecognised, documents: document };
}

function ordered<Entry extends { readonly path: Path }>(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => readonly string[],
): readonly Entry[] {
  // The most frequent numbers, which need no keys.
  if (entries.length <= 1) return entries;
  const byKey = new Map(entries.map((entry) => [JSON.stringify([entry.path, keyOf(entry)]), entry]));
  return [...byKey.values()].sort(
    (left, right) => comparePaths(left.path, right.path) || compareLists(keyOf(left), keyOf(right)),
  );
}

function violationKey(violation: Verdict["violations"][number]): readonly string[] {
  return [violation.rule, violation.message, violation.resource];
}

function undeterminedKey(entry: Verdict["undetermined"][number]): readonly string[] {
  return [entry.rule, entry.message, entry.resource, entry.missing];
}

function malformedKey(entry: Verdict["malformed"][number]): readonly string[] {
  return [entry.kind, entry.expected, entry.found, entry.resource];
}

/** Document order as far as a path tells it: indexes by size, keys by code points, a node before what is inside it. */
export function comparePaths(left: Path, right: Path): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [first, second] = [left[index]!, right[index]!];
    if (first === second) continue;
    if (typeof first === "number" && typeof second === "number") return first - second;
    return compareCodePoints(String(first), String(second));
  }
  return left.length - right.length;
}

function compareLists(left: readonly string[], right: readonly string[]): number {
  for (let index = 0; index < left.length; index++) {
    const order = compareCodePoints(left[index]!, right[index]!);
    if (order !== 0) return order;
  }
  return 0;
}
