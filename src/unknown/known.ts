import type { AdmissionRequest } from "../authoring/admission.ts";
import { pathOf } from "../authoring/location.ts";
import type { Raw } from "../authoring/raw.ts";
import type { ParameterDescriptor } from "../manifest/manifest.ts";
import { shapeNamed } from "../shapes/restricted.ts";
import type { ObjectShapes, Shape } from "../shapes/shape.ts";
import { listOf, type RawValue, type Value } from "./values.ts";

/** A document, or a part of one, as a raw value of this folder's. */
export function rawValue({ value, link, request, origin }: Raw): RawValue {
  const open = origin?.open;
  return {
    is: "raw",
    value,
    path: pathOf(link),
    origin: origin ?? null,
    ...(open?.wrapper === "terraform" && { unknown: { values: open.unknown } }),
    ...(request !== undefined && { request }),
  };
}

/** The parameters of a rule, an object, of the values that the evaluator gives its function. */
export function parametersValue(
  values: { readonly [name: string]: unknown },
  descriptors: readonly ParameterDescriptor[],
  objects: ObjectShapes,
): Value {
  const fields = descriptors.map(({ name, shape }): [string, Value] => [name, decoded(values[name], shape, objects)]);
  return { is: "object", fields: Object.fromEntries(fields), path: null };
}

/** A value that a decoder gave, of a shape that a parameter may have. */
function decoded(value: unknown, shape: Shape, objects: ObjectShapes): Value {
  if (value === undefined || value === null) return null;
  switch (shape.type) {
    case "list":
      return listOf((value as readonly unknown[]).map((item) => decoded(item, shape.items, objects)));
    case "record": {
      const entries = Object.entries(value).map(
        ([key, entry]) => [key, decoded(entry, shape.values, objects), true] as const,
      );
      return { is: "record", entries, open: null };
    }
    case "object": {
      const fields = shapeNamed(objects, shape.name).fields.map((field): [string, Value] => [
        field.name,
        decoded((value as { readonly [name: string]: unknown })[field.name], field.shape, objects),
      ]);
      return { is: "object", fields: Object.fromEntries(fields), path: null };
    }
    default:
      return value as string | number | boolean;
  }
}

/** What a rule sees of the request that an object came with. */
export function requestValue({ operation, userInfo, oldObject, namespaceObject }: AdmissionRequest): Value {
  const object = (fields: { readonly [name: string]: Value }): Value => ({ is: "object", fields, path: null });
  const raw = (one: Raw | undefined): Value => (one === undefined ? null : rawValue(one));
  return object({
    operation,
    userInfo: object({ username: userInfo.username ?? null, groups: listOf(userInfo.groups) }),
    oldObject: raw(oldObject),
    namespaceObject: raw(namespaceObject),
  });
}
