import { united, why } from "./because.ts";
import { isCompound, type Sure, type Truth, unknown, type Value } from "./values.ts";

/** Kleene's logic of three truth values, of which the third says why. */
export function not(truth: Truth): Truth {
  return typeof truth === "boolean" ? !truth : unknown(truth.because);
}

export function and(left: Truth, right: Truth): Truth {
  if (left === false || right === false) return false;
  if (left === true) return reason(right);
  return right === true ? reason(left) : unknown(united(left.because, right.because));
}

export function or(left: Truth, right: Truth): Truth {
  if (left === true || right === true) return true;
  if (left === false) return reason(right);
  return right === false ? reason(left) : unknown(united(left.because, right.because));
}

/** A truth of its own: what isn't known has no name. */
function reason(truth: Truth): Truth {
  return typeof truth === "boolean" || truth.id === null ? truth : unknown(truth.because);
}

/** Whether an element is there that is there if something else is, and a condition holds that isn't false. */
export function sureIf(sure: Sure, truth: Exclude<Truth, false>): Sure {
  return and(sure, truth) as Sure;
}

/** Whether a value counts as true in JavaScript. */
export function truthy(value: Value): Truth {
  if (!isCompound(value)) return Boolean(value);
  switch (value.is) {
    case "unknown":
      return value.clean !== false || unknown(value.because);
    case "text":
      return value.parts.some((part) => typeof part === "string" || part.clean !== false) || unknown(why(value));
    case "number":
      return value.least > 0 || unknown(value.because);
    default:
      return true;
  }
}
