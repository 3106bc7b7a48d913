import { compareCodePoints } from "./index.ts";

/** What `printed` takes: what a decoder gives, or a rule makes. */
export type Printable =
  | string
  | number
  | boolean
  | undefined
  | readonly Printable[]
  | ReadonlySet<string>
  | { readonly [key: string]: Printable }
  | object;

/**
 * A value as text for a message: JSON with a space after each comma and colon, keys in the order of their code points,
 * without what is `undefined`. The same in every engine, whose own ways to print lists and objects differ.
 */
export function printed(value: Printable): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object") return value === undefined ? "null" : String(value);
  if (Array.isArray(value)) return `[${value.map((item: Printable) => printed(item)).join(", ")}]`;
  const entries = Object.entries(value as { readonly [key: string]: Printable }).filter(
    ([, inner]) => inner !== undefined,
  );
  return `{${entries
    .sort(([left], [right]) => compareCodePoints(left, right))
    .map(([key, inner]) => `${quoted(key)}: ${printed(inner)}`)
    .join(", ")}}`;
}

function quoted(text: string): string {
  return JSON.stringify(text.toWellFormed());
}
