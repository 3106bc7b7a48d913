import { array, object, scalar, type Term } from "./ast.ts";

/** A JSON value as a term. */
export function regoValue(value: unknown): Term {
  if (Array.isArray(value)) return array(...value.map(regoValue));
  if (typeof value === "object" && value !== null)
    return object(Object.entries(value).map(([key, inner]) => [key, regoValue(inner)]));
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return scalar(value);
  return scalar(null);
}
