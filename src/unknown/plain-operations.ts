import { reachable } from "../std/graphs/index.ts";
import { sorted } from "../std/lists/index.ts";
import { integer, remainder } from "../std/numbers/index.ts";
import type { BeforeUnknowns, Operation, OwnOverUnknowns } from "../std/operations.ts";
import { matchesPattern } from "../std/patterns/index.ts";
import { matchesGlob } from "../std/patterns/wildcard.ts";
import { decodeBase64, encodeBase64 } from "../std/text/base64.ts";
import { compareCodePoints, compareText, upperCase } from "../std/text/index.ts";
import { printed } from "../std/text/printed.ts";
import { why } from "./because.ts";
import { RecordBuilder, recordOf } from "./collections.ts";
import { isAlike } from "./equality.ts";
import { expressionOf, matchesIn } from "./patterns.ts";
import { closedItems, isCompound, listOf, type RecordValue, type Value } from "./values.ts";

/** The elements of a list or set, all of them known. */
type Elements = readonly Value[];

/** What a plain operation gives: a list may be an array. */
type Given = Value | undefined | readonly Given[] | ReadonlySet<string>;

/** The operations that say nothing of what isn't known. */
export type Lifted = Exclude<Operation, OwnOverUnknowns | BeforeUnknowns>;

/**
 * These as functions of what is known, lists and sets as their elements: each has its meaning in JavaScript, for
 * functions of Regoscript that of src/std.
 */
export const plainOperations: { readonly [name in Lifted]: (...args: never[]) => Given } = {
  "text.replaceAll": (text: string, old: string, replacement: string) => text.replaceAll(old, () => replacement),
  "text.replace": (text: string, old: string, replacement: string) => text.replace(old, () => replacement),
  "text.trimStart": (text: string) => text.trimStart(),
  "text.trimEnd": (text: string) => text.trimEnd(),
  "text.indexOf": (text: string, part: string) => text.indexOf(part),
  "text.slice": (text: string, from: number, to: number) => text.slice(from, to),
  "text.substring": (text: string, from: number, to: number) => text.substring(from, to),
  "text.at": (text: string, index: number) => text.at(index),
  "text.charAt": (text: string, index: number) => text.charAt(index),
  "text.padStart": (text: string, length: number, fill: string) => text.padStart(length, fill),
  "text.padEnd": (text: string, length: number, fill: string) => text.padEnd(length, fill),
  "text.repeat": (text: string, times: number) => text.repeat(times),
  "text.length": (text: string) => text.length,
  "text.unit": (text: string, index: number) => text[index],
  "text.characters": (text: string) => [...text],
  quoted: (text: string) => printed(text),
  compareText: (left: string, right: string) => compareText(left, right),
  upperCase: (text: string) => upperCase(text),
  encodeBase64: (text: string) => encodeBase64(text),
  decodeBase64: (text: string) => decodeBase64(text),

  "list.sliceBetween": (list: Elements, from: number, to: number) => list.slice(from, to),
  "list.toSpliced": (list: Elements, from: number, count: number, others: Elements) => {
    const start = from < 0 ? Math.max(0, list.length + from) : Math.min(from, list.length);
    return [...list.slice(0, start), ...others, ...list.slice(start + Math.max(0, count))];
  },
  "list.indexOf": (list: Elements, value: Value) => list.findIndex((item) => isAlike(item, value)),
  "list.lastIndexOf": (list: Elements, value: Value) => list.findLastIndex((item) => isAlike(item, value)),
  unique: (list: Elements) => sorted([...new Set(list as readonly string[])]),
  sorted: (list: Elements) => [...list].sort(compareValues),
  "list.sum": (list: Elements) => numbers(list).reduce((sum, number) => sum + number, 0),
  "list.max": (list: Elements) => numbers(list).reduce((most, number) => Math.max(most, number)),
  "list.min": (list: Elements) => numbers(list).reduce((least, number) => Math.min(least, number)),
  "pairs.firstGreatest": (pairs: Elements) => best(pairs, (order) => order > 0),
  "pairs.lastGreatest": (pairs: Elements) => best(pairs, (order) => order >= 0),
  "pairs.firstLeast": (pairs: Elements) => best(pairs, (order) => order < 0),
  "pairs.lastLeast": (pairs: Elements) => best(pairs, (order) => order <= 0),

  "pairs.sums": (pairs: Elements, record: RecordValue, start: number) =>
    changed(pairs, record, (value, old) => ((old ?? start) as number) + (value as number)),
  "pairs.lists": (pairs: Elements, record: RecordValue) =>
    changed(pairs, record, (value, old) => listOf([...(closedItems(old ?? null) ?? []), value])),
  reachable: (graph: RecordValue, from: Elements) =>
    reachable(
      new Map(
        recordOf(graph).entries.map(([node, next]) => [node as string, (closedItems(next) ?? []) as readonly string[]]),
      ),
      from as readonly string[],
    ),

  "number.max": (...given: number[]) => Math.max(...given),
  "number.min": (...given: number[]) => Math.min(...given),
  "number.abs": (number: number) => Math.abs(number),
  "number.sign": (number: number) => Math.sign(number),
  "number.quotient": (number: number, divisor: number) => Math.trunc(number / divisor),
  "number.floorOfQuotient": (number: number, divisor: number) => Math.floor(number / divisor),
  "number.ceilOfQuotient": (number: number, divisor: number) => Math.ceil(number / divisor),
  integer: (text: string) => integer(text),
  remainder: (number: number, divisor: number) => remainder(number, divisor),

  "pattern.test": (pattern: string, text: string) => expressionOf(pattern).test(text),
  "pattern.match": (pattern: string, text: string) => matchesIn(pattern, text, 1)[0],
  "pattern.matches": (pattern: string, text: string) => matchesIn(pattern, text, -1),
  "pattern.wholes": (pattern: string, text: string) => {
    const found = matchesIn(pattern, text, -1);
    return found.length === 0 ? null : found.map(([whole]) => whole);
  },
  "pattern.pieces": (pattern: string, text: string, most: number) => {
    const pieces: string[] = [];
    let start = 0;
    for (const match of matchesIn(pattern, text, most)) {
      pieces.push(text.slice(start, match.index));
      start = match.index + match[0].length;
    }
    return [...pieces, text.slice(start)];
  },
  matchesGlob: (path: string, pattern: string) => matchesGlob(path, pattern),
  matchesPattern: (text: string, pattern: string) => matchesPattern(text, pattern),
};

