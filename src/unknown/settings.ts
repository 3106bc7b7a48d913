import type { Setting } from "../authoring/settings.ts";
import { compareCodePoints } from "../std/text/index.ts";

/** What some of all settings have in common that others don't have, in words: `condition IsProduction is true`. */
export function circumstances(some: readonly Setting[], all: readonly Setting[]): string {
  const others = all.filter((setting) => !some.includes(setting));
  const deciding = new Set(
    some.flatMap((one) =>
      others.flatMap((other) => {
        const differing = Object.keys(one).filter((name) => one[name] !== other[name]);
        return differing.length === 1 ? differing : [];
      }),
    ),
  );
  const names = [...deciding].sort(compareCodePoints);
  const phrases = some.map((one) => names.map((name) => `${name} is ${one[name]}`).join(" and "));
  return [...new Set(phrases)].sort(compareCodePoints).join(" or ");
}
