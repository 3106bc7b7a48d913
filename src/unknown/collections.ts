import type { Path } from "../paths.ts";
import { mostPlaces, united, unitedAll, why } from "./because.ts";
import { equal, identityOf } from "./equality.ts";
import { joined } from "./join.ts";
import { and, or } from "./truth.ts";
import {
  type Because,
  type Collection,
  isCompound,
  isUnknown,
  type ListItem,
  type RecordEntry,
  type RecordValue,
  type Sure,
  type Truth,
  type Unknown,
  unknown,
  type Value,
} from "./values.ts";

/** One element or entry of what is iterated, or with `rest` all that nobody knows of. */
export interface Case {
  readonly key: Value;
  /** Where it stands among those that are known. */
  readonly position: number;
  readonly value: Value;
  readonly sure: Sure;
  readonly rest: boolean;
}

/** What an iteration goes through. The rest comes last, and may stand anywhere. */
export function casesOf(value: Value): readonly Case[] {
  if (isUnknown(value)) return [restOf(value.because, 0)];
  if (!isCompound(value)) return [];
  switch (value.is) {
    case "list":
    case "set": {
      const cases: Case[] = [];
      // Nobody knows the index of what something unknown may stand before. As many of these as there may be places
      // tell.
      let doubt: Because = value.open ?? [];
      let unsettled = 0;
      for (const [item, sure] of value.items) {
        const position = cases.length;
        const key = doubt.length === 0 ? position : unknown(doubt);
        cases.push({ key, position, value: item, sure, rest: false });
        if (sure !== true && unsettled++ < mostPlaces) doubt = united(doubt, sure.because);
      }
      return withRest(cases, value.open);
    }
    case "record":
    case "object":
    case "instance": {
      const { entries, open } = recordOf(value);
      const cases = entries.map(([key, item, sure], position) => ({ key, position, value: item, sure, rest: false }));
      return withRest(cases, open);
    }
    default:
      return [];
  }
}

function withRest(cases: readonly Case[], open: Because | null): readonly Case[] {
  return open === null ? cases : [...cases, restOf(open, cases.length)];
}

function restOf(because: Because, position: number): Case {
  return { key: unknown(because), position, value: unknown(because), sure: unknown(because), rest: true };
}

/** A value as a record: of an object its fields that aren't nothing. */
export function recordOf(value: Value): RecordValue {
  if (!isCompound(value)) return { is: "record", entries: [], open: null };
  if (value.is === "record") return value;
  if (value.is !== "object" && value.is !== "instance") return { is: "record", entries: [], open: why(value) };
  const entries = Object.entries(value.fields).filter(([, field]) => field !== null);
  return { is: "record", entries: entries.map(([key, field]) => [key, field, true]), open: null, path: value.path };
}

/** A list or set as its items. Of what isn't known, more of them. */
export function itemsOf(value: Value): Pick<Collection, "items" | "open"> {
  if (!isCompound(value)) return { items: [], open: null };
  return value.is === "list" || value.is === "set" ? value : { items: [], open: why(value) };
}

/** A field of an object. */
export function fieldOf(object: Value, name: string): Value {
  if (!isCompound(object)) return null;
  switch (object.is) {
    case "object":
    case "instance":
      return Object.hasOwn(object.fields, name) ? object.fields[name]! : null;
    case "unknown":
      return partOfUnknown(object, name);
    case "record":
      return elementOf(object, name, false);
    default:
      return unknown(why(object));
  }
}

/** What stands under a name inside something unknown. */
export function partOfUnknown({ because, id }: Unknown, name: string | number): Unknown {
  return { is: "unknown", because, id: id === null ? null : `${id}.${name}`, clean: false };
}

/**
 * An element of a list by its index, or the value of a record by its key.
 *
 * @param fromEnd whether an index that is negative counts from the end; else there is no such element
 */
export function elementOf(collection: Value, key: Value, fromEnd: boolean): Value {
  if (!isCompound(collection)) return null;
  if (collection.is === "list")
    return typeof key === "number" && key < 0 && !fromEnd ? null : elementAt(collection, key);
  if (collection.is === "unknown") return unknown(united(collection.because, why(key)));
  if (collection.is === "record") return entryOf(collection, key);
  if (collection.is === "object" || collection.is === "instance")
    return typeof key === "string" ? fieldOf(collection, key) : entryOf(recordOf(collection), key);
  return unknown(united(why(collection), why(key)));
}

