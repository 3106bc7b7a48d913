import type { Instance } from "../authoring/input-kind.ts";
import { type Located, location, type PathLink, pathOf } from "../authoring/location.ts";
import { Raw, scalarText } from "../authoring/raw.ts";
import { isObject } from "../json.ts";
import type { Path, Segment } from "../paths.ts";
import { expectedFieldOf, expectedOf, foundIn, noSuchField } from "./phrases.ts";
import { shapeNamed } from "./restricted.ts";
import { type Field, isLeftOutUnknown, isObjectLike, type ObjectShapes, type Shape } from "./shape.ts";

/** A place where a document is not what the interface says; `expected` and `found` are phrases. */
export interface Problem {
  readonly path: Path;
  readonly expected: string;
  readonly found: string;
}

/**
 * Turns a value into what a rule sees, or adds to `problems` and gives anything. The value's link is `key` below
 * `parent`, made only where a node or a problem keeps it; without a key it is `parent` itself.
 */
type Decode = (value: unknown, parent: PathLink | undefined, key: Segment | undefined, problems: Problem[]) => unknown;

/** How a field of an object is decoded. */
interface FieldDecoder {
  readonly name: string;
  /** Whether every object inherits a member of the name. */
  readonly inherited: boolean;
  readonly decode: Decode;
  /** Decodes null and nothing. */
  readonly decodeAbsent: Decode;
}

/**
 * Makes the native twin of the decoders that the compiler writes in Rego: the same values and the same problems.
 *
 * @returns a function that decodes instances of the named object shape
 */
export function makeDecoders(
  objects: ObjectShapes,
): (name: string) => (instance: Instance<Located>, problems: Problem[]) => Located {
  const known = new Map<string, readonly FieldDecoder[]>();
  const fieldsOf = (name: string): readonly FieldDecoder[] => {
    let fields = known.get(name);
    if (fields === undefined) {
      fields = shapeNamed(objects, name).fields.map((field) => fieldDecoder(field, decoderOf));
      known.set(name, fields);
    }
    return fields;
  };
  const decoderOf: DecoderOf = (name) => objectDecoder(fieldsOf(name));
  return (name) => {
    const fields = fieldsOf(name);
    return ({ at, fields: given }, problems) => {
      const { value, link } = at;
      if (given === undefined && !isObject(value)) return problem(problems, link, undefined, anObject, value) as never;
      const result: Record<PropertyKey, unknown> = { [location]: link };
      for (const { name: field, decode, decodeAbsent } of fields) {
        const raw = (given as Record<string, Raw | undefined> | undefined)?.[field];
        const inner = given === undefined ? own(value as Record<string, unknown>, field) : raw?.value;
        const [parent, key] = raw === undefined ? [link, field] : [raw.link, undefined];
        result[field] =
          inner === null || inner === undefined
            ? decodeAbsent(inner, parent, key, problems)
            : decode(inner, parent, key, problems);
      }
      return result as unknown as Located;
    };
  };
}

/** Decodes a parameter's value at a place; the objects in it are closed. */
export function decodeValue(
  objects: ObjectShapes,
  shape: Shape,
  value: unknown,
  at: PathLink,
  problems: Problem[],
): unknown {
  const decoderOf: DecoderOf = (name) =>
    closedDecoder(shapeNamed(objects, name).fields.map((field) => fieldDecoder(field, decoderOf)));
  return shapeDecoder(shape, decoderOf)(value, at, undefined, problems);
}

/** The decoder of a named object shape. */
type DecoderOf = (name: string) => Decode;

function fieldDecoder({ name, shape, optional }: Field, decoderOf: DecoderOf): FieldDecoder {
  const decode = shapeDecoder(shape, decoderOf);
  const decodeAbsent = optional ? absent : (whereAbsent[shape.type] ?? decode);
  return { name, inherited: name in Object.prototype, decode, decodeAbsent };
}

function objectDecoder(fields: readonly FieldDecoder[]): Decode {
  return (value, parent, key, problems) => {
    if (!isObject(value)) return problem(problems, parent, key, anObject, value);
    const link = linkOf(parent, key);
    const result: Record<PropertyKey, unknown> = { [location]: link };
    decodeFields(fields, value, link, result, problems);
    return result;
  };
}

/** Decodes an object of a parameter, which has no place and no other fields. */
function closedDecoder(fields: readonly FieldDecoder[]): Decode {
  const names = fields.map(({ name }) => name);
  return (value, parent, key, problems) => {
    if (!isObject(value)) return problem(problems, parent, key, anObject, value);
    const link = linkOf(parent, key);
    for (const name of Object.keys(value)) {
      if (!names.includes(name))
        problems.push({
          path: pathOf({ parent: link, key: name }),
          expected: expectedFieldOf(names),
          found: noSuchField,
        });
    }
    const result: Record<PropertyKey, unknown> = {};
    decodeFields(fields, value, link, result, problems);
    return result;
  };
}

