import { compareText, printed, rule, sorted, unique, violation } from "regoscript";
import { type Part, Thing } from "../fixtures/thing.ts";

// filter: `filter`
//
// A comprehension with a condition. `filter(Boolean)` and the name of a function work too. Here and in the methods below the function takes the element
// and its index, not the whole list.
//
// RS1018 const others = tags.filter((tag, index, all) => tag !== "");
function heavy(parts: readonly Part[]): Part[] {
  return parts.filter((part) => part.weight > 10);
}

// map: `map`
//
// A comprehension. A second parameter is the index.
function numbered(tags: readonly string[]): string[] {
  return tags.map((tag, index) => `${index}:${tag}`);
}

// flat-map: `flatMap`
//
// The function gives a list for every element.
function pieces(tags: readonly string[]): string[] {
  return tags.flatMap((tag) => tag.split("-"));
}

// flat-map-single: `flatMap` with single values
//
// What is no list counts as a list of it.
function notes(thing: Thing): string[] {
  const deep = thing.parts.flatMap((part) => (part.weight > 10 ? part.id : []));
  return [...deep, ...thing.tags.flatMap((tag) => `${tag}.`), ...[thing.note].flatMap((note) => note ?? [])];
}

// flat: `flat`
//
// One level.
//
// RS1017 const all = [tags].flat(2);
function together(thing: Thing): string[] {
  return [thing.tags, thing.parts.map((part) => part.id)].flat();
}

// some: `some`
//
// An existence test: in a condition it becomes `some … in` and its condition, negated `every` and the opposite.
function hasHeavy(parts: readonly Part[]): boolean {
  return parts.some((part) => part.weight > 10);
}

// every: `every`
//
// True of an empty list, as in JavaScript.
function areHeavy(parts: readonly Part[]): boolean {
  return parts.every((part) => part.weight > 10);
}

// find: `find`, `findLast`
//
// The first or last element that the function accepts, or `undefined`.
function heavyOnes(parts: readonly Part[]): string {
  const first = parts.find((part) => part.weight > 10);
  const last = parts.findLast((part) => part.weight > 10);
  return `${first?.id ?? "none"} ${last?.id ?? "none"}`;
}

// find-index: `findIndex`, `findLastIndex`
//
// -1 where there is none.
function empty(tags: readonly string[]): string {
  return `${tags.findIndex((tag) => tag === "")} ${tags.findLastIndex((tag) => tag === "")}`;
}

// includes: `includes`
//
// Rego's `in`, of strings, numbers and booleans. A second argument is the index from which on it looks.
//
// RS2004 for (const part of parts) if (thing.parts.includes(part)) return;
function hasTag(thing: Thing): boolean {
  return thing.tags.includes(thing.name);
}

function hasLaterA(tags: readonly string[]): boolean {
  return tags.includes("a", 1);
}

// index-of: `indexOf`, `lastIndexOf`
//
// -1 where there is none.
//
// RS1017 const place = tags.indexOf("a", 1);
function placesOf(thing: Thing): string {
  return `${thing.tags.indexOf(thing.name)} ${thing.tags.lastIndexOf(thing.name)}`;
}

// length: `length`
//
// Rego's `count`.
function size(thing: Thing): number {
  return thing.tags.length;
}

// index: `list[index]`
//
// `undefined` beyond the end, and so its type says. The index may be a variable.
//
// RS2010 const last = tags[-1];
function tagOf(thing: Thing): string {
  return thing.tags[thing.parts.length] ?? "none";
}

// at: `at`
//
// Counts from the end where it is negative; the index may be a variable.
//
// RS2007 yield Object.keys(labels).at(0) ?? "";
function ends(thing: Thing): string {
  return `${thing.tags.at(-1) ?? "none"} ${thing.tags.at(1 - thing.parts.length) ?? "none"}`;
}

// list-values: `values`
//
// The list itself, for a loop over it.
function marked(tags: readonly string[]): string[] {
  const found: string[] = [];
  for (const tag of tags.values()) found.push(`${tag}!`);
  return found;
}

