import {
  array,
  type Body,
  call,
  concatenate,
  nothing,
  object,
  type Statement,
  scalar,
  type Term,
  variable,
} from "../rego/ast.ts";
import { entryNames, placeOf, shortName } from "./places-rego.ts";
import type { RegoModule } from "./rego-module.ts";
import { shapeNamed } from "./restricted.ts";
import {
  type Field,
  isLeftOutUnknown,
  isObjectLike,
  type ObjectShape,
  type ObjectShapes,
  type Shape,
} from "./shape.ts";
import { ShapeFunctions } from "./shape-functions.ts";

/**
 * Writes into a Rego module what rules see of a value: for each object shape a function `<object>(value, path)`.
 * What isn't as a shape says it becomes some value all the same, since other fields may be read.
 */
export class DecodeLowering {
  readonly #objects: ObjectShapes;
  readonly #module: RegoModule;
  readonly #functions: ShapeFunctions;

  constructor(objects: ObjectShapes, module: RegoModule) {
    this.#objects = objects;
    this.#module = module;
    this.#functions = new ShapeFunctions(module);
  }

  #fields(shape: ObjectShape, place: (field: Field) => [Term, Term]): [string, Term][] {
    return shape.fields.map((field) => [field.name, this.#decode(field.shape, field.optional, ...place(field), 0)]);
  }

  /** The term of a parameter's value. */
  of(shape: Shape, isOptional: boolean, at: Term): Term {
    return this.#decode(shape, isOptional, at, array(), 0);
  }

  #decoded(shape: ObjectShape): Term {
    const fields = this.#fields(shape, placeOf);
    return object(shape.closed ? fields : [["$path", variable("path")], ...fields]);
  }

  /** The name of the function `(value, path)` that decodes a value of a shape. */
  functionOf(shape: Shape, isOptional: boolean): string {
    if (shape.type === "object") return this.#object(shape.name);
    const wanted = shape.type === "list" ? "list_of" : shape.type === "record" ? "record_of" : shape.type;
    const key = JSON.stringify([shape, isOptional]);
    return this.#functions.named(key, `${wanted}_${innerName(shape)}`, ["value", "path"], () => [
      { value: this.#decode(shape, isOptional, variable("value"), variable("path"), 0), body: [] },
    ]);
  }

  #object(name: string): string {
    return this.#functions.named(name, shortName(name), ["value", "path"], () => [
      {
        value: this.#decoded(shapeNamed(this.#objects, name)),
        body: [{ kind: "term", term: call("is_object", variable("value")) }],
      },
      { value: nothing, body: [] },
    ]);
  }

  #decode(shape: Shape, optional: boolean, at: Term, atPath: Term, depth: number): Term {
    const support = this.#module.support.bind(this.#module);
    switch (shape.type) {
      case "string":
      case "integer":
      case "boolean":
        return at;
      case "raw": {
        const raw = object([
          ["value", at],
          ["path", atPath],
        ]);
        return optional ? support("unless_null", at, raw) : raw;
      }
      case "scalar":
        return support("decoded_scalar", at);
      case "text":
        return optional ? at : support("decoded_text", at);
      case "resolvable":
        return this.#decode(
          shape.value,
          shape.value.type !== "text" || optional,
          isObjectLike(shape.value) ? at : support("known", at),
          atPath,
          depth,
        );
      case "object":
        return call(this.#object(shape.name), at, atPath);
      case "list": {
        if (isPlain(shape.items) && !shape.lone) return optional ? at : support("as_list", at);
        const over = support(shape.lone ? "listed" : "as_list", at);
        const items = isPlain(shape.items)
          ? over
          : this.#comprehension(shape.items, over, depth, (key) =>
              shape.lone ? support("listed_path", at, atPath, key) : concatenate(atPath, [key]),
            );
        return optional ? support("unless_null", at, items) : items;
      }
      case "record": {
        const over = shape.loneKey === undefined ? at : support("keyed", at, scalar(shape.loneKey));
        if (isPlain(shape.values)) return optional ? over : support("as_record", over);
        const [key, item] = entryNames(depth);
        const entries: Term = {
          kind: "objectComprehension",
          key: variable(key),
          value: this.#decode(shape.values, false, variable(item), concatenate(atPath, [variable(key)]), depth + 1),
          body: [
            { kind: "some", key, value: item, source: support("as_record", over) },
            ...this.#onlyKnown(shape.values, item),
          ],
        };
        return optional ? support("unless_null", at, entries) : entries;
      }
    }
  }

  #comprehension(shape: Shape, over: Term, depth: number, pathOfKey: (key: Term) => Term): Term {
    const [key, item] = entryNames(depth);
    const decoded = this.#decode(shape, false, variable(item), pathOfKey(variable(key)), depth + 1);
    const usesKey = mentions(decoded, key);
    const body: Body = [
      usesKey ? { kind: "some", key, value: item, source: over } : { kind: "some", value: item, source: over },
      ...this.#onlyKnown(shape, item),
    ];
    return { kind: "comprehension", type: "array", value: decoded, body };
  }

  /** An unknown value inside a list or record is left out. */
  #onlyKnown(shape: Shape, item: string): Statement[] {
    return isLeftOutUnknown(shape) ? [{ kind: "not", term: call("is_object", variable(item)) }] : [];
  }
}

/** A word for what is innermost in a shape. */
function innerName(shape: Shape): string {
  switch (shape.type) {
    case "object":
      return shortName(shape.name);
    case "list":
      return innerName(shape.items);
    case "record":
      return innerName(shape.values);
    case "resolvable":
      return innerName(shape.value);
    default:
      return shape.type;
  }
}

/** Whether a decoded value is the value itself. */
function isPlain(shape: Shape): boolean {
  return shape.type === "string" || shape.type === "integer" || shape.type === "boolean";
}

function mentions(term: Term, name: string): boolean {
  return JSON.stringify(term).includes(`{"kind":"var","name":${JSON.stringify(name)}}`);
}
