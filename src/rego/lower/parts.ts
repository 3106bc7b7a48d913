import { shapeNamed } from "../../shapes/restricted.ts";
import { type Field, isLeftOutUnknown, isObjectLike, mayBeAbsent, type Shape } from "../../shapes/shape.ts";
import { array, call, concatenate, nothing, object, ref, scalar, type Term, variable } from "../ast.ts";
import type { BodyLowering } from "./context.ts";
import { type Form, type Held, type Instance, itemsOf, type Part, type Place, value } from "./held.ts";

/** The value of a part as it stands in the document; nothing where there is none. */
export function valueAt({ base, keys, baseMayBeNothing, isThere }: Part, scope: BodyLowering): Term {
  if (keys.length === 0) return base;
  const path = array(...keys.map((key) => scalar(key)));
  if (baseMayBeNothing) return scope.module.support("get", base, path);
  const [key] = keys;
  if (isThere) return ref(scope.referable(base, "object"), ...keys);
  return call("object.get", base, keys.length === 1 && key !== undefined ? scalar(key) : path, nothing);
}

/** The value of a part by itself: nothing exactly if the part counts as nothing. */
export function wholeValueAt(part: Part, scope: BodyLowering): Term {
  const at = valueAt(part, scope);
  if (part.presence === undefined || part.shape.type === "object") return at;
  const empty: Term = part.shape.type === "list" ? array() : object([]);
  return scope.module.support("unless_null", part.presence, scope.module.support("coalesce", at, empty));
}

/** What a loop over a part goes through: undefined, which is as good as empty there, where there is none. */
export function iterated({ base, keys }: Part, scope: BodyLowering): Term {
  return keys.length === 0 ? base : ref(scope.referable(base, "object"), ...keys);
}

/** A term that is nothing exactly if what is held is nothing. */
export function presenceOf(held: Held, scope: BodyLowering): Term {
  return held.form === "part" ? (held.presence ?? valueAt(held, scope)) : held.term;
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
  const base = scope.referable(held.term, "node");
  return { base: ref(base, held.form === "instance" ? "path" : key), keys: [] };
}

/** A field of an object of the document. */
export function fieldOf(held: Instance | Part, key: string, scope: BodyLowering): Held {
  const of =
    held.form === "instance" ? { type: "object" as const, name: scope.module.program.rootOf(held.kind) } : held.shape;
  if (of.type !== "object") throw new Error(`a ${of.type} has no field ${key}`);
  const field = shapeNamed(scope.module.program.objects, of.name).fields.find(({ name }) => name === key);
  if (held.form === "instance") return ofInstance(held, key, field, scope);
  return field === undefined ? value(nothing) : ofPart(held, field, scope);
}

function ofInstance(held: Instance, key: string, field: Field | undefined, scope: BodyLowering): Held {
  const { term } = held;
  if (key === "$request")
    return value(scope.module.support("admission_request", call("object.get", term, scalar("request"), nothing)));
  if (field === undefined) return value(nothing);
  const isThere = !mayBeAbsent(field);
  const [access, place]: [Access, Place] = held.isWhole
    ? [
        { base: ref(term, "value"), keys: [key], baseMayBeNothing: false, isThere },
        { base: ref(term, "path"), keys: [scalar(key)] },
      ]
    : [
        { base: ref(term, "fields"), keys: [key, "value"], baseMayBeNothing: false, isThere },
        { base: ref(term, "fields", key, "path"), keys: [] },
      ];
  return read(field.shape, field.optional, access, place, undefined, scope);
}

type Access = Pick<Part, "base" | "keys" | "baseMayBeNothing" | "isThere">;

function ofPart(part: Part, field: Field, scope: BodyLowering): Held {
  const isThere = part.isThere && !mayBeAbsent(field);
  const inside: Access =
    part.isThere && !part.baseMayBeNothing && !isThere
      ? { base: valueAt(part, scope), keys: [field.name], baseMayBeNothing: false, isThere }
      : { ...part, keys: [...part.keys, field.name], isThere };
  const parentMayBeNothing = part.baseMayBeNothing || !part.isThere;
  // A list of an object that isn't there is nothing; of one that is, it is empty where the document has none.
  const presence =
    parentMayBeNothing && !field.optional && (field.shape.type === "list" || field.shape.type === "record")
      ? presenceOf(part, scope)
      : undefined;
  return read(
    field.shape,
    field.optional || parentMayBeNothing,
    inside,
    below(part.place, scalar(field.name)),
    presence,
    scope,
  );
}

/** What stands at an access, of a shape. */
function read(
  shape: Shape,
  isOptional: boolean,
  access: Access,
  place: Place,
  presence: Term | undefined,
  scope: BodyLowering,
): Held {
  const part = {
    form: "part",
    ...access,
    place,
    isOptional: isOptional && presence === undefined,
    ...(presence && { presence }),
  } as const;
  switch (shape.type) {
    case "string":
    case "integer":
    case "boolean":
      return value(valueAt({ ...part, shape: anyRecord }, scope));
    case "scalar":
      return value(scope.module.support("decoded_scalar", valueAt({ ...part, shape: anyRecord }, scope)));
    case "raw": {
      const at = valueAt({ ...part, shape: anyRecord }, scope);
      const raw = boxOf(at, place);
      return value(isOptional ? scope.module.support("unless_null", at, raw) : raw);
    }
    case "resolvable": {
      if (isObjectLike(shape.value)) return read(shape.value, true, access, place, presence, scope);
      const known = scope.module.support("known", valueAt({ ...part, shape: anyRecord }, scope));
      return read(
        shape.value,
        true,
        { base: known, keys: [], baseMayBeNothing: true, isThere: true },
        place,
        presence,
        scope,
      );
    }
    case "object":
    case "list":
    case "record":
      return { ...part, shape };
  }
}

