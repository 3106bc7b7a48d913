import type { Because, Place, Value } from "./values.ts";
import { isCompound } from "./values.ts";

/** The places of several reasons. */
export function united(...reasons: readonly Because[]): Because {
  return unitedAll(reasons);
}

/** The places of any number of reasons. */
export function unitedAll(reasons: Iterable<Because>): Because {
  let all: Because = [];
  for (const because of reasons) {
    if (because.length === 0 || because === all) continue;
    all = all.length === 0 ? because : distinct([...all, ...because]);
  }
  return all;
}

function distinct(places: readonly Place[]): Because {
  const byText = new Map(places.map((place) => [JSON.stringify([place.path, place.why]), place]));
  return [...byText.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, place]) => place);
}

/** All places for which a value isn't known, or something inside it. */
export function why(value: Value): Because {
  if (!isCompound(value)) return [];
  switch (value.is) {
    case "unknown":
    case "number":
      return value.because;
    case "text":
      return unitedAll(value.parts.map((part) => (typeof part === "string" ? [] : part.because)));
    case "list":
    case "set":
      return unitedAll([value.open ?? [], ...value.items.flatMap(([item, sure]) => [why(item), why(sure)])]);
    case "record":
      return unitedAll([
        value.open ?? [],
        ...value.entries.flatMap(([key, entry, sure]) => [why(key), why(entry), why(sure)]),
      ]);
    case "object":
    case "instance":
      return unitedAll(Object.values(value.fields).map(why));
    case "raw":
      return value.parts === undefined ? [] : unitedAll(value.parts.map(why));
    default:
      return [];
  }
}

/** All places for which any of some values isn't known. */
export function whyAny(values: readonly Value[]): Because {
  return unitedAll(values.map(why));
}
