import { printed, rule, violation } from "regoscript";
import { type Part, Thing } from "../fixtures/thing.ts";

// let: `let` on branches
//
// Each value of the variable has a name of its own in Rego. Neither a parameter nor a variable from outside the function changes.
//
// RS1002 var text = name;
// RS1009 thing = thing;
function level(thing: Thing): string {
  let name = thing.name;
  if (thing.on) name = `${name}!`;
  return name;
}

// assignment-operators: `+=`, `-=`, `*=`, `??=`, `||=`, `&&=`
//
// Each in a statement of its own.
//
// RS1009 let size = 0; yield `${size++}`;
// RS2006 let size = 1; size /= 2;
function adjusted(thing: Thing): string {
  let size = thing.size;
  size += 3;
  size -= 1;
  size *= 2;
  let note = thing.note;
  note ??= "none";
  let isOn = thing.on;
  isOn ||= thing.size > 50;
  isOn &&= thing.name !== "";
  return `${size} ${note} ${isOn}`;
}

// push: `push`
//
// A list that a loop appends to is a comprehension. Only a list that the function itself made can change, and only until something else holds it.
//
// RS1023 const list = ["a"]; const other = list; list.push("b"); yield other.join();
// RS1009 thing.tags.push("a");
// RS1009 const list = ["a"]; list.pop();
// RS1009 const list = ["a"]; list[0] = "b";
function heavyIds(parts: readonly Part[]): string[] {
  const found: string[] = [];
  for (const part of parts) {
    if (part.weight > 10) found.push(part.id);
  }
  return found;
}

// push-at-several-places: `push` at several places of a loop
//
// Each contribution carries its position, and the list is put in the order that JavaScript gives it.
function spelled(tags: readonly string[]): string[] {
  const found = ["start"];
  for (const tag of tags) {
    found.push(tag);
    if (tag === "") found.push("empty");
  }
  return found;
}

// add: `add` to a set
//
// A set comprehension.
//
// RS1009 const set = new Set(["a"]); set.delete("a");
function idsOf(parts: readonly Part[]): number {
  const ids = new Set<string>();
  for (const part of parts) ids.add(part.id);
  return ids.size;
}

// map-set: `set` of a map
//
// The last value of a key stays, as in JavaScript.
//
// RS1014 const map = new Map<number, string>();
function weightOf(parts: readonly Part[], id: string): number {
  const weights = new Map<string, number>();
  for (const part of parts) weights.set(part.id, part.weight);
  return weights.get(id) ?? -1;
}

// return-before-change: a return before the changes
//
// What a function gives on another way is held by nothing here.
//
// RS1023 const list = ["a"]; for (const tag of tags) { const other = list; if (tag === "") yield other.join(); } list.push("b");
function named(tags: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  if (tags.length === 0) return found;
  for (const tag of tags) found.set(tag, `${tag}!`);
  return found;
}

// record-put: `record[key] = value`
//
// The record starts with `Object.create(null)`, since `{}` inherits keys such as `constructor`.
function firstTags(thing: Thing): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  for (const part of thing.parts) found[part.id] = thing.name;
  return found;
}

// sum: a sum or a count
//
// Rego's `sum`; `count++` and `count--` are sums too. A variable that a loop changes has no value inside the loop.
//
// RS1022 let total = 0; for (const part of parts) { total += part.weight; yield `${total}`; }
function total(parts: readonly Part[]): string {
  let weight = 0;
  let spares = 0;
  for (const part of parts) {
    weight += part.weight;
    if (part.spare) spares++;
  }
  return `${weight} ${spares}`;
}

// count-by-key: a count or a sum for each key
//
// `counts[key] = (counts[key] ?? 0) + 1`, or `set` and `get` of a map. Both sides name the same key, the operator is `+`, and what a key starts with is a constant.
//
// RS1009 const counts: Record<string, number> = Object.create(null); for (const tag of tags) counts[tag] ??= 0;
// RS1022 const counts: Record<string, number> = Object.create(null); for (const tag of tags) counts[tag] = (counts["a"] ?? 0) + 1;
// RS2012 const counts: Record<string, number> = {}; for (const tag of tags) counts[tag] = (counts[tag] ?? 0) + 1;
function counts(tags: readonly string[]): Record<string, number> {
  const found: Record<string, number> = Object.create(null);
  for (const tag of tags) found[tag] = (found[tag] ?? 0) + 1;
  return found;
}

function weightFor(parts: readonly Part[], id: string): number {
  const weights = new Map<string, number>();
  for (const part of parts) weights.set(part.id, (weights.get(part.id) ?? 0) + part.weight);
  return weights.get(id) ?? 0;
}

