import { scalarText } from "../authoring/raw.ts";
import { integer } from "../std/numbers/index.ts";
import { why } from "./because.ts";
import { templateOf } from "./origins.ts";
import { resolved } from "./reader.ts";
import { isCompound, isUnknown, type RawValue, type Scalar, unknown, type Value } from "./values.ts";

/** What a scalar of a document is asked as; `scalar` is the text of any. */
type Asked = "string" | "integer" | "boolean" | "scalar";

/**
 * The scalar that a settled value is; undefined if it is none of what is asked. CloudFormation turns scalars into what
 * a property asks.
 */
export function scalarIn(raw: RawValue, asked: Asked): Exclude<Scalar, null> | undefined {
  const { value } = raw;
  const converts = templateOf(raw) !== undefined;
  switch (asked) {
    case "string":
      return typeof value === "string" ? value : converts ? scalarText(value) : undefined;
    case "scalar":
      return scalarText(value);
    case "integer":
      if (Number.isSafeInteger(value)) return value as number;
      return converts && typeof value === "string" ? integer(value) : undefined;
    case "boolean":
      if (typeof value === "boolean") return value;
      return converts && (value === "true" || value === "false") ? value === "true" : undefined;
  }
}

/** What isn't known of a scalar: a text with unknown parts stays one where a text is asked. */
export function unknownScalar(value: Value, asked: Asked): Value {
  if (isUnknown(value) || asked === "string" || asked === "scalar") return value;
  return unknown(why(value));
}

/** The scalar that a raw value holds, or nothing. */
export function scalarOf(raw: Value, asked: Asked): Value {
  const settled = resolved(raw);
  if (!isCompound(settled)) return null;
  return settled.is === "raw" ? (scalarIn(settled, asked) ?? null) : unknownScalar(settled, asked);
}
