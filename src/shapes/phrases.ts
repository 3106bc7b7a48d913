import { shapeNamed } from "./restricted.ts";
import type { ObjectShapes, Shape } from "./shape.ts";

/** What a value of a shape is, as a phrase; the support functions of decoders have the same ones in Rego. */
export function expectedOf(shape: Shape): string {
  switch (shape.type) {
    case "text":
      return "a string";
    case "string":
      return shape.oneOf === undefined ? "a string" : shape.oneOf.map((one) => JSON.stringify(one)).join(" or ");
    case "integer":
      return "an integer";
    case "boolean":
      return "a boolean";
    case "scalar":
      return "a string, an exact number or a boolean";
    case "raw":
      return "a value";
    case "list":
      return "an array";
    case "record":
    case "object":
      return "an object";
    case "resolvable":
      return expectedOf(shape.value);
  }
}

/** What there may be in place of a field that a parameter's object doesn't have. */
export function expectedFieldOf(names: readonly string[]): string {
  return `the field ${names.map((name) => JSON.stringify(name)).join(" or ")}`;
}

export const noSuchField = "no such field";

/** What a value is, as a phrase. A null is the same as no value. */
export function foundIn(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The type of a parameter, as its author may have written it. */
export function typeText(shape: Shape, objects: ObjectShapes): string {
  switch (shape.type) {
    case "string":
      return shape.oneOf === undefined ? "string" : shape.oneOf.map((one) => JSON.stringify(one)).join(" | ");
    case "list": {
      const items = typeText(shape.items, objects);
      return items.includes(" | ") && !items.startsWith("{") ? `(${items})[]` : `${items}[]`;
    }
    case "record":
      return `Record<string, ${typeText(shape.values, objects)}>`;
    case "object": {
      const fields = shapeNamed(objects, shape.name).fields.map(
        (field) => `${field.name}${field.optional ? "?" : ""}: ${typeText(field.shape, objects)}`,
      );
      return `{ ${fields.join("; ")} }`;
    }
    case "resolvable":
      return typeText(shape.value, objects);
    case "integer":
    case "boolean":
    case "scalar":
    case "text":
    case "raw":
      return shape.type;
  }
}
