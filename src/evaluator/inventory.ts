import { createHash } from "node:crypto";
import { isDeleted } from "../authoring/admission.ts";
import type { InputKind, Instance } from "../authoring/input-kind.ts";
import type { Evidence, Inventory, ObjectName } from "../authoring/inventory.ts";
import { type Located, location, type PathLink, pathOf } from "../authoring/location.ts";
import { Raw } from "../authoring/raw.ts";
import { expand } from "../documents/expand.ts";
import type { Path } from "../paths.ts";
import { compareCodePoints } from "../std/text/index.ts";
import { type DecodableKind, type Decode, type DecodedInstance, decodedBy } from "./instances.ts";
import { keyOfDocument, keyOfName } from "./object-name.ts";

/** An instance, with where it stands in the documents of a run. */
export interface PlacedInstance {
  readonly decoded: Located;
  /** Index of the document. */
  readonly document: number;
  readonly path: Path;
}

/** Where a part of a document stands. */
interface Origin {
  readonly document: number;
  readonly link: PathLink | undefined;
}

/** What a run has of an input kind. Instances are decoded when somebody asks for them. */
interface KindInventory {
  /** Those that finders gave, by the key of the object that they stand in. */
  readonly found: Map<string | undefined, Instance<Located>[]>;
  /** What was asked for already, by key, and all under `all`. */
  readonly decoded: Map<string, readonly Located[]>;
}

/**
 * Collects the instances of some input kinds in the documents of a run, and gives them once all documents are there.
 */
export class RunInventory implements Inventory {
  readonly #kinds: readonly DecodableKind[];
  readonly #known = new Map<string, KindInventory>();

  /** The parts of documents that say something of the kinds. */
  readonly #parts: Raw[] = [];
  /** The same, by which a document is known again. */
  #texts: Set<string> | undefined;
  /** Where the parts stand in which instances were found. */
  readonly #origins = new Map<Instance<Located>, Origin>();
  #documents = 0;
  /** What functions have made of the inventory. */
  readonly #worked = new Map<(inventory: Inventory) => unknown, unknown>();

  constructor(kinds: readonly DecodableKind[]) {
    this.#kinds = kinds;
  }

  add(document: unknown): void {
    const index = this.#documents++;
    for (const part of expand(new Raw(document, undefined)))
      this.#add(withoutPlace(part), { document: index, link: part.link });
  }

  /** How many instances of a kind `all` leaves out, since they aren't what the kind's interface says. */
  malformedOf(kind: string): number {
    const found = [...(this.#known.get(kind)?.found.values() ?? [])].flat();
    if (found.length === 0) return 0;
    const { decode } = this.#kinds.find(({ kind: { id } }) => id === kind)!;
    return found.filter((instance) => decodedBy(decode, instance) === undefined).length;
  }

  /** What `all` gives of a kind, with where each of them stands. */
  instancesOf(kind: string): readonly PlacedInstance[] {
    const known = this.#known.get(kind);
    if (known === undefined) return [];
    const { decode } = this.#kinds.find(({ kind: { id } }) => id === kind)!;
    return entriesOf([...known.found.values()].flat(), decode).map(({ instance, decoded }) => {
      const { document, link } = this.#origins.get(instance)!;
      return { decoded, document, path: [...pathOf(link), ...pathOf(instance.at.link)] };
    });
  }

  /**
   * The inventory of a run that a document is part of too: this one, if it is in it already. For the other engines a
   * document that is asked about is always part of the run.
   */
  including(document: unknown): RunInventory {
    this.#texts ??= new Set(this.#parts.map(digest));
    const others = partsOf(document).filter((part) => this.#saysSomething(part) && !this.#texts!.has(digest(part)));
    if (others.length === 0) return this;
    const extended = new RunInventory(this.#kinds);
    for (const part of [...this.#parts, ...others]) extended.#add(part);
    return extended;
  }

  #saysSomething(raw: Raw): boolean {
    return this.#kinds.some(({ kind }) => !kind.find(raw).next().done || kind.covers?.(raw) === true);
  }

  #add(raw: Raw, origin?: Origin): void {
    const key = keyOfDocument(raw);
    let saysSomething = false;
    for (const { kind } of this.#kinds) {
      const found = [...kind.find(raw)];
      if (found.length === 0 && kind.covers?.(raw) !== true) continue;
      saysSomething = true;
      if (origin !== undefined) for (const instance of found) this.#origins.set(instance, origin);
      const known = this.#known.get(kind.id) ?? { found: new Map(), decoded: new Map() };
      this.#known.set(kind.id, known);
      const ofKey = known.found.get(key);
      if (ofKey === undefined) known.found.set(key, found);
      else for (const instance of found) ofKey.push(instance);
    }
    if (saysSomething) this.#parts.push(raw);
  }

  all<Shape extends Located>(kind: InputKind<Shape>): readonly Evidence<Shape>[] | undefined {
    return this.#decoded(kind, "all", (found) => [...found.values()].flat());
  }

  find<Shape extends Located>(kind: InputKind<Shape>, name: ObjectName): readonly Evidence<Shape>[] | undefined {
    const key = keyOfName(name);
    return this.#decoded(kind, key, (found) => found.get(key) ?? []);
  }

  once<Value>(work: (inventory: Inventory) => Value): Value {
    if (!this.#worked.has(work)) this.#worked.set(work, work(this));
    return this.#worked.get(work) as Value;
  }

  #decoded<Shape extends Located>(
    { id }: InputKind<Shape>,
    question: string,
    among: (found: KindInventory["found"]) => readonly Instance<Located>[],
  ): readonly Evidence<Shape>[] | undefined {
    const known = this.#known.get(id);
    if (known === undefined) return undefined;
    let decoded = known.decoded.get(question);
    if (decoded === undefined) {
      const { decode } = this.#kinds.find(({ kind }) => kind.id === id)!;
      decoded = wellFormed(among(known.found), decode);
      known.decoded.set(question, decoded);
    }
    return decoded as unknown as readonly Evidence<Shape>[];
  }
}

/** The parts of a document. Places inside evidence are relative to the part, wherever the document has it. */
function partsOf(document: unknown): Raw[] {
  return expand(new Raw(document, undefined))
    .filter((part) => !isDeleted(part))
    .map(withoutPlace);
}

function withoutPlace({ value, origin }: Raw): Raw {
  return new Raw(value, undefined, undefined, origin);
}

/** A short text that is the same for the same part. */
function digest({ value, origin }: Raw): string {
  return createHash("sha256")
    .update(JSON.stringify([origin, value]))
    .digest("base64");
}

/** An instance of evidence. */
interface Entry extends DecodedInstance {
  readonly instance: Instance<Located>;
}

/** The well-formed ones of some instances, sorted by resource, then by place and value, each once. */
function wellFormed(instances: readonly Instance<Located>[], decode: Decode): readonly Located[] {
  return entriesOf(instances, decode).map(({ decoded }) => decoded);
}

function entriesOf(instances: readonly Instance<Located>[], decode: Decode): Entry[] {
  const entries = instances.flatMap((instance): Entry[] => {
    const decoded = decodedBy(decode, instance);
    return decoded === undefined ? [] : [{ decoded, resource: instance.resource, instance }];
  });
  return entries
    .sort(compareEntries)
    .filter((entry, index) => index === 0 || compareEntries(entry, entries[index - 1]!) !== 0);
}

function compareEntries(left: DecodedInstance, right: DecodedInstance): number {
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