function elementAt(list: Collection, index: Value): Value {
  const { items, open } = list;
  if (typeof index !== "number") return unknown(united(whyThere(list), why(index)));
  if (open !== null) return unknown(whyThere(list));
  if (index >= items.length) return null;
  // From the end an element can be counted only if all are there.
  const before = index < 0 ? items : items.slice(0, index + 1);
  const because = unitedAll(before.map(([, sure]) => why(sure)));
  return because.length === 0 ? (items.at(index)?.[0] ?? null) : unknown(because);
}

/** Why nobody knows which elements a list or set has. */
export function whyThere({ items, open }: Pick<Collection, "items" | "open">): Because {
  return unitedAll([open ?? [], ...items.map(([, sure]) => why(sure))]);
}

function entryOf({ entries, open }: RecordValue, key: Value): Value {
  const places: Because[] = [];
  let found: RecordEntry | undefined;
  for (const entry of entries) {
    const isKey = equal(entry[0], key);
    if (isKey === true) {
      found = entry;
      if (entry[2] !== true) places.push(entry[2].because);
    } else if (isKey !== false) places.push(isKey.because);
  }
  if (found !== undefined && places.length === 0) return found[1];
  if (found === undefined && places.length === 0 && open === null) return null;
  return unknown(unitedAll([...places, found === undefined ? (open ?? []) : []]));
}

/** Whether a list or set has a value. */
export function has(collection: Value, value: Value): Truth {
  if (isUnknown(collection)) return unknown(united(collection.because, why(value)));
  const { items, open } = itemsOf(collection);
  let truth: Truth = open === null ? false : unknown(open);
  for (const [item, sure] of items) {
    truth = or(truth, and(sure, equal(item, value)));
    if (truth === true) return true;
  }
  return truth;
}

/** A record in the making: of two entries with one key the later counts. */
export class RecordBuilder {
  readonly #entries = new Map<string | symbol, RecordEntry>();
  /** Where the keys are that aren't known, which may equal others. */
  readonly #doubtful = new Set<string | symbol>();
  #open: Because | null = null;
  #path: Path | null = null;

  add(key: Value, value: Value, sure: Sure): void {
    const identity = identityOf(key) ?? Symbol("another");
    for (const other of isCompound(key) ? this.#entries.keys() : this.#doubtful) {
      const [otherKey, otherValue, otherSure] = this.#entries.get(other)!;
      const isSame = other === identity || equal(otherKey, key);
      if (typeof isSame === "boolean") continue;
      const because = united(isSame.because, why(sure), why(otherSure));
      this.#entries.set(other, [otherKey, otherValue, unknown(because)]);
    }
    const before = this.#entries.get(identity);
    this.#entries.set(
      identity,
      before === undefined || sure === true
        ? [key, value, sure]
        : [key, joined(value, before[1], sure.because), or(before[2], sure) as Sure],
    );
    if (isCompound(key)) this.#doubtful.add(identity);
  }

  /** Adds all entries of a record or object, of which nobody may know all. */
  addAll(value: Value): void {
    if (isCompound(value) && (value.is === "object" || value.is === "instance")) {
      for (const [key, field] of Object.entries(value.fields)) this.add(key, field, true);
      this.#path = value.path ?? this.#path;
      return;
    }
    const { entries, open, path } = recordOf(value);
    this.#path = path ?? this.#path;
    // Any entry before may be replaced by one of those that nobody knows.
    if (open !== null) {
      for (const [identity, [key, other, sure]] of this.#entries)
        this.#entries.set(identity, [key, other, unknown(united(open, why(sure)))]);
      this.addOpen(open);
    }
    for (const [key, entry, sure] of entries) this.add(key, entry, sure);
  }

  addOpen(because: Because): void {
    this.#open = united(this.#open ?? [], because);
  }

  record(): RecordValue {
    const record: RecordValue = { is: "record", entries: [...this.#entries.values()], open: this.#open };
    return this.#path === null ? record : { ...record, path: this.#path };
  }
}

/** A list of the items of some lists and sets, and of single values. */
export function spreadOf(parts: readonly { readonly spread: boolean; readonly value: Value }[]): {
  readonly items: readonly ListItem[];
  readonly open: Because | null;
} {
  const items: ListItem[] = [];
  let open: Because | null = null;
  for (const { spread, value } of parts) {
    if (!spread) {
      items.push([value, true]);
      continue;
    }
    const inner = itemsOf(value);
    for (const item of inner.items) items.push(item);
    if (inner.open !== null) open = united(open ?? [], inner.open);
  }
  return { items, open };
}
