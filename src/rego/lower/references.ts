import { ref, type Term } from "../ast.ts";

/**
 * The term for a comparison that nothing fails: a reference, undefined where there is nothing, in place of a look-up
 * that would say so.
 *
 * @param isText whether it is compared with a text, which nothing but the same text equals
 */
export function reference(term: Term, isText = false): Term {
  if (term.kind !== "call") return term;
  const [base, path, otherwise] = term.arguments;
  if (base === undefined || path === undefined || (base.kind !== "var" && base.kind !== "ref")) return term;
  const keys = constants(path);
  if (keys === undefined) return term;
  if (term.name === "object.get" && otherwise?.kind === "scalar" && otherwise.value === null) return ref(base, ...keys);
  return isText && term.name === "std.text_member" ? ref(base, "value", ...keys) : term;
}

function constants(path: Term): string[] | undefined {
  const keys = path.kind === "array" ? path.items : [path];
  const texts = keys.flatMap((key) => (key.kind === "scalar" && typeof key.value === "string" ? [key.value] : []));
  return texts.length === keys.length ? texts : undefined;
}
