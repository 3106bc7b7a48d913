import { united, why } from "./because.ts";
import { areSame, excludeEachOther, mayBe, partsOf } from "./texts.ts";
import { type Bounds, isCompound, isUnknown, type Truth, type Unknown, unknown, type Value } from "./values.ts";

/** Whether two values are written alike: then what is known of one is known of the other. */
export function isAlike(left: Value, right: Value): boolean {
  if (left === right) return true;
  return (
    isCompound(left) && isCompound(right) && left.is === right.is && JSON.stringify(left) === JSON.stringify(right)
  );
}

/** A text that two values have in common if they are surely equal; undefined for one that equals none for sure. */
export function identityOf(value: Value): string | undefined {
  if (!isCompound(value)) return JSON.stringify(value);
  const only = lone(value);
  if (only !== undefined) return only.id === null ? undefined : `?${only.id}`;
  if (value.is === "text") {
    const parts = value.parts.map((part) => (typeof part === "string" ? part : { id: part.id }));
    return parts.some((part) => typeof part === "object" && part.id === null) ? undefined : JSON.stringify(parts);
  }
  return why(value).length === 0 ? JSON.stringify(value) : undefined;
}

/** Whether two values are equal. */
export function equal(left: Value, right: Value): Truth {
  if (!isCompound(left)) return isCompound(right) ? equalToScalar(right, left) : left === right;
  if (!isCompound(right)) return equalToScalar(left, right);
  const [first, second] = [partsOf(left), partsOf(right)];
  if (areOneUnknown(left, right)) return true;
  if (first !== undefined && second !== undefined) {
    if (areSame(first, second)) return true;
    return !excludeEachOther(first, second) && bothUnknown(left, right);
  }
  if (isUnknown(left) || isUnknown(right)) return bothUnknown(left, right);
  if (left.is === "number" && right.is === "number") return meet(left, right) && bothUnknown(left, right);
  if (left.is !== right.is) return false;
  const because = united(why(left), why(right));
  return because.length > 0 ? unknown(because) : isAlike(left, right);
}

function equalToScalar(value: Exclude<Value, string | number | boolean | null>, scalar: Value): Truth {
  switch (value.is) {
    case "unknown":
      if (!value.clean) return unknown(value.because);
      return typeof scalar === "string" && mayBe(scalar, [value]) && unknown(value.because);
    case "text":
      return typeof scalar === "string" && mayBe(scalar, value.parts) && unknown(why(value));
    case "number":
      return typeof scalar === "number" && meet(value, boundsOf(scalar)) && unknown(value.because);
    default:
      return false;
  }
}

function bothUnknown(left: Value, right: Value): Unknown {
  return unknown(united(why(left), why(right)));
}

/** The unknown that a value is, or that is all of a text. */
function lone(value: Value): Unknown | undefined {
  if (!isCompound(value)) return undefined;
  if (value.is === "unknown") return value;
  if (value.is !== "text" || value.parts.length !== 1) return undefined;
  const [only] = value.parts;
  return typeof only === "string" ? undefined : only;
}

function areOneUnknown(left: Value, right: Value): boolean {
  const id = lone(left)?.id ?? null;
  return id !== null && id === lone(right)?.id;
}

type Range = Pick<Bounds, "least" | "greatest">;

function meet(left: Range, right: Range): boolean {
  return (
    (left.greatest === null || right.least <= left.greatest) &&
    (right.greatest === null || left.least <= right.greatest)
  );
}

function boundsOf(number: number): Range {
  return { least: number, greatest: number };
}

/** Whether one number is less than another, or greater; what isn't known as far as bounds tell. */
export function inOrder(operator: "<" | "<=" | ">" | ">=", left: Value, right: Value): Truth {
  if (operator === ">") return inOrder("<", right, left);
  if (operator === ">=") return inOrder("<=", right, left);
  const [first, second] = [rangeOf(left), rangeOf(right)];
  if (first === undefined || second === undefined) return bothUnknown(left, right);
  const isLess = (one: number, other: number): boolean => (operator === "<" ? one < other : one <= other);
  if (first.greatest !== null && isLess(first.greatest, second.least)) return true;
  if (second.greatest !== null && !isLess(first.least, second.greatest)) return false;
  return bothUnknown(left, right);
}

function rangeOf(value: Value): Range | undefined {
  if (typeof value === "number") return boundsOf(value);
  return isCompound(value) && value.is === "number" ? value : undefined;
}
