import type { Shape } from "./shape.ts";

/** The structural JSON schema (OpenAPI v3) of a parameter's shape, which is none of those for documents alone. */
export function jsonSchema(shape: Shape): object {
  switch (shape.type) {
    case "string":
      return shape.oneOf === undefined ? { type: "string" } : { type: "string", enum: shape.oneOf };
    case "integer":
      return { type: "integer" };
    case "boolean":
      return { type: "boolean" };
    case "list":
      return { type: "array", items: jsonSchema(shape.items) };
    case "record":
      return { type: "object", additionalProperties: jsonSchema(shape.values) };
    case "raw":
    case "scalar":
    case "resolvable":
    case "object":
      throw new Error(`a parameter can't have the shape ${shape.type}`);
  }
}
