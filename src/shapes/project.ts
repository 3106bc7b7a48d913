import type { Plain } from "../authoring/decision.ts";
import type { ResultShape } from "./shape.ts";

/** Leaves of a value what a shape declares, as the compiled decision does. */
export function projected(shape: ResultShape, value: unknown): Plain {
  if (value === undefined || value === null) return null;
  switch (shape.type) {
    case "plain":
      return typeof value === "string" ? value.toWellFormed() : (value as Plain);
    case "list":
      return (value as readonly unknown[]).map((item) => projected(shape.items, item));
    case "record":
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key.toWellFormed(), projected(shape.values, inner)]),
      );
    case "object":
      return Object.fromEntries(
        shape.fields.map(({ name, shape: inner }) => [
          name,
          projected(inner, (value as { readonly [field: string]: unknown })[name]),
        ]),
      );
  }
}