function numbers(list: Elements): readonly number[] {
  return list as readonly number[];
}

/** A record to which pairs were added one after another. */
function changed(
  pairs: Elements,
  record: RecordValue,
  put: (value: Value, old: Value | undefined) => Value,
): RecordValue {
  const builder = new RecordBuilder();
  const values = new Map(recordOf(record).entries.map(([key, value]) => [key, value]));
  for (const pair of pairs) {
    const [key = null, value = null] = closedItems(pair) ?? [];
    values.set(key, put(value, values.get(key)));
  }
  for (const [key, value] of values) builder.add(key, value, true);
  return builder.record();
}

/** The value of the pair whose key is best, as the order to the best so far says. */
function best(pairs: Elements, isBetter: (order: number) => boolean): Value {
  let found: readonly Value[] | undefined;
  for (const pair of pairs) {
    const [key, value] = closedItems(pair) as readonly [Value, Value];
    if (found === undefined || isBetter(compareValues(key, found[0]!))) found = [key, value];
  }
  return found?.[1] ?? null;
}

/** Order of numbers, of texts by code points, and of lists by their elements in turn. */
export function compareValues(left: Value, right: Value): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") return compareCodePoints(left, right);
  const [first, second] = [closedItems(left), closedItems(right)];
  if (first === undefined || second === undefined) return 0;
  for (let index = 0; index < Math.min(first.length, second.length); index++) {
    const order = compareValues(first[index]!, second[index]!);
    if (order !== 0) return order;
  }
  return first.length - second.length;
}

/** An argument for a plain operation; undefined if something of it isn't known. */
export function knownArgument(value: Value): unknown {
  if (!isCompound(value)) return value;
  if (why(value).length > 0) return undefined;
  return closedItems(value) ?? value;
}

/** A value of what a plain operation gave. */
export function givenValue(given: Given): Value {
  if (given === undefined) return null;
  if (Array.isArray(given)) return listOf((given as readonly Given[]).map(givenValue));
  if (given instanceof Set) return { is: "set", items: [...given].map((item) => [item, true]), open: null };
  return given as Value;
}
