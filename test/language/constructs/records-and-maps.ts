import { printed, reachable, rule, sorted, violation } from "regoscript";
import { Thing } from "../fixtures/thing.ts";

// record-index: `record[key]`, `record.key`
//
// `undefined` where there is no such key. A record that the rule makes may inherit a key such as `constructor`: use a `Map`.
//
// RS2012 const ranks: Record<string, number> = { low: 1 }; const rank = ranks[name];
function label(thing: Thing): string {
  return thing.labels[thing.name] ?? thing.labels.other ?? "none";
}

// object-keys: `Object.keys`, `Object.values`
//
// Lists without an order, until you say `sorted`.
//
// RS2007 yield Object.keys(labels).join();
function names(labels: Record<string, string>): string {
  return `${sorted(Object.keys(labels)).join(" ")} ${Object.values(labels).includes("x")}`;
}

// object-entries: `Object.entries`
//
// In a loop, or with a method such as `filter`, a pair of key and value. What a loop makes of them has no order either.
//
// RS2007 yield Object.entries(labels).map(([key]) => key).join();
function doubled(labels: Record<string, string>): string[] {
  const found: string[] = [];
  for (const [key, value] of Object.entries(labels)) {
    if (key === value) found.push(key);
  }
  return sorted(found);
}

// from-entries: `Object.fromEntries`
//
// The last of equal keys stays.
function weights(thing: Thing): Record<string, number> {
  return Object.fromEntries(thing.parts.map((part) => [part.id, part.weight]));
}

// entries-of-entries: a record made of another
//
// `Object.fromEntries(Object.entries(record)…)` with `filter` and `map` between them. Where several entries get the same key the last would stay, so the
// order would matter: the key is the one that the entry had.
//
// RS2007 const swapped = Object.fromEntries(Object.entries(labels).map(([key, value]) => [value, key])); yield swapped.a ?? "";
function others(labels: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => key !== "a").map(([key, value]) => [key, `${value}!`]));
}

// map-constant: `new Map`, `get`, `has`, `size`
//
// An object in Rego. A `Map` has no inherited keys, so any text can be asked for. Keys are strings (RS1014).
const ranks = new Map([
  ["low", 1],
  ["high", 2],
]);

function rank(name: string): number {
  return ranks.has(name) ? (ranks.get(name) ?? 0) : ranks.size;
}

// map-parts: `keys`, `values`, `entries` of a map
//
// Spread into a list, or in a loop; without an order, as for records. For a loop over the map itself see [loops over sets and maps](#for-set-or-map).
function isHeavy(thing: Thing): boolean {
  const found = new Map(thing.parts.map((part) => [part.id, part.weight]));
  if ([...found.keys()].includes("a") && [...found.values()].includes(1)) return false;
  return [...found.entries()].some(([id, weight]) => id !== "z" && weight > 10);
}

// literal-table: a literal table
//
// `Object.hasOwn` asks whether a key is the table's own; behind it any key may be looked up.
//
// RS2012 const ranks: Record<string, number> = { a: 1 }; yield `${ranks[name] ?? 0}`;
// RS2012 const ranks: Record<string, number> = { a: 1 }; if (name in ranks) yield name;
const places: Record<string, number> = { a: 1, b: 2, "pre-a": 3 };
const colours = { a: "red", b: "blue" };

function ranked(name: string): string {
  const isColour = Object.hasOwn(colours, name);
  if (!Object.hasOwn(places, name)) return `none ${isColour}`;
  return `${places[name] ?? 0} ${isColour}`;
}

function sumOf(tags: readonly string[]): number {
  let sum = 0;
  for (const tag of tags) sum += Object.hasOwn(places, tag) ? (places[tag] ?? 0) : 10;
  return sum;
}

// held-record: a record that an object holds
//
// A record of the document inherits no keys, nor does one that starts with `Object.create(null)`, in a field, a list or what a helper gives, too.
//
// RS2012 const box = { ranks: { low: 1 } as Record<string, number> }; yield `${box.ranks[name] ?? 0}`;
interface Labelled {
  readonly name: string;
  readonly labels: Record<string, string>;
}

function labelled({ name, labels }: Thing): Labelled {
  return { name, labels };
}

function byId(thing: Thing): { lists: Record<string, number[]> } {
  const lists: Record<string, number[]> = Object.create(null);
  for (const part of thing.parts) (lists[part.id] ??= []).push(part.weight);
  return { lists };
}

function held(thing: Thing): string {
  const [first] = [labelled(thing)];
  const box = byId(thing);
  return `${first?.labels[thing.name] ?? "none"} ${thing.tags.filter((tag) => box.lists[tag] !== undefined).length}`;
}

// map-entries: `[...map]`
//
// The list of a map's entries, for loops and `Array.from` too. It has no order.
function pairs(thing: Thing): string[] {
  const weights = new Map<string, number>();
  for (const part of thing.parts) weights.set(part.id, part.weight);
  return sorted([...weights].map(([id, weight]) => `${id}=${weight}`));
}

// reachable: `reachable`
//
// The nodes of a graph that can be reached from some nodes, these among them, however many edges lead there; a function can't call itself. The graph is a
// record or `Map` of the nodes to which edges lead from each node, lists or sets. It gives a set, in a time that grows with the number of edges.
//
// RS2007 yield [...reachable(new Map([["a", tags]]), tags)].join();
function below(thing: Thing): string[] {
  const edges = new Map<string, string[]>();
  for (const part of thing.parts) edges.set(part.id, [...(edges.get(part.id) ?? []), `${part.id}${part.weight}`]);
  for (const tag of thing.tags) edges.set(tag, [...thing.tags, thing.name]);
  return sorted([...reachable(edges, thing.tags)]);
}

function isCyclic(thing: Thing): boolean {
  const sets = new Map(thing.parts.map((part) => [part.id, new Set([thing.name])]));
  return reachable(sets, new Set(thing.tags)).has(thing.name) && reachable({ a: thing.tags, b: ["a"] }, ["b"]).has("x");
}

export default rule({
  id: "records-and-maps",
  title: "Records and maps",
  severity: "low",
  input: Thing,
  rationale: "Both are objects of Rego. Keys of a document come in the order of the document in JavaScript and sorted in Rego, so no result may depend on it.",
  remediation: "",
  references: [],

  *check(thing) {
    yield violation(thing, `record-index ${label(thing)}`);
    yield violation(thing, `object-keys ${names(thing.labels)}`);
    yield violation(thing, `object-entries ${printed(doubled(thing.labels))}`);
    yield violation(thing, `from-entries ${printed(weights(thing))}`);
    yield violation(thing, `entries-of-entries ${printed(others(thing.labels))}`);
    yield violation(thing, `literal-table ${ranked(thing.name)} ${sumOf(thing.tags)}`);
    yield violation(thing, `held-record ${held(thing)}`);
    yield violation(thing, `map-entries ${printed(pairs(thing))}`);
    yield violation(thing, `map-constant ${printed(thing.tags.map((tag) => rank(tag)))}`);
    yield violation(thing, `reachable ${printed(below(thing))} ${isCyclic(thing)}`);
    yield violation(thing, `map-parts ${isHeavy(thing)}`);
  },

  examples: {},
});
