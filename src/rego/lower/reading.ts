import { shapeNamed } from "../../shapes/restricted.ts";
import { type Field, isLeftOutUnknown, isObjectLike, mayBeAbsent, type Shape } from "../../shapes/shape.ts";
import { call, nothing, object, ref, scalar, type Term } from "../ast.ts";
import type { BodyLowering } from "./body.ts";
import { type Access, type Held, type Instance, type Part, type PartShape, type Place, value } from "./held.ts";
import { below, boxOf, presenceOf, valueAt } from "./parts.ts";

/**
 * What an object of the document has where its interface declares no field: nothing, of which OPA's type checker
 * doesn't know. It would refuse what a policy of several input kinds does with a field that only another one has.
 */
const undeclared = call("object.get", object([]), scalar(""), nothing);

/** A field of an object of the document. */
export function fieldOf(held: Instance | Part, key: string, scope: BodyLowering): Held {
  const { program } = scope.module;
  const name = held.form === "instance" ? program.rootOf(held.kind) : nameOf(held);
  const field = shapeNamed(program.objects, name).fields.find((candidate) => candidate.name === key);
  if (held.form === "instance" && key === "$request")
    return value(scope.module.support("admission_request", call("object.get", held.term, scalar("request"), nothing)));
  if (field === undefined) return value(undeclared);
  return held.form === "instance" ? ofInstance(held, field, scope) : ofPart(held, field, scope);
}

function nameOf({ shape }: Part): string {
  if (shape.type !== "object") throw new Error(`a ${shape.type} has no fields`);
  return shape.name;
}

function ofInstance({ isWhole, term }: Instance, field: Field, scope: BodyLowering): Held {
  const { name, shape, optional } = field;
  const isThere = isAlwaysThere(field);
  const [access, place]: [Access, Place] = isWhole
    ? [
        { base: ref(term, "value"), keys: [scalar(name)], baseMayBeNothing: false, isThere },
        { base: ref(term, "path"), keys: [scalar(name)] },
      ]
    : [
        { base: ref(term, "fields"), keys: [scalar(name), scalar("value")], baseMayBeNothing: false, isThere },
        { base: ref(term, "fields", name, "path"), keys: [] },
      ];
  return read({ shape, isOptional: optional, access, place }, scope);
}

function ofPart(part: Part, field: Field, scope: BodyLowering): Held {
  const { name, shape, optional } = field;
  const parentMayBeNothing = part.baseMayBeNothing || !part.isThere;
  // A list of an object that isn't there is nothing; of one that is, it is empty where the document has none.
  const isEmptyWhereAbsent = parentMayBeNothing && !optional && ["list", "record", "text"].includes(shape.type);
  return read(
    {
      shape,
      isOptional: optional || parentMayBeNothing,
      access: accessBelow(part, scalar(name), isAlwaysThere(field), scope),
      place: below(part.place, scalar(name)),
      ...(isEmptyWhereAbsent && { presence: presenceOf(part, scope) }),
    },
    scope,
  );
}

/** Whether every well-formed object has a field: anything is well formed where a raw value is asked for. */
function isAlwaysThere(field: Field): boolean {
  return !mayBeAbsent(field) && field.shape.type !== "raw";
}

/** The value of a record of the document for a key; nothing where there is none. */
export function entryOf(record: Part, key: Term, scope: BodyLowering): Held {
  const { shape } = record;
  if (shape.type !== "record") throw new Error(`a ${shape.type} has no entries`);
  const whole: Part =
    shape.loneKey === undefined
      ? record
      : {
          ...record,
          base: scope.module.support("keyed", valueAt(record, scope), scalar(shape.loneKey)),
          keys: [],
          baseMayBeNothing: true,
          isThere: true,
        };
  const access = accessBelow(whole, key, false, scope);
  return read({ shape: shape.values, isOptional: true, access, place: below(record.place, key) }, scope);
}

/** @param isThere whether each object that is there has the key */
function accessBelow(part: Part, key: Term, isThere: boolean, scope: BodyLowering): Access {
  return part.isThere && !part.baseMayBeNothing && !isThere
    ? { base: valueAt(part, scope), keys: [key], baseMayBeNothing: false, isThere }
    : { ...part, keys: [...part.keys, key], isThere: part.isThere && isThere };
}

/** An element or an entry, whose value a variable has and which isn't left out. */
export function itemOf(shape: Shape, item: Term, place: Place, scope: BodyLowering): Held {
  const access: Access = { base: item, keys: [], baseMayBeNothing: false, isThere: true };
  const known = shape.type === "resolvable" && isLeftOutUnknown(shape) ? shape.value : shape;
  return read({ shape: known, isOptional: false, access, place }, scope);
}

/** What stands at an access. */
interface Reading {
  readonly shape: Shape;
  readonly isOptional: boolean;
  readonly access: Access;
  readonly place: Place;
  readonly presence?: Term;
}

function read(reading: Reading, scope: BodyLowering): Held {
  const { shape, isOptional, access, place, presence } = reading;
  const support = scope.module.support.bind(scope.module);
  switch (shape.type) {
    case "string":
    case "integer":
    case "boolean":
      return value(valueAt(access, scope));
    case "scalar":
      return value(support("decoded_scalar", valueAt(access, scope)));
    case "text": {
      const at = valueAt(access, scope);
      if (presence !== undefined) return value(support("decoded_text_of", presence, at));
      return value(isOptional ? at : support("decoded_text", at));
    }
    case "raw": {
      const at = valueAt(access, scope);
      const raw = boxOf(at, place);
      return value(isOptional ? support("unless_null", at, raw) : raw);
    }
    case "resolvable": {
      if (isObjectLike(shape.value)) return read({ ...reading, shape: shape.value, isOptional: true }, scope);
      const base = support("known", valueAt(access, scope));
      const known: Access = { base, keys: [], baseMayBeNothing: true, isThere: true };
      return read({ ...reading, shape: shape.value, isOptional: true, access: known }, scope);
    }
    case "list":
    case "record": {
      const strings = ofStrings(shape);
      return strings === undefined
        ? partOf(shape, access, reading)
        : partOf(strings, withTexts(access, scope), reading);
    }
    case "object":
      return partOf(shape, access, reading);
  }
}

function partOf(shape: PartShape, access: Access, { isOptional, place, presence }: Reading): Part {
  return {
    form: "part",
    shape,
    base: access.base,
    keys: access.keys,
    baseMayBeNothing: access.baseMayBeNothing,
    isThere: access.isThere,
    place,
    isOptional: isOptional && presence === undefined,
    ...(presence !== undefined && { presence }),
  };
}

/** A list or record of strings, in whose place there are texts of which null is the empty one. */
function ofStrings(shape: Extract<Shape, { type: "list" | "record" }>): typeof shape | undefined {
  const inside = shape.type === "list" ? shape.items : shape.values;
  const isResolvable = inside.type === "resolvable";
  if ((isResolvable ? inside.value : inside).type !== "text") return undefined;
  const strings: Shape = isResolvable ? { type: "resolvable", value: { type: "string" } } : { type: "string" };
  return shape.type === "list" ? { ...shape, items: strings } : { ...shape, values: strings };
}

/** The same value without null in it, which is the value itself where there is none. */
function withTexts(access: Access, scope: BodyLowering): Access {
  return {
    base: scope.module.support("with_texts", valueAt(access, scope)),
    keys: [],
    baseMayBeNothing: access.baseMayBeNothing || !access.isThere,
    isThere: true,
  };
}
