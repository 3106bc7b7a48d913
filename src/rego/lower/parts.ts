import { array, call, concatenate, nothing, object, ref, type Statement, scalar, type Term } from "../ast.ts";
import type { BodyLowering } from "./body.ts";
import type { Access, Held, Part, Place } from "./held.ts";

/** What is reached, as it stands in the document; nothing where there is none. */
export function valueAt({ base, keys, baseMayBeNothing, isThere }: Access, scope: BodyLowering): Term {
  const [key] = keys;
  if (key === undefined) return base;
  if (baseMayBeNothing) return scope.module.support("get", base, array(...keys));
  if (isThere) return referenceTo({ base, keys }, scope);
  return call("object.get", base, keys.length === 1 ? key : array(...keys), nothing);
}

/** The value of a part by itself: nothing exactly if the part counts as nothing. */
export function wholeValueAt(part: Part, scope: BodyLowering): Term {
  const at = valueAt(part, scope);
  if (part.presence === undefined || part.shape.type === "object") return at;
  const empty: Term = part.shape.type === "list" ? array() : object([]);
  return scope.module.support("unless_null", part.presence, scope.module.support("coalesce", at, empty));
}

/**
 * A reference to what is reached, which is undefined where there is nothing: as good as nothing where only something
 * would count.
 */
export function referenceTo({ base, keys }: Pick<Access, "base" | "keys">, scope: BodyLowering): Term {
  if (keys.length === 0) return base;
  const constant = (key: Term): string | Term =>
    key.kind === "scalar" && typeof key.value === "string" ? key.value : key;
  return ref(scope.referable(base, "object"), ...keys.map(constant));
}

/** A term that is nothing exactly if what is held is nothing. */
export function presenceOf(held: Held, scope: BodyLowering): Term {
  if (held.form !== "part") return held.form === "tuple" ? array() : held.term;
  if (held.presence !== undefined) return held.presence;
  const at = valueAt(held, scope);
  if (held.shape.type === "object" || held.isOptional) return at;
  // Where the document has none, there is an empty one.
  return scope.module.support(held.shape.type === "list" ? "as_list" : "as_record", at);
}

export function pathTerm({ base, keys }: Place): Term {
  return keys.length === 0 ? base : concatenate(base, keys);
}

export function below({ base, keys }: Place, ...more: readonly Term[]): Place {
  return { base, keys: [...keys, ...more] };
}

/** Where something is that has a place: an instance, a part, or a value that holds its path under a key. */
export function placeOf(held: Held, key: "path" | "$path", scope: BodyLowering): Place {
  if (held.form === "part") return held.place;
  if (held.form === "tuple") throw new Error("a list has no place");
  const base = scope.referable(held.term, "node");
  return { base: ref(base, held.form === "instance" ? "path" : key), keys: [] };
}

/** What a loop over the elements of a list goes through, and where the element at an index is. */
export function elementsOf(
  list: Part,
  index: Term,
  scope: BodyLowering,
): { readonly source: Term; readonly place: Place } {
  if (list.shape.type === "list" && list.shape.lone) {
    const at = scope.referable(valueAt(list, scope), "list");
    return {
      source: scope.module.support("listed", at),
      place: { base: scope.module.support("listed_path", at, pathTerm(list.place), index), keys: [] },
    };
  }
  return { source: referenceTo(list, scope), place: below(list.place, index) };
}

/**
 * The test that there is something to go through: OPA finds nothing in null, and regorus says that nothing can be found
 * there.
 */
export function testOfSource({ shape, isThere, baseMayBeNothing }: Part, source: Term): Statement[] {
  const isSure = isThere && !baseMayBeNothing;
  if (isSure || (shape.type === "list" && shape.lone)) return [];
  return [{ kind: "term", term: call(shape.type === "list" ? "is_array" : "is_object", source) }];
}

/** The part that an expression of a type is, which TypeScript may know to be there. */
export function narrowed<Kept extends Held>(held: Kept, mayBeNothing: boolean): Kept {
  if (mayBeNothing || held.form !== "part" || held.shape.type !== "object") return held;
  const { presence: _, ...part } = held;
  return { ...part, baseMayBeNothing: false, isThere: true } as unknown as Kept;
}

/** The part that a term is, which has its `value` and its `path`, or is nothing. */
export function boxed(shape: Part["shape"], term: Term, mayBeNothing: boolean, scope: BodyLowering): Part {
  return {
    form: "part",
    shape,
    base: term,
    keys: [scalar("value")],
    baseMayBeNothing: mayBeNothing,
    isThere: true,
    place: {
      base: mayBeNothing ? scope.module.support("get", term, array(scalar("path"))) : ref(term, "path"),
      keys: [],
    },
    box: term,
    presence: term,
    isOptional: mayBeNothing,
  };
}

/** A value with its path. */
export function boxOf(at: Term, place: Place): Term {
  return object([
    ["value", at],
    ["path", pathTerm(place)],
  ]);
}