// list-by-key: a list for each key
//
// `(lists[key] ??= []).push(item)`; of a map `get`, and then `set` or `push`, or `set` with a copy of the list so far and one item more, which takes Node the
// square of a list's length. Each list is empty at first.
//
// RS1009 const lists: Record<string, string[]> = Object.create(null); for (const tag of tags) (lists[tag] ??= ["first"]).push("x");
// RS1009 const lists: Record<string, string[]> = Object.create(null); for (const tag of tags) { lists[tag] ??= []; lists[tag].push("x"); }
// RS1009 const lists = new Map<string, string[]>(); for (const tag of tags) lists.get(tag)?.push("x");
function weightsById(parts: readonly Part[]): Record<string, number[]> {
  const found: Record<string, number[]> = Object.create(null);
  for (const part of parts) (found[part.id] ??= []).push(part.weight);
  return found;
}

function tagsOfLength(tags: readonly string[], length: string): readonly string[] {
  const found = new Map<string, string[]>();
  for (const tag of tags) {
    const list = found.get(`${tag.length}`);
    if (list === undefined) found.set(`${tag.length}`, [tag]);
    else list.push(tag);
  }
  return found.get(length) ?? [];
}

function together(parts: readonly Part[], id: string): string {
  const ids = new Map<string, string[]>();
  for (const part of parts) ids.set(`${part.weight}`, [...(ids.get(`${part.weight}`) ?? []), part.id]);
  return ids.get(id)?.join(" ") ?? "none";
}

// text: a text that grows
//
// The pieces joined, in their order.
function joined(tags: readonly string[]): string {
  let text = "";
  for (const tag of tags) text += `<${tag}>`;
  return text;
}

// last: the last value
//
// An assignment in a loop leaves the value of the last element that reaches it.
function lastNamed(parts: readonly Part[]): string {
  let last = "none";
  for (const part of parts) {
    if (part.id !== "") last = part.id;
  }
  return last;
}

// found: whether any element does
//
// `found = true` in a loop is an existence test, `found = found || …` too.
function hasSpare(parts: readonly Part[]): boolean {
  let found = false;
  for (const part of parts) {
    if (part.spare) found = true;
  }
  return found;
}

// best: the best so far
//
// Of equals the first is kept with `>` and `<`, the last with `>=` and `<=`.
function heaviest(parts: readonly Part[]): string {
  let best: Part | undefined;
  for (const part of parts) {
    if (best === undefined || part.weight > best.weight) best = part;
  }
  return best?.id ?? "none";
}

// greatest: the greatest or least number
//
// `Math.max` and `Math.min` of the variable itself and something else. A variable changes in one of these ways only.
//
// RS1024 let total = 0; for (const part of parts) { total += part.weight; if (part.spare) total = 0; }
function greatest(parts: readonly Part[]): number {
  let most = 0;
  for (const part of parts) most = Math.max(most, part.weight);
  return most;
}

export default rule({
  id: "variables-that-change",
  title: "Variables that change",
  severity: "low",
  input: Thing,
  rationale: "A loop that changes a variable becomes one expression: the list, set, record, sum, text or best element, also one for each key, to which its elements contribute, each by itself.",
  remediation: "",
  references: [],

  *check(thing) {
    yield violation(thing, `let ${level(thing)}`);
    yield violation(thing, `assignment-operators ${adjusted(thing)}`);
    yield violation(thing, `push ${printed(heavyIds(thing.parts))}`);
    yield violation(thing, `push-at-several-places ${printed(spelled(thing.tags))}`);
    yield violation(thing, `add ${idsOf(thing.parts)}`);
    yield violation(thing, `map-set ${weightOf(thing.parts, thing.name)}`);
    yield violation(thing, `return-before-change ${named(thing.tags).size} ${named(thing.tags).get(thing.name) ?? "none"}`);
    yield violation(thing, `record-put ${printed(firstTags(thing))}`);
    yield violation(thing, `sum ${total(thing.parts)}`);
    yield violation(thing, `count-by-key ${printed(counts(thing.tags))} ${weightFor(thing.parts, thing.name)}`);
    yield violation(thing, `list-by-key ${printed(weightsById(thing.parts))} ${printed(tagsOfLength(thing.tags, "1"))} ${together(thing.parts, `${thing.size}`)}`);
    yield violation(thing, `text ${joined(thing.tags)}`);
    yield violation(thing, `last ${lastNamed(thing.parts)}`);
    yield violation(thing, `found ${hasSpare(thing.parts)}`);
    yield violation(thing, `best ${heaviest(thing.parts)}`);
    yield violation(thing, `greatest ${greatest(thing.parts)}`);
  },

  examples: {},
});
