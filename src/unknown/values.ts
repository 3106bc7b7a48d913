import type { Origin } from "../authoring/part.ts";
import type { Path, Segment } from "../paths.ts";

/**
 * Values of rules over documents in which something isn't known, as plain JSON: the twin in Rego has the same. Known
 * scalars stand for themselves, all else is an object that says what it `is`. Values of documents stand only inside
 * `raw`, so none can be taken for one of these.
 */
export type Value =
  | Scalar
  | Unknown
  | PartialText
  | Bounds
  | Collection
  | ObjectValue
  | RecordValue
  | RawValue
  | InstanceValue
  | CandidateValue
  | ViolationValue
  | UndeterminedValue
  | MalformedValue;

/** Null is nothing, JavaScript's `undefined` too. */
export type Scalar = string | number | boolean | null;

/** A place of a document that decides, and why its value isn't known, in words. */
export interface Place {
  readonly path: Path;
  readonly why: string;
}

/** Sorted, without duplicates, no more than `mostPlaces` (because.ts). */
export type Because = readonly Place[];

/** Anything of its static type, nothing too. */
export interface Unknown {
  readonly is: "unknown";
  readonly because: Because;
  /** What it is called where people read it; two with the same id are surely the same value. */
  readonly id: string | null;
  /**
   * Whether it is a text that isn't empty of certain characters: of letters, digits and hyphens, or if it is `plain` of
   * all but white space and what has a meaning in policies (`*?${}`), as names and ARNs of resources are.
   */
  readonly clean: boolean | "plain";
}

/** A text that isn't nothing, with unknown parts, at least one: no literal is empty or follows another. */
export interface PartialText {
  readonly is: "text";
  readonly parts: readonly (string | Unknown)[];
}

/** An integer between two bounds that differ. */
export interface Bounds {
  readonly is: "number";
  readonly least: number;
  /** Null where there is no bound. */
  readonly greatest: number | null;
  readonly because: Because;
}

/** Whether something holds: true, false, or not known. */
export type Truth = boolean | Unknown;

/** Whether an element or entry is there; one that isn't there isn't in the list. */
export type Sure = true | Unknown;

export type ListItem = readonly [value: Value, sure: Sure];

/** A list in its order, or a set of which no two items are surely equal. */
export interface Collection {
  readonly is: "list" | "set";
  readonly items: readonly ListItem[];
  /** Why there may be any number of further elements, anywhere; null where there are none. */
  readonly open: Because | null;
}

/** What a decoder makes of an object of the document, with its path, or a rule of nothing, without one. */
interface ObjectValue {
  readonly is: "object";
  readonly fields: { readonly [name: string]: Value };
  readonly path: Path | null;
}

export type RecordEntry = readonly [key: Value, value: Value, sure: Sure];

/** No two keys are surely equal. */
export interface RecordValue {
  readonly is: "record";
  readonly entries: readonly RecordEntry[];
  readonly open: Because | null;
  /** The path of the node that it is a copy of. */
  readonly path?: Path | null;
}

/** A value of a document as it is written there. */
export interface RawValue {
  readonly is: "raw";
  readonly value: unknown;
  readonly path: Path;
  readonly origin: Origin | null;
  /** Terraform's `after_unknown` of the value: true, or an object or list that holds true somewhere. */
  readonly unknown?: unknown;
  /** The unknown parts that private-use characters in its texts stand for. */
  readonly parts?: readonly Unknown[];
  /** The admission request that a document came with. */
  readonly request?: unknown;
}

/** An instance of an input kind, decoded. */
interface InstanceValue {
  readonly is: "instance";
  readonly path: Path;
  readonly resource: string;
  readonly fields: { readonly [name: string]: Value };
}

/** What a finder yields, not decoded yet. */
export interface CandidateValue {
  readonly is: "candidate";
  readonly at: Value;
  readonly resource: string;
  /** The raw values of the fields; null where they are the members of `at`. */
  readonly fields: { readonly [name: string]: Value } | null;
}

interface ViolationValue {
  readonly is: "violation";
  /** Null where the node isn't known. */
  readonly path: Path | null;
  readonly message: string;
}

/** What a rule's author says of missing evidence. */
interface UndeterminedValue {
  readonly is: "undetermined";
  readonly path: Path | null;
  readonly message: string;
  readonly missing: string;
  readonly collect: string;
}

/** In place of a value of the document that isn't what its interface says. */
export interface MalformedValue {
  readonly is: "malformed";
  readonly path: Path;
  readonly expected: string;
  readonly found: string;
}

/** Whether a value is an object that says what it is: no scalar. */
export function isCompound(value: Value): value is Exclude<Value, Scalar> {
  return typeof value === "object" && value !== null;
}

export function isUnknown(value: Value): value is Unknown {
  return isCompound(value) && value.is === "unknown";
}

/** A value of which nothing is known but why. */
export function unknown(because: Because): Unknown {
  return { is: "unknown", because, id: null, clean: false };
}

export function listOf(values: readonly Value[]): Collection {
  return { is: "list", items: values.map((value) => [value, true]), open: null };
}

/** A list of which no element is known. */
export function openList(because: Because): Collection {
  return { is: "list", items: [], open: because };
}

/** The values of a list or set whose elements are all there and no others; of anything else nothing. */
export function closedItems(value: Value): readonly Value[] | undefined {
  if (!isCompound(value) || (value.is !== "list" && value.is !== "set")) return undefined;
  return value.open === null && value.items.every(([, sure]) => sure === true)
    ? value.items.map(([item]) => item)
    : undefined;
}

/** The path of a node, or null where it has none. */
export function pathOfNode(node: Value): Path | null {
  if (!isCompound(node)) return null;
  const isNode = node.is === "object" || node.is === "record" || node.is === "raw" || node.is === "instance";
  return isNode ? (node.path ?? null) : null;
}

/** A path that goes on by a key. */
export function below(path: Path, key: Segment): Path {
  return [...path, key];
}
