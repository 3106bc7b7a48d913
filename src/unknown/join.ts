import { united, why } from "./because.ts";
import { isAlike } from "./equality.ts";
import { and, or } from "./truth.ts";
import {
  type Because,
  type Collection,
  isCompound,
  type ListItem,
  type Sure,
  type Truth,
  unknown,
  type Value,
} from "./values.ts";

/** One of two values, which of them isn't known because of some places. */
export function joined(left: Value, right: Value, because: Because): Value {
  if (isAlike(left, right)) return left;
  if (isCollection(left) && isCollection(right) && left.is === right.is) return joinedCollections(left, right, because);
  return unknown(united(because, why(left), why(right)));
}

/** The value of the first of some candidates that holds; one of them does, and of the last it needn't be said. */
export function firstOf(candidates: readonly (readonly [value: Value, truth: Truth])[]): Value {
  return candidates.reduceRight<Value | undefined>(
    (rest, [value, truth]) => (rest === undefined ? value : joined(value, rest, why(truth))),
    undefined,
  )!;
}

function isCollection(value: Value): value is Collection {
  return isCompound(value) && (value.is === "list" || value.is === "set");
}

/**
 * What is in both stays as sure as it is in both, all else may be there. What stands in both in front of all else keeps
 * its place; other items have none, which is why unsure ones stand before those that are sure.
 */
function joinedCollections(left: Collection, right: Collection, because: Because): Collection {
  const prefix: ListItem[] = [];
  while (prefix.length < left.items.length && prefix.length < right.items.length) {
    const [one, other] = [left.items[prefix.length]!, right.items[prefix.length]!];
    if (!isAlike(one[0], other[0])) break;
    prefix.push([one[0], and(one[1], other[1]) as Sure]);
  }
  const unmatched = right.items.slice(prefix.length);
  const both: ListItem[] = [];
  const either: ListItem[] = [];
  const unsure = ([value, sure]: ListItem): ListItem => [value, unknown(united(because, why(sure)))];
  for (const item of left.items.slice(prefix.length)) {
    const at = unmatched.findIndex(([value]) => isAlike(value, item[0]));
    if (at < 0) either.push(unsure(item));
    else both.push([item[0], and(item[1], unmatched.splice(at, 1)[0]![1]) as Sure]);
  }
  either.push(...unmatched.map(unsure));
  const open = left.open === null && right.open === null ? null : united(because, left.open ?? [], right.open ?? []);
  const further = left.is === "list" && either.length === 0 ? both.map(unsure) : both;
  return { is: left.is, items: [...prefix, ...either, ...further], open };
}

/** A set of items, of which equal ones are one. */
export function setOf(
  items: readonly ListItem[],
  open: Because | null,
  isEqual: (l: Value, r: Value) => Truth,
): Collection {
  const distinct: ListItem[] = [];
  for (const [value, sure] of items) {
    const at = distinct.findIndex(([other]) => isEqual(other, value) === true);
    if (at < 0) distinct.push([value, sure]);
    else distinct[at] = [distinct[at]![0], or(distinct[at]![1], sure) as Sure];
  }
  return { is: "set", items: distinct, open };
}
