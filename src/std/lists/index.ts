import { compareCodePoints } from "../text/index.ts";

/** The strings in ascending order of their code points; the argument is left as it is. */
export function sorted(list: readonly string[]): string[] {
  return [...list].sort(compareCodePoints);
}

/** The strings without repetition, in ascending order of their code points. */
export function unique(list: readonly string[]): string[] {
  return sorted([...new Set(list)]);
}
