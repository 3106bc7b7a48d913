import type { ExpectedMalformed } from "../authoring/rule.ts";
import { pathText } from "../paths.ts";

/** What the main modules say of a malformed field. */
export function malformedText(kind: string, { path, expected, found }: ExpectedMalformed): string {
  return `malformed ${kind} at ${pathText(path)}: expected ${expected}, found ${found}`;
}
