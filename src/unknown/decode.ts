import { isObject } from "../json.ts";
import type { Path } from "../paths.ts";
import { expectedOf, foundIn } from "../shapes/phrases.ts";
import { shapeNamed } from "../shapes/restricted.ts";
import { type Field, isLeftOutUnknown, type ObjectShape, type ObjectShapes, type Shape } from "../shapes/shape.ts";
import { why } from "./because.ts";
import { RecordBuilder } from "./collections.ts";
import { notPlain } from "./intrinsics.ts";
import { furtherMembers, templateOf } from "./origins.ts";
import { childOf, elementsOf, rawMembers, resolved } from "./reader.ts";
import { scalarIn, unknownScalar } from "./scalars.ts";
import {
  below,
  type CandidateValue,
  isCompound,
  listOf,
  type MalformedValue,
  openList,
  type PartialText,
  pathOfNode,
  type RawValue,
  type Unknown,
  unknown,
  type Value,
} from "./values.ts";

/**
 * The decoder of src/shapes/decode.ts over raw values in which something isn't known: a value that isn't becomes
 * unknown of its shape, and one that doesn't fit `malformed` in its place.
 */
export class Decoder {
  readonly #objects: ObjectShapes;

  constructor(objects: ObjectShapes) {
    this.#objects = objects;
  }

