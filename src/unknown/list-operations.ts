import { united, unitedAll, why } from "./because.ts";
import { has, itemsOf, RecordBuilder, recordOf, whyThere } from "./collections.ts";
import { joined, setOf } from "./join.ts";
import { compareValues } from "./plain-operations.ts";
import { textOf } from "./texts.ts";
import { and, not } from "./truth.ts";
import {
  type Because,
  type Collection,
  closedItems,
  isCompound,
  isUnknown,
  type ListItem,
  type RecordEntry,
  type Sure,
  unknown,
  type Value,
} from "./values.ts";

/** What operations say of lists, sets and records of which not all is known. */

/** A number between two bounds. */
function between(least: number, greatest: number | null, because: Because): Value {
  return least === greatest ? least : { is: "number", least, greatest, because };
}

export function lengthOf(list: Value): Value {
  const { items, open } = itemsOf(list);
  const sure = items.filter(([, isSure]) => isSure === true).length;
  return between(sure, open === null ? items.length : null, whyThere({ items, open }));
}

/** The number of elements of a set, of which two may turn out to be equal if they aren't known. */
export function sizeOf(set: Value): Value {
  const { items, open } = itemsOf(set);
  return size(items, open, why(set));
}

export function sizeOfRecord(record: Value): Value {
  const { entries, open } = recordOf(record);
  const keys = entries.map(([key, , sure]): ListItem => [key, sure]);
  return size(keys, open, unitedAll([open ?? [], ...keys.flatMap(([key, sure]) => [why(key), why(sure)])]));
}

function size(items: readonly ListItem[], open: Because | null, because: Because): Value {
  const sure = items.filter(([, isSure]) => isSure === true);
  const known = sure.filter(([value]) => !isCompound(value) || why(value).length === 0).length;
  return between(Math.max(known, Math.min(sure.length, 1)), open === null ? items.length : null, because);
}

export function reversed(list: Value): Value {
  if (isUnknown(list)) return unknown(list.because);
  const { items, open } = itemsOf(list);
  return { is: "list", items: items.toReversed(), open };
}

/** The elements from an index to the end. */
export function slice(list: Value, from: Value): Value {
  if (isUnknown(list)) return unknown(united(list.because, why(from)));
  const closed = closedItems(list);
  const { items, open } = itemsOf(list);
  if (closed !== undefined && typeof from === "number") return { is: "list", items: items.slice(from), open };
  const because = united(whyThere({ items, open }), why(from));
  if (typeof from !== "number" || from < 0 || open !== null) return unsure(items, open, because);
  const known = items.findIndex(([, sure]) => sure !== true);
  return from <= known ? { is: "list", items: items.slice(from), open } : unsure(items.slice(known), open, because);
}

function unsure(items: readonly ListItem[], open: Because | null, because: Because): Collection {
  return { is: "list", items: items.map(([value]) => [value, unknown(because)]), open };
}

export function flat(lists: Value): Value {
  const { items, open } = itemsOf(lists);
  const all: ListItem[] = [];
  let more = open;
  for (const [list, sure] of items) {
    const inner = itemsOf(list);
    for (const [value, isSure] of inner.items) all.push([value, and(sure, isSure) as Sure]);
    if (inner.open !== null) more = united(more ?? [], inner.open);
  }
  return { is: "list", items: all, open: more };
}

export function join(list: Value, separator: Value): Value {
  const items = closedItems(list);
  if (items === undefined) return unknown(united(why(list), why(separator)));
  return textOf(items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])));
}

/** The last element, or another value where there is none. */
export function lastOr(list: Value, other: Value): Value {
  const { items, open } = itemsOf(list);
  if (open !== null) return unknown(united(why(list), why(other)));
  const last = items.findLastIndex(([, sure]) => sure === true);
  const start = last < 0 ? other : items[last]![0];
  return items.slice(last + 1).reduce((before, [value, sure]) => joined(value, before, why(sure)), start);
}

/** The values of pairs of a position and a value, in the order of the positions. */
export function inOrderOfPositions(pairs: Value): Value {
  const { items, open } = itemsOf(pairs);
  const rows = items.map(([pair, sure]) => ({ pair: closedItems(pair) ?? [], sure }));
  if (rows.some(({ pair: [position = null] }) => why(position).length > 0)) return unknown(why(pairs));
  const sorted = rows.toSorted((left, right) => compareValues(left.pair[0]!, right.pair[0]!));
  return { is: "list", items: sorted.map(({ pair, sure }) => [pair[1] ?? null, sure]), open };
}

/** A record from pairs of key and value, of which the last with a key counts. */
export function recordOfPairs(pairs: Value): Value {
  const { items, open } = itemsOf(pairs);
  const builder = new RecordBuilder();
  for (const [pair, sure] of items) {
    const [key = null, value = null] = closedItems(pair) ?? [unknown(why(pair)), unknown(why(pair))];
    builder.add(key, value, sure);
  }
  if (open !== null) builder.addAll({ is: "record", entries: [], open });
  return builder.record();
}

export function keysOf(record: Value): Value {
  const { entries, open } = recordOf(record);
  return setOf(
    entries.map(([key, , sure]): ListItem => [key, sure]),
    open,
  );
}

/** A record without the entries that have one of some keys. */
export function withoutKeys(record: Value, keys: Value): Value {
  const whole = recordOf(record);
  const entries = whole.entries.flatMap(([key, value, sure]): RecordEntry[] => {
    const stays = and(sure, not(has(keys, key)));
    return stays === false ? [] : [[key, value, stays]];
  });
  return { ...whole, entries };
}