// array-from: `Array.from`
//
// A copy of a list, a set or a [text](#characters), or what a function makes of each element. A set's has no order.
//
// RS1017 const places = Array.from({ length: 3 }, (_, index) => index);
// RS2007 yield Array.from(new Set(tags)).join();
function counted(parts: readonly Part[]): string[] {
  return Array.from(parts, (part, index) => `${index}${part.id}`);
}

function kinds(tags: readonly string[]): number {
  return Array.from(new Set(tags)).length;
}

// slice: `slice`
//
// Negative numbers count from the end, as in JavaScript.
function middle(tags: readonly string[]): string[] {
  return tags.slice(1, -1);
}

// concat: `concat`
//
// Lists and single values. `[...one, ...other]` is the same.
function longer(thing: Thing): string[] {
  return thing.tags.concat(thing.name, ["end"]);
}

// join: `join`
//
// Of strings, numbers and booleans; map other elements to strings first.
//
// RS2003 yield parts.join();
function joined(thing: Thing): string {
  return `${thing.tags.join("+")} ${thing.parts.map((part) => part.weight).join()}`;
}

// sorted: `sorted`, `unique`
//
// Strings in the order of their code points, the second without repetition. JavaScript's own order is that of UTF-16 units.
//
// RS2005 const list = tags.toSorted();
function inOrder(tags: readonly string[]): string {
  return `${sorted(tags).join(" ")} | ${unique(tags).join(" ")}`;
}

// to-sorted: `toSorted` by keys
//
// The comparator is a difference of numbers, `compareText` of strings, or several of these joined by `||`; swapped arguments sort downwards. Equal
// elements keep their order. A list of strings may be given `compareText` itself.
//
// RS2005 const list = tags.toSorted((a, b) => (a === "first" ? -1 : compareText(a, b)));
function byWeight(parts: readonly Part[]): string[] {
  const ids = parts.toSorted((a, b) => b.weight - a.weight || compareText(b.id, a.id)).map((part) => part.id);
  return [...ids, ...ids.toSorted(compareText), ...[...ids].sort(compareText).reverse()];
}

// to-spliced: `toSpliced`
//
// The list with some elements left out and others in their place; from the end for a negative index.
//
// RS2007 if (Object.keys(labels).toSpliced(0, 1).includes("a")) yield "a";
// RS1017 const copy = tags.toSpliced();
function replaced(thing: Thing): string[] {
  const { tags, size } = thing;
  const some = [...tags.toSpliced(1, 1, "x", ...tags), "|", ...tags.toSpliced(-2, 1), "|", ...tags.toSpliced(size)];
  return [...some, "|", ...tags.toSpliced(size - 3, size, "y"), "|", ...tags.toSpliced(9, 1, "z")];
}

// to-reversed: `toReversed`
//
// Rego's `array.reverse`.
function backwards(tags: readonly string[]): string[] {
  return tags.toReversed();
}

// sort: `sort`, `reverse` of a new list
//
// The same as `toSorted` and `toReversed`, where the list is made on the spot and nothing else holds it: `[...list]`, `list.filter(…)`,
// `Object.keys(record)` and the like. The order of strings by themselves is `sorted`.
//
// RS1009 thing.tags.sort(compareText);
// RS1009 thing.tags.reverse();
// RS1009 const list = tags; list.sort((a, b) => compareText(a, b));
// RS2005 const list = [...tags].sort();
function lightest(thing: Thing): string {
  const ids = [...thing.parts].sort((a, b) => a.weight - b.weight).map((part) => part.id);
  return `${ids.join(" ")} ${thing.tags.filter((tag) => tag !== "").reverse().join(" ")}`;
}

// reduce: `reduce`
//
// A sum, a count, a text, a list, a set, a record, a least or greatest value, as in [variables that change](#variables-that-change), from a given start.
//
// RS1022 const odd = parts.reduce((sum, part) => part.weight - sum, 0);
function total(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.weight, 0);
}

function greatest(parts: readonly Part[]): number {
  return parts.reduce((most, part) => Math.max(most, part.weight), 0);
}

function distinct(parts: readonly Part[]): number {
  return parts.reduce((ids, part) => new Set([...ids, part.id]), new Set<string>()).size;
}