  /** An instance of an object's shape: unknown if what it stands for is, malformed if that is no object. */
  instance({ at, resource, fields: given }: CandidateValue, name: string): Value {
    const { fields } = shapeNamed(this.#objects, name);
    const node = given === null ? resolved(at) : at;
    if (!isCompound(node)) return malformed("an object", node, at);
    if (given === null) {
      if (node.is === "unknown") return node;
      if (node.is === "text") return unknown(why(node));
      if (node.is !== "raw" || !isObject(node.value)) return malformed("an object", node, at);
      return { is: "instance", path: node.path, resource, fields: this.#fields(fields, node) };
    }
    const path = pathOfNode(node) ?? why(node)[0]?.path ?? [];
    const decoded = fields.map((field): [string, Value] => {
      const raw = given[field.name] ?? null;
      return [field.name, raw === null ? this.#absent(field, below(path, field.name)) : this.#field(field, raw)];
    });
    return { is: "instance", path, resource, fields: Object.fromEntries(decoded) };
  }

  #fields(fields: ObjectShape["fields"], node: RawValue): { readonly [name: string]: Value } {
    return Object.fromEntries(fields.map((field) => [field.name, this.#field(field, childOf(node, field.name))]));
  }

  #field(field: Field, raw: Value): Value {
    const settled = resolved(raw, isList(field.shape));
    const path = isCompound(raw) && raw.is === "raw" ? raw.path : [];
    if (settled === null || (settled.is === "raw" && settled.value === null)) return this.#absent(field, path);
    // One that may be absent may turn out to be.
    if (field.optional && settled.is === "unknown" && settled.clean === false) return settled;
    return field.shape.type === "raw" ? raw : this.#value(field.shape, settled);
  }

  #absent({ shape, optional }: Field, path: Path): Value {
    if (optional || shape.type === "resolvable") return null;
    if (shape.type === "text") return "";
    if (shape.type === "list") return listOf([]);
    if (shape.type === "record") return { is: "record", entries: [], open: null };
    if (shape.type === "raw") return { is: "raw", value: null, path, origin: null };
    return { is: "malformed", path, expected: expectedOf(shape), found: foundIn(null) };
  }

  /** A value that is settled. */
  #value(shape: Shape, value: RawValue | PartialText | Unknown): Value {
    switch (shape.type) {
      case "raw":
        return value;
      case "resolvable":
        return isLeftOut(shape, value) ? null : this.#value(shape.value, value);
      case "string":
      case "integer":
      case "boolean":
      case "scalar":
      case "text":
        return scalar(shape, value);
      case "list":
        return this.#list(shape, value);
      case "record":
        return this.#record(shape, value);
      case "object":
        if (value.is !== "raw") return value.is === "unknown" ? value : unknown(why(value));
        if (!isObject(value.value)) return malformed(expectedOf(shape), value, value);
        return {
          is: "object",
          fields: this.#fields(shapeNamed(this.#objects, shape.name).fields, value),
          path: value.path,
        };
    }
  }

  #list(shape: Extract<Shape, { type: "list" }>, value: RawValue | PartialText | Unknown): Value {
    if (value.is !== "raw")
      return shape.lone && isText(value) ? listOf([this.#value(shape.items, value)]) : openList(why(value));
    const { value: items } = value;
    if (Array.isArray(items)) {
      const there = elementsOf(value).items.filter(([raw]) => !isLeftOut(shape.items, raw));
      return {
        is: "list",
        items: there.map(([raw, sure]) => [this.#element(shape.items, raw as RawValue), sure]),
        open: null,
      };
    }
    if (shape.lone && items !== null)
      return listOf(isLeftOut(shape.items, value) ? [] : [this.#value(shape.items, value)]);
    return malformed(expectedOf(shape), value, value);
  }

  /** An element of a list or value of a record. */
  #element(shape: Shape, raw: RawValue): Value {
    const settled = resolved(raw, isList(shape)) ?? raw;
    if (settled.is === "raw" && settled.value === null && shape.type !== "raw")
      return shape.type === "text" ? "" : malformed(expectedOf(shape), settled, raw);
    return shape.type === "raw" ? raw : this.#value(shape, settled);
  }

  #record(shape: Extract<Shape, { type: "record" }>, value: RawValue | PartialText | Unknown): Value {
    const { loneKey } = shape;
    if (loneKey !== undefined && isText(value)) {
      const entry = value.is === "raw" ? { ...value, path: below(value.path, loneKey) } : value;
      return { is: "record", entries: [[loneKey, this.#value(shape.values, entry), true]], open: null };
    }
    if (value.is !== "raw") return { is: "record", entries: [], open: why(value) };
    if (!isObject(value.value)) return malformed(expectedOf(shape), value, value);
    const builder = new RecordBuilder();
    for (const [key, raw, sure] of rawMembers(value))
      if (!isLeftOut(shape.values, raw)) builder.add(key, this.#element(shape.values, raw), sure);
    return { ...builder.record(), open: furtherMembers(value) };
  }
}

/** Whether a value surely is a text. */
function isText(value: RawValue | PartialText | Unknown): boolean {
  if (value.is === "raw") return typeof value.value === "string";
  return value.is === "text" || value.clean !== false;
}

function isList(shape: Shape): boolean {
  return shape.type === "list" || (shape.type === "resolvable" && isList(shape.value));
}

/** Whether an object in place of a scalar counts as nothing, outside a template, whose functions are read. */
function isLeftOut(shape: Shape, value: Value): boolean {
  return (
    isLeftOutUnknown(shape) &&
    isCompound(value) &&
    value.is === "raw" &&
    isObject(value.value) &&
    templateOf(value) === undefined
  );
}

function scalar(
  shape: Extract<Shape, { type: "string" | "integer" | "boolean" | "scalar" | "text" }>,
  value: RawValue | PartialText | Unknown,
): Value {
  const oneOf = shape.type === "string" ? shape.oneOf : undefined;
  const asked = shape.type === "text" ? "string" : shape.type;
  if (value.is !== "raw")
    return oneOf !== undefined && value.is === "text" ? unknown(why(value)) : unknownScalar(value, asked);
  const given = scalarIn(value, asked);
  if (given !== undefined && (oneOf?.includes(given as string) ?? true)) return given;
  if (templateOf(value) !== undefined && typeof value.value === "object" && value.value !== null)
    return unknown([{ path: value.path, why: notPlain }]);
  return malformed(expectedOf(shape), value, value);
}

function malformed(expected: string, settled: Value, at: Value): MalformedValue {
  const found = isCompound(settled) && settled.is === "raw" ? settled.value : null;
  const path = isCompound(at) && at.is === "raw" ? at.path : [];
  return { is: "malformed", path, expected, found: foundIn(found) };
}

/** What is malformed in the fields of a value that have one of the names. */
export function problemsIn(value: Value, names: ReadonlySet<string>): readonly MalformedValue[] {
  if (!isCompound(value)) return [];
  switch (value.is) {
    case "malformed":
      return [value];
    case "object":
    case "instance":
      return Object.entries(value.fields).flatMap(([name, field]) => (names.has(name) ? problemsIn(field, names) : []));
    case "list":
      return value.items.flatMap(([item]) => problemsIn(item, names));
    case "record":
      return value.entries.flatMap(([, entry]) => problemsIn(entry, names));
    default:
      return [];
  }
}
