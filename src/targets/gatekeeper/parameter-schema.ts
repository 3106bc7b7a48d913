import type { ParameterDescriptor } from "../../manifest/manifest.ts";
import { jsonSchema } from "../../shapes/json-schema.ts";
import type { ObjectShapes } from "../../shapes/shape.ts";

/**
 * A structural schema, which Gatekeeper fills in and enforces before the rule runs; without parameters none are
 * allowed.
 */
export function parameterSchema(parameters: readonly ParameterDescriptor[], objects: ObjectShapes): unknown {
  return {
    type: "object",
    ...(parameters.length > 0 && {
      properties: Object.fromEntries(
        parameters.map(({ name, shape, default: otherwise }) => [
          name,
          { ...jsonSchema(shape, objects), ...(otherwise !== undefined && { default: otherwise }) },
        ]),
      ),
    }),
    // Gatekeeper skips defaults where a constraint has no parameters at all, unless the object itself has one.
    default: {},
  };
}
