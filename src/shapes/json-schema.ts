import { shapeNamed } from "./restricted.ts";
import { type Field, mayBeAbsent, type ObjectShapes, type Shape } from "./shape.ts";

/** The structural JSON schema (OpenAPI v3) of a parameter's shape, which is none of those for documents alone. */
export function jsonSchema(shape: Shape, objects: ObjectShapes): object {
  switch (shape.type) {
    case "string":
      return shape.oneOf === undefined ? { type: "string" } : { type: "string", enum: shape.oneOf };
    case "integer":
      return { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
    case "boolean":
      return { type: "boolean" };
    case "scalar":
      // A structural schema has no union of types.
      return { "x-kubernetes-preserve-unknown-fields": true };
    case "list":
      return { type: "array", items: jsonSchema(shape.items, objects) };
    case "record":
      return { type: "object", additionalProperties: jsonSchema(shape.values, objects) };
    case "object": {
      const { fields } = shapeNamed(objects, shape.name);
      const required = fields.filter((field) => !mayBeAbsent(field)).map(({ name }) => name);
      return {
        type: "object",
        properties: Object.fromEntries(fields.map((field) => [field.name, schemaOfField(field, objects)])),
        ...(required.length > 0 && { required }),
      };
    }
    case "raw":
    case "text":
    case "resolvable":
      throw new Error(`a parameter can't have the shape ${shape.type}`);
  }
}

/** Whether the schema of a shape lets through what its decoder refuses. */
export function schemaSaysLess(shape: Shape, objects: ObjectShapes): boolean {
  switch (shape.type) {
    case "list":
      return schemaSaysLess(shape.items, objects);
    case "record":
      return schemaSaysLess(shape.values, objects);
    case "object":
      return shapeNamed(objects, shape.name).fields.some((field) => schemaSaysLess(field.shape, objects));
    default:
      return shape.type === "scalar";
  }
}

/** An absent list or record is an empty one, unless its field is optional. */
function schemaOfField({ shape, optional }: Field, objects: ObjectShapes): object {
  const schema = jsonSchema(shape, objects);
  if (optional) return schema;
  if (shape.type === "list") return { ...schema, default: [] };
  return shape.type === "record" ? { ...schema, default: {} } : schema;
}
