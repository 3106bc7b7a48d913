import { array, call, object, set, type Term } from "./ast.ts";

/**
 * A term with the same value whose type doesn't say that it is empty. OPA's type checker refuses to iterate what it can
 * prove empty, such as `[]`, where an engine compiles modules one after another.
 */
export function notProvablyEmpty(term: Term): Term {
  if (term.kind === "array" && term.items.length === 0)
    return call("array.slice", term, { kind: "scalar", value: 0 }, { kind: "scalar", value: 0 });
  if (term.kind === "set" && term.items.length === 0) return call("union", set(term));
  if (term.kind === "object" && term.entries.length === 0) return call("object.remove", object([]), array());
  return term;
}
