import { EvaluationError } from "./policies.ts";

/** A document of the loader, as far as it matters here: a JSON value that is known to be one. */
interface Loaded {
  readonly value: unknown;
  locate(path: readonly (string | number)[]): unknown;
}

/** Far more than any real document, and few enough for every later recursion. */
const deepest = 2_000;

/**
 * The JSON values of documents, which may be such values or documents of the loader. What is neither is refused:
 * engines would read it each in their own way, or find nothing in it and so nothing wrong with it. Half of a surrogate
 * pair, a text to JavaScript alone, becomes U+FFFD, as it does for the loader and for parsers of JSON in Go.
 *
 * @throws TypeError if `documents` is one document, or its text, instead of several documents
 * @throws EvaluationError if one of them is no JSON value: text in a `Buffer`, `undefined`, a `NaN`, a `Date`
 */
export function valuesOf(documents: Iterable<unknown>): Iterable<unknown> {
  const given: unknown = documents;
  if (typeof given === "string" || ArrayBuffer.isView(given))
    throw new TypeError("documents are given as parsed values, not as text: evaluate([JSON.parse(text)])");
  if (typeof given !== "object" || given === null || !(Symbol.iterator in given))
    throw new TypeError("documents are given as an array: evaluate([document])");
  return checked(documents);
}

function* checked(documents: Iterable<unknown>): Generator<unknown, void> {
  let index = 0;
  for (const document of documents) {
    if (isLoaded(document)) {
      yield document.value;
    } else {
      const { value, fault } =
        document === undefined ? { value: undefined, fault: "there is undefined" } : jsonOf(document);
      if (fault !== undefined) throw new EvaluationError(index, `document ${index} is not a JSON value: ${fault}`);
      yield value;
    }
    index++;
  }
}

/**
 * A value as JSON, where half of a surrogate pair is U+FFFD; and, where it isn't JSON, why. A member that is undefined
 * is absent.
 */
export function jsonOf(given: unknown): { readonly value: unknown; readonly fault: string | undefined } {
  const fault = faultOf(given, 0);
  if (fault !== half) return { value: given, fault };
  const value = wellFormed(given, 0);
  return { value, fault: faultOf(value, 0) };
}

function isLoaded(document: unknown): document is Loaded {
  // No JSON value holds a function.
  return (
    typeof document === "object" &&
    document !== null &&
    "value" in document &&
    typeof (document as Partial<Loaded>).locate === "function"
  );
}

const half = "there is half of a surrogate pair";

/** A copy with U+FFFD for each half of a surrogate pair; nothing is copied at depths that are refused. */
function wellFormed(value: unknown, depth: number): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value !== "object" || value === null || depth > deepest) return value;
  if (Array.isArray(value)) return value.map((item) => wellFormed(item, depth + 1));
  // The copy of a `Date` would be an empty object.
  if (!isPlain(value)) return value;
  // fromEntries defines own properties, `__proto__` too.
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner, depth + 1)]),
  );
}

/** Why a value is not JSON, or `undefined` where it is; a member that is undefined is absent. */
function faultOf(value: unknown, depth: number): string | undefined {
  switch (typeof value) {
    case "string":
      return value.isWellFormed() ? undefined : half;
    case "boolean":
    case "undefined":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : `there is ${value}`;
    case "object":
      return value === null ? undefined : containerFault(value, depth);
    default:
      return `there is a ${typeof value}`;
  }
}

function containerFault(value: object, depth: number): string | undefined {
  if (depth > deepest) return `it contains itself or is nested deeper than ${deepest} levels`;
  if (Array.isArray(value)) {
    for (const item of value) {
      const fault = faultOf(item, depth + 1);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }
  if (!isPlain(value)) return `there is ${nameOf(value)}`;
  for (const key in value) {
    if (!key.isWellFormed()) return half;
    const fault = faultOf((value as { readonly [key: string]: unknown })[key], depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** What an object is that isn't plain. */
function nameOf(value: object): string {
  const name = value.constructor?.name;
  return name === undefined || name === "" || name === "Object" ? "an object with a prototype of its own" : `a ${name}`;
}

/** Whether an object has no prototype of its own kind. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // An object of another realm has an `Object.prototype` of its own, whose own prototype is null too.
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
