import { expand } from "../authoring/documents.ts";
import type { InputKind } from "../authoring/input-kind.ts";
import type { Evidence, Inventory } from "../authoring/inventory.ts";
import { type Located, location, pathOf } from "../authoring/location.ts";
import { Raw } from "../authoring/raw.ts";
import { compareCodePoints } from "../std/text/index.ts";
import { type DecodableKind, type DecodedInstance, instancesIn } from "./instances.ts";
import type { Verdict } from "./report.ts";

type Entry = DecodedInstance;

/**
 * Collects the instances of some input kinds in the documents of a run, and gives them once all documents are there.
 */
export class RunInventory implements Inventory {
  readonly #kinds: readonly DecodableKind[];
  readonly #entries = new Map<string, Entry[]>();
  readonly #all = new Map<string, readonly Located[]>();

  /** What functions have made of the inventory. */
  readonly #worked = new Map<(inventory: Inventory) => unknown, unknown>();

  constructor(kinds: readonly DecodableKind[]) {
    this.#kinds = kinds;
  }

  add(document: unknown): void {
    for (const { value } of expand(new Raw(document, undefined))) {
      // Places inside evidence are relative to the resource, wherever the document has it.
      const raw = new Raw(value, undefined);
      for (const known of this.#kinds) {
        const { kind } = known;
        const malformed: Verdict["malformed"][number][] = [];
        for (const instance of instancesIn(raw, known, malformed)) this.#known(kind.id).push(instance);
        if (malformed.length > 0 || kind.covers?.(raw) === true) this.#known(kind.id);
      }
    }
  }

  all<Shape extends Located>(kind: InputKind<Shape>): readonly Evidence<Shape>[] | undefined {
    let all = this.#all.get(kind.id);
    if (all === undefined) {
      const entries = this.#entries.get(kind.id)?.sort(compareEntries);
      if (entries === undefined) return undefined;
      all = entries
        .filter((entry, index) => index === 0 || compareEntries(entry, entries[index - 1]!) !== 0)
        .map(({ decoded }) => decoded);
      this.#all.set(kind.id, all);
    }
    return all as unknown as readonly Evidence<Shape>[];
  }

  once<Value>(work: (inventory: Inventory) => Value): Value {
    if (!this.#worked.has(work)) this.#worked.set(work, work(this));
    return this.#worked.get(work) as Value;
  }

  #known(kind: string): Entry[] {
    let entries = this.#entries.get(kind);
    if (entries === undefined) {
      entries = [];
      this.#entries.set(kind, entries);
    }
    return entries;
  }
}

function compareEntries(left: Entry, right: Entry): number {
  return compareCodePoints(left.resource, right.resource) || compareValues(left.decoded, right.decoded);
}

/**
 * The order of `sort` in Rego, for decoded values: null, booleans, numbers, strings, arrays, objects; objects by their
 * sorted keys and values in turn. A node's path is its first member.
 */
function compareValues(left: unknown, right: unknown): number {
  const rank = rankOf(left) - rankOf(right);
  if (rank !== 0) return rank;
  if (typeof left === "string") return compareCodePoints(left, right as string);
  if (typeof left === "number" || typeof left === "boolean") return Number(left) - Number(right);
  if (Array.isArray(left)) return compareSequences(left, right as unknown[]);
  return typeof left === "object" && left !== null ? compareSequences(membersOf(left), membersOf(right as object)) : 0;
}

function compareSequences(left: readonly unknown[], right: readonly unknown[]): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const order = compareValues(left[index], right[index]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Keys and values of an object in turn, by key. */
function membersOf(value: object): unknown[] {
  if (value instanceof Raw) return ["path", pathOf(value.link), "value", value.value];
  const keys = Object.keys(value).sort(compareCodePoints);
  const own = keys.flatMap((key) => [key, (value as { readonly [key: string]: unknown })[key]]);
  return location in value ? ["$path", pathOf((value as Located)[location]), ...own] : own;
}

function rankOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  const index = ["boolean", "number", "string"].indexOf(typeof value);
  if (index >= 0) return index + 1;
  return Array.isArray(value) ? 4 : 5;
}
