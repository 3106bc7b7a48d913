import type { Path, Segment } from "../paths.ts";
import { compareCodePoints } from "../std/text/index.ts";
import type { Because, Place, Value } from "./values.ts";
import { isCompound } from "./values.ts";

/**
 * Of how many places a value says that it isn't known because of them: the first ones in their order. More help nobody,
 * and each operation would unite more. `fewest` is its twin in Rego.
 */
export const mostPlaces = 32;

/** The places of several reasons. */
export function united(...reasons: readonly Because[]): Because {
  return unitedAll(reasons);
}

/** The places of any number of reasons. */
export function unitedAll(reasons: Iterable<Because>): Because {
  let all: Because = [];
  for (const because of reasons) {
    if (because.length === 0 || because === all) continue;
    all = all.length === 0 ? because : fewest([...all, ...because]);
  }
  return all;
}

function fewest(places: readonly Place[]): Because {
  const sorted = [...places].sort(comparePlaces);
  const distinct = sorted.filter((place, index) => index === 0 || comparePlaces(place, sorted[index - 1]!) !== 0);
  return distinct.slice(0, mostPlaces);
}

/** The order of Rego: by paths, of which indexes come before keys, and then by reasons. */
function comparePlaces(left: Place, right: Place): number {
  return comparePaths(left.path, right.path) || compareCodePoints(left.why, right.why);
}

function comparePaths(left: Path, right: Path): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const order = compareSegments(left[index]!, right[index]!);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareSegments(left: Segment, right: Segment): number {
  if (typeof left === "number") return typeof right === "number" ? left - right : -1;
  return typeof right === "number" ? 1 : compareCodePoints(left, right);
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