// named-comparator: a comparator with a name, or with a body
//
// Its keys may come one after the other: `if (a.weight !== b.weight) return a.weight - b.weight;`. One may have a name: `const order = …; if (order !== 0)
// return order;`.
//
// RS2005 const order = parts.toSorted((a, b) => (a.weight < b.weight ? -1 : 1));
// RS2005 const order = parts.toSorted((a, b) => { const other = a.id.length; return a.weight - b.weight; });
// RS2005 const order = parts.toSorted((a, b) => { const order = a.weight - b.weight; if (order !== 1) return order; return compareText(a.id, b.id); });
function byWeightAndId(a: Part, b: Part): number {
  if (a.weight !== b.weight) return b.weight - a.weight;
  return compareText(b.id, a.id);
}

function byIdLength(a: Part, b: Part): number {
  const length = a.id.length - b.id.length;
  if (length !== 0) return length;
  const id = compareText(a.id, b.id);
  return id || b.weight - a.weight;
}

const byId = (a: Part, b: Part) => compareText(a.id, b.id);

function ordered(parts: readonly Part[]): string[] {
  const all = [...parts.toSorted(byWeightAndId), ...parts.toSorted(byId), ...parts.toSorted(byIdLength)];
  return all.map((part) => `${part.id}:${part.weight}`);
}

// sort-statement: `sort` and `reverse` as statements
//
// Of a list that the function made and that nothing else holds.
//
// RS1009 tags.sort((a, b) => compareText(a, b));
// RS1009 const copy = [...tags]; const other = copy; copy.reverse(); yield `${other.length}`;
function sortedIds(thing: Thing): string {
  const ids = thing.parts.map((part) => part.id);
  ids.sort(compareText);
  if (thing.on) ids.reverse();
  return ids.join(" ");
}

export default rule({
  id: "lists",
  title: "Lists",
  severity: "low",
  input: Thing,
  rationale: "Lists are Rego's arrays. Methods that change one in place are refused (RS1009), but for `push` on a list that the function made, and [`sort` and `reverse`](#sort) of a new one.",
  remediation: "",
  references: [],

  *check(thing) {
    yield violation(thing, `filter ${printed(heavy(thing.parts))}`);
    yield violation(thing, `map ${printed(numbered(thing.tags))}`);
    yield violation(thing, `flat-map ${printed(pieces(thing.tags))}`);
    yield violation(thing, `flat-map-single ${printed(notes(thing))}`);
    yield violation(thing, `named-comparator ${printed(ordered(thing.parts))}`);
    yield violation(thing, `sort-statement ${sortedIds(thing)}`);
    yield violation(thing, `flat ${printed(together(thing))}`);
    yield violation(thing, `some ${hasHeavy(thing.parts)}`);
    yield violation(thing, `every ${areHeavy(thing.parts)}`);
    yield violation(thing, `find ${heavyOnes(thing.parts)}`);
    yield violation(thing, `find-index ${empty(thing.tags)}`);
    yield violation(thing, `includes ${hasTag(thing)} ${hasLaterA(thing.tags)}`);
    yield violation(thing, `index-of ${placesOf(thing)}`);
    yield violation(thing, `length ${size(thing)}`);
    yield violation(thing, `index ${tagOf(thing)}`);
    yield violation(thing, `at ${ends(thing)}`);
    yield violation(thing, `list-values ${printed(marked(thing.tags))}`);
    yield violation(thing, `array-from ${printed(counted(thing.parts))} ${kinds(thing.tags)}`);
    yield violation(thing, `slice ${printed(middle(thing.tags))}`);
    yield violation(thing, `to-spliced ${printed(replaced(thing))}`);
    yield violation(thing, `concat ${printed(longer(thing))}`);
    yield violation(thing, `join ${joined(thing)}`);
    yield violation(thing, `sorted ${inOrder(thing.tags)}`);
    yield violation(thing, `to-sorted ${printed(byWeight(thing.parts))}`);
    yield violation(thing, `to-reversed ${printed(backwards(thing.tags))}`);
    yield violation(thing, `sort ${lightest(thing)}`);
    yield violation(thing, `reduce ${total(thing.parts)} ${greatest(thing.parts)} ${distinct(thing.parts)}`);
  },

  examples: {},
});
