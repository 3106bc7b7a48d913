import type { ParameterDescriptor } from "../../manifest/manifest.ts";
import { jsonSchema } from "../../shapes/json-schema.ts";

/**
 * A structural schema, which Gatekeeper fills in and enforces before the rule runs; without parameters none are
 * allowed.
 */
export function parameterSchema(parameters: readonly ParameterDescriptor[]): unknown {
  return {
    type: "object",
    ...(parameters.length > 0 && {
      properties: Object.fromEntries(
        parameters.map((parameter) => [parameter.name, { ...jsonSchema(parameter.shape), default: parameter.default }]),
      ),
    }),
    // Gatekeeper skips defaults where a constraint has no parameters at all, unless the object itself has one.
    default: {},
  };
}
