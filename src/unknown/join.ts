import { united, why } from "./because.ts";
import { identityOf, isAlike } from "./equality.ts";
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
  if (isCollection(left) && isCollection(right) && left.is === right.is)
    return left.is === "list" ? joinedLists(left, right, because) : joinedSets(left, right, because);
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

/** What both lists begin with, and end with if all that is in them is known, is there; all between may be. */
function joinedLists(left: Collection, right: Collection, because: Because): Collection {
  const open = openOfEither(left, right, because);
  const prefix = common(left.items, right.items);
  const [one, other] = [left.items.slice(prefix.length), right.items.slice(prefix.length)];
  const suffix = open === null ? common(one.toReversed(), other.toReversed()).toReversed() : [];
  const between = [...one.slice(0, one.length - suffix.length), ...other.slice(0, other.length - suffix.length)];
  return { is: "list", items: [...prefix, ...between.map((item) => unsure(item, because)), ...suffix], open };
}

/** The items that two lists have in common at their begin, as sure as they are in both. */
function common(left: readonly ListItem[], right: readonly ListItem[]): ListItem[] {
  const items: ListItem[] = [];
  for (const [value, sure] of left) {
    const other = right[items.length];
    if (other === undefined || !isAlike(value, other[0])) break;
    items.push([value, and(sure, other[1]) as Sure]);
  }
  return items;
}

/** What is in both sets is as sure as it is in both; all else may be there. */
function joinedSets(left: Collection, right: Collection, because: Because): Collection {
  const further = [...right.items];
  const items = left.items.map((item): ListItem => {
    const at = further.findIndex(([value]) => isAlike(value, item[0]));
    if (at < 0) return unsure(item, because);
    const [[, sure] = item] = further.splice(at, 1);
    return [item[0], and(item[1], sure) as Sure];
  });
  return {
    is: "set",
    items: [...items, ...further.map((item) => unsure(item, because))],
    open: openOfEither(left, right, because),
  };
}

function unsure([value, sure]: ListItem, because: Because): ListItem {
  return [value, unknown(united(because, why(sure)))];
}

function openOfEither(left: Collection, right: Collection, because: Because): Because | null {
  return left.open === null && right.open === null ? null : united(because, left.open ?? [], right.open ?? []);
}

/** A set of items, of which equal ones are one. */
export function setOf(items: readonly ListItem[], open: Because | null): Collection {
  const distinct = new Map<string | symbol, ListItem>();
  for (const [value, sure] of items) {
    const key = identityOf(value) ?? Symbol("another");
    const same = distinct.get(key);
    distinct.set(key, same === undefined ? [value, sure] : [same[0], or(same[1], sure) as Sure]);
  }
  return { is: "set", items: [...distinct.values()], open };
}
