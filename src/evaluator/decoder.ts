import { type Located, location, type Path, pathOf, type PathLink } from "../authoring/location.ts";
import type { Instance } from "../authoring/input-kind.ts";
import { member, Raw } from "../authoring/raw.ts";
import type { Field, Manifest, Shape } from "../manifest/manifest.ts";

/** A place where a document is not what the interface says; `expected` and `found` are phrases. */
export interface Problem {
  readonly path: Path;
  readonly expected: string;
  readonly found: string;
}

/** A value that is absent or null where there may be none. */
const absent = undefined;

/** Turns a value into what a rule sees, or adds to `problems` and gives anything. */
type Decode = (value: unknown, link: PathLink | undefined, problems: Problem[]) => unknown;

/**
 * Makes the native twin of the decoders that the compiler writes in Rego: the same values and the same problems.
 *
 * @returns a function that decodes instances of the named object shape
 */
export function makeDecoders(objects: Manifest["objects"]): (name: string) => (instance: Instance<Located>, problems: Problem[]) => Located {
  const decoders = new Map<string, Decode>();

  function objectDecoder(name: string): Decode {
    const known = decoders.get(name);
    if (known !== undefined) return known;
    const shape = objects[name];
    if (shape === undefined) throw new Error(`the manifest has no shape \`${name}\``);
    const fields: { readonly name: string; readonly decode: Decode }[] = [];
    const decode: Decode = (value, link, problems) => {
      if (!isObject(value)) return problem(problems, link, "an object", value);
      const result: Record<PropertyKey, unknown> = { [location]: link };
      for (const field of fields) {
        const inner = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
        result[field.name] = field.decode(inner, { parent: link, key: field.name }, problems);
      }
      return result;
    };
    // Set before the fields are made: a shape may contain itself.
    decoders.set(name, decode);
    for (const field of shape.fields) fields.push({ name: field.name, decode: fieldDecoder(field) });
    return decode;
  }

  function fieldDecoder({ shape, optional }: Field): Decode {
    const decode = shapeDecoder(shape);
    if (optional) return (value, link, problems) => (value === null || value === undefined ? absent : decode(value, link, problems));
    if (shape.type === "list") return (value, link, problems) => (value === null || value === undefined ? [] : decode(value, link, problems));
    if (shape.type === "record") return (value, link, problems) => (value === null || value === undefined ? Object.create(null) : decode(value, link, problems));
    if (shape.type === "resolvable") return (value, link, problems) => (value === null || value === undefined ? absent : decode(value, link, problems));
    return decode;
  }

  function shapeDecoder(shape: Shape): Decode {
    switch (shape.type) {
      case "string": {
        const { oneOf } = shape;
        if (oneOf === undefined) return (value, link, problems) => (typeof value === "string" ? value : problem(problems, link, "a string", value));
        const allowed = new Set<unknown>(oneOf);
        const expected = oneOf.map((one) => JSON.stringify(one)).join(" or ");
        return (value, link, problems) => (allowed.has(value) ? value : problem(problems, link, expected, value));
      }
      case "integer":
        return (value, link, problems) => (Number.isSafeInteger(value) ? value : problem(problems, link, "an integer", value));
      case "boolean":
        return (value, link, problems) => (typeof value === "boolean" ? value : problem(problems, link, "a boolean", value));
      case "scalar":
        return (value, link, problems) =>
          typeof value === "string" ? value : typeof value === "boolean" || Number.isSafeInteger(value) ? String(value) : problem(problems, link, "a string, an integer or a boolean", value);
      case "raw":
        return (value, link) => new Raw(value, link);
      case "object":
        return objectDecoder(shape.name);
      case "resolvable": {
        const decode = shapeDecoder(shape.value);
        if (isObjectLike(shape.value)) return decode;
        return (value, link, problems) => (isObject(value) ? absent : decode(value, link, problems));
      }
      case "list":
        return listDecoder(shape.items, shape.lone);
      case "record": {
        const decode = shapeDecoder(shape.values);
        const leavesOut = unknownLeftOut(shape.values);
        const { loneKey } = shape;
        return (given, link, problems) => {
          const value = loneKey !== undefined && typeof given === "string" ? { [loneKey]: given } : given;
          if (!isObject(value)) return problem(problems, link, "an object", value);
          const result = Object.create(null) as Record<string, unknown>;
          for (const key of Object.keys(value)) {
            if (leavesOut && isObject(value[key])) continue;
            result[key] = decode(value[key], { parent: link, key }, problems);
          }
          return result;
        };
      }
    }
  }

  function listDecoder(items: Shape, lone: boolean): Decode {
    const decode = shapeDecoder(items);
    const leavesOut = unknownLeftOut(items);
    return (value, link, problems) => {
      if (!Array.isArray(value)) {
        // A null that is an element of a list or a value of a record; where a field is null, its own decoder has seen to it.
        if (!lone || value === null || value === undefined) return problem(problems, link, "an array", value);
        return leavesOut && isObject(value) ? [] : [decode(value, link, problems)];
      }
      const result: unknown[] = [];
      for (let index = 0; index < value.length; index++) {
        const item: unknown = value[index];
        if (leavesOut && isObject(item)) continue;
        result.push(decode(item, { parent: link, key: index }, problems));
      }
      return result;
    };
  }

  return (name) => {
    objectDecoder(name);
    const fields = objects[name]!.fields.map((field) => ({ name: field.name, decode: fieldDecoder(field) }));
    return (instance, problems) => {
      const { at, fields: given } = instance;
      if (given === undefined && !isObject(at.value)) return problem(problems, at.link, "an object", at.value) as never;
      const result: Record<PropertyKey, unknown> = { [location]: at.link };
      for (const field of fields) {
        const raw = given === undefined ? member(at, field.name) : ((given as Record<string, Raw | undefined>)[field.name] ?? new Raw(null, { parent: at.link, key: field.name }));
        result[field.name] = field.decode(raw.value, raw.link, problems);
      }
      return result as unknown as Located;
    };
  };
}

function problem(problems: Problem[], link: PathLink | undefined, expected: string, value: unknown): undefined {
  problems.push({ path: pathOf(link), expected, found: found(value) });
}

/** What a value is, as a phrase. A null is the same as no value. */
function found(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function isObjectLike(shape: Shape): boolean {
  return shape.type === "object" || shape.type === "record";
}

/** Whether an entry that is known only at deployment is left out of its list or record. */
function unknownLeftOut(shape: Shape): boolean {
  return shape.type === "resolvable" && !isObjectLike(shape.value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