function decodeFields(
  fields: readonly FieldDecoder[],
  value: Readonly<Record<string, unknown>>,
  link: PathLink | undefined,
  result: Record<PropertyKey, unknown>,
  problems: Problem[],
): void {
  for (let index = 0; index < fields.length; index++) {
    const { name, inherited, decode, decodeAbsent } = fields[index]!;
    const inner = inherited && !Object.hasOwn(value, name) ? undefined : value[name];
    result[name] =
      inner === null || inner === undefined
        ? decodeAbsent(inner, link, name, problems)
        : decode(inner, link, name, problems);
  }
}

function shapeDecoder(shape: Shape, decoderOf: DecoderOf): Decode {
  const expected = expectedOf(shape);
  switch (shape.type) {
    case "string": {
      if (shape.oneOf === undefined)
        return (value, parent, key, problems) =>
          typeof value === "string" ? value : problem(problems, parent, key, expected, value);
      const allowed = new Set<unknown>(shape.oneOf);
      return (value, parent, key, problems) =>
        allowed.has(value) ? value : problem(problems, parent, key, expected, value);
    }
    case "integer":
      return (value, parent, key, problems) =>
        Number.isSafeInteger(value) ? value : problem(problems, parent, key, expected, value);
    case "boolean":
      return (value, parent, key, problems) =>
        typeof value === "boolean" ? value : problem(problems, parent, key, expected, value);
    case "text":
      return (value, parent, key, problems) => {
        if (value === null || value === undefined) return "";
        return typeof value === "string" ? value : problem(problems, parent, key, expected, value);
      };
    case "scalar":
      return (value, parent, key, problems) => scalarText(value) ?? problem(problems, parent, key, expected, value);
    case "raw":
      return (value, parent, key) => new Raw(value, linkOf(parent, key));
    case "object":
      return decoderOf(shape.name);
    case "resolvable": {
      const decode = shapeDecoder(shape.value, decoderOf);
      if (isObjectLike(shape.value)) return decode;
      return (value, parent, key, problems) => (isObject(value) ? undefined : decode(value, parent, key, problems));
    }
    case "list":
      return listDecoder(shape, shapeDecoder(shape.items, decoderOf));
    case "record":
      return recordDecoder(shape, shapeDecoder(shape.values, decoderOf));
  }
}

function listDecoder(shape: Extract<Shape, { type: "list" }>, decode: Decode): Decode {
  const { lone } = shape;
  const expected = expectedOf(shape);
  const leavesOut = isLeftOutUnknown(shape.items);
  return (value, parent, key, problems) => {
    if (!Array.isArray(value)) {
      // A null that is an element of a list or a value of a record; where a field is null, its own decoder has seen
      // to it.
      if (!lone || value === null || value === undefined) return problem(problems, parent, key, expected, value);
      return leavesOut && isObject(value) ? [] : [decode(value, parent, key, problems)];
    }
    const link = linkOf(parent, key);
    const result: unknown[] = [];
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      if (leavesOut && isObject(item)) continue;
      result.push(decode(item, link, index, problems));
    }
    return result;
  };
}

function recordDecoder(shape: Extract<Shape, { type: "record" }>, decode: Decode): Decode {
  const { loneKey } = shape;
  const expected = expectedOf(shape);
  const leavesOut = isLeftOutUnknown(shape.values);
  return (given, parent, key, problems) => {
    const value = loneKey !== undefined && typeof given === "string" ? { [loneKey]: given } : given;
    if (!isObject(value)) return problem(problems, parent, key, expected, value);
    const link = linkOf(parent, key);
    const result = Object.create(null) as Record<string, unknown>;
    for (const entry of Object.keys(value)) {
      if (leavesOut && isObject(value[entry])) continue;
      result[entry] = decode(value[entry], link, entry, problems);
    }
    return result;
  };
}

const anObject = expectedOf({ type: "object", name: "" });
const noEntries: object = Object.freeze(Object.create(null) as object);
const absent: Decode = () => undefined;

/** What an absent field is that is not optional, where it is not malformed. */
const whereAbsent: { readonly [type in Shape["type"]]?: Decode } = {
  list: () => [],
  record: () => noEntries,
  text: () => "",
  resolvable: absent,
};

function linkOf(parent: PathLink | undefined, key: Segment | undefined): PathLink | undefined {
  return key === undefined ? parent : { parent, key };
}

/** The value of a member, `undefined` where an object has none of its own. */
function own(object: Record<string, unknown>, name: string): unknown {
  const value = object[name];
  // Most that is asked for is absent, and then needs no second look.
  return value === undefined || Object.hasOwn(object, name) ? value : undefined;
}

function problem(
  problems: Problem[],
  parent: PathLink | undefined,
  key: Segment | undefined,
  expected: string,
  value: unknown,
): undefined {
  problems.push({ path: pathOf(linkOf(parent, key)), expected, found: foundIn(value) });
}
