import type { Shape } from "./shape.ts";

/** What a value of a shape is, as a phrase; the support functions of decoders have the same ones in Rego. */
export function expectedOf(shape: Shape): string {
  switch (shape.type) {
    case "string":
      return shape.oneOf === undefined ? "a string" : shape.oneOf.map((one) => JSON.stringify(one)).join(" or ");
    case "integer":
      return "an integer";
    case "boolean":
      return "a boolean";
    case "scalar":
      return "a string, an integer or a boolean";
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

/** What a value is, as a phrase. A null is the same as no value. */
export function foundIn(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