/** The part that an expression of a type is, which TypeScript may know to be there. */
export function narrowed(held: Held, mayBeNothing: boolean): Held {
  if (mayBeNothing || held.form !== "part" || held.shape.type !== "object") return held;
  const { presence: _, ...part } = held;
  return { ...part, baseMayBeNothing: false, isThere: true };
}

/** For a part of which only the value is asked. */
const anyRecord = { type: "record", values: { type: "raw" } } as const;

/** What an element or an entry is, whose value a variable has. */
export function itemOf(shape: Shape, item: Term, place: Place, scope: BodyLowering): Held {
  return read(shape, false, { base: item, keys: [], baseMayBeNothing: false, isThere: true }, place, undefined, scope);
}

function boxOf(at: Term, place: Place): Term {
  return object([
    ["value", at],
    ["path", pathTerm(place)],
  ]);
}

/** The part that a term is, which has its `value` and its `path`. */
export function boxed(shape: Part["shape"], term: Term, mayBeNothing: boolean): Part {
  return {
    form: "part",
    shape,
    base: term,
    keys: ["value"],
    baseMayBeNothing: mayBeNothing,
    isThere: true,
    place: { base: ref(term, "path"), keys: [] },
    presence: term,
    isOptional: mayBeNothing,
  };
}

/** What is held as the term of a value, which for a part is a copy that rules can hold on to. */
export function termOf(held: Held, scope: BodyLowering): Term {
  const { program } = scope.module;
  switch (held.form) {
    case "value":
      return held.term;
    case "instance":
      return call(scope.module.external(program.decoders.ofKind(held.kind)), held.term);
    case "parts": {
      const item = scope.fresh("item");
      return {
        kind: "comprehension",
        type: "array",
        value: termOf(boxed(held.items, variable(item), false), scope),
        body: [{ kind: "some", value: item, source: held.term }],
      };
    }
    case "part":
      return decoded(held, scope);
  }
}

function decoded(part: Part, scope: BodyLowering): Term {
  const { module } = scope;
  const at = valueAt(part, scope);
  const copy = (): Term =>
    call(module.external(module.program.decoders.of(part.shape, part.isOptional)), at, pathTerm(part.place));
  let term: Term;
  if (isListOfPlain(part.shape)) term = part.isOptional ? at : module.support("as_list", at);
  else if (part.shape.type === "record" && isPlain(part.shape.values)) {
    const { loneKey } = part.shape;
    const over = loneKey === undefined ? at : module.support("keyed", at, scalar(loneKey));
    term = part.isOptional ? over : module.support("as_record", over);
  } else term = copy();
  return part.presence !== undefined && part.shape.type !== "object"
    ? module.support("unless_null", part.presence, term)
    : term;
}

/** Whether what is held is a list of the document whose elements are values as they stand there. */
export function isPlainList(held: Held): held is Part {
  return held.form === "part" && isListOfPlain(held.shape);
}

function isListOfPlain(shape: Shape): boolean {
  return shape.type === "list" && !shape.lone && isPlain(shape.items);
}

/** Whether a decoded value is the value itself. */
function isPlain(shape: Shape): boolean {
  return shape.type === "string" || shape.type === "integer" || shape.type === "boolean";
}

/** A term that has as many elements as a list has. */
export function countedOf(held: Held, scope: BodyLowering): Term {
  if (held.form === "parts") return held.term;
  if (held.form !== "part" || held.shape.type !== "list" || held.shape.lone || held.isOptional)
    return termOf(held, scope);
  if (isLeftOutUnknown(held.shape.items) || held.presence !== undefined) return termOf(held, scope);
  return scope.module.support("as_list", valueAt(held, scope));
}

/** What is held as a term of a form that it has. */
export function termAs(held: Held, { form }: Form, scope: BodyLowering): Term {
  if (form === "part" && held.form === "part") {
    const at = valueAt(held, scope);
    const mayBeNothing = held.baseMayBeNothing || !held.isThere;
    const box = boxOf(at, held.place);
    return mayBeNothing ? scope.module.support("unless_null", presenceOf(held, scope), box) : box;
  }
  if (form === "parts" && held.form === "part") return boxes(held, scope);
  if (form === "parts" && held.form === "parts") return held.term;
  return termOf(held, scope);
}

/** The elements of a list of objects, each with its place. */
function boxes(list: Part, scope: BodyLowering): Term {
  const items = itemsOf(list.shape);
  if (items === undefined) throw new Error("not a list of objects");
  const inner = scope.nested(true);
  const [index, item] = [inner.fresh("index"), inner.fresh("item")];
  const { source, place } = elementsOf(list, variable(index), inner);
  inner.push({ kind: "some", key: index, value: item, source });
  const all: Term = { kind: "comprehension", type: "array", value: boxOf(variable(item), place), body: inner.body };
  return list.isOptional || list.presence !== undefined
    ? scope.module.support("unless_null", presenceOf(list, scope), all)
    : all;
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
  return { source: iterated(list, scope), place: below(list.place, index) };
}
