import { printed, rule, violation } from "regoscript";
import { type Part, Thing } from "../fixtures/thing.ts";

// if-else: `if`, `else if`, `else`
//
// The branches of a function become an `else` chain, tried in the order of the source. Conditions follow JavaScript's truth: see [truth of a
// value](#truthiness).
function grade(size: number): string {
  if (size > 100) return "large";
  else if (size > 10) return "medium";
  else return "small";
}

// early-return: `return` before the end
//
// What comes after a `return` is a later branch of the chain. A function returns a value on every way through it (RS1019).
function describe(thing: Thing): string {
  if (thing.name === "") return "nameless";
  const mark = thing.on ? "!" : "?";
  return `${thing.name}${mark}`;
}

// return-from-loop: `return` inside a loop
//
// The first element that returns decides; elements come in the order of the list, as in JavaScript.
function firstHeavy(parts: readonly Part[]): string {
  for (const part of parts) {
    if (part.weight > 50) return part.id;
  }
  return "none";
}

// continue: `continue`
//
// What comes after it has the opposite of its condition.
function names(parts: readonly Part[]): string[] {
  const found: string[] = [];
  for (const part of parts) {
    if (part.spare) continue;
    found.push(part.id);
  }
  return found;
}

// break: `break`
//
// The loop ranges over the elements up to the first that leaves it.
function before(tags: readonly string[]): string[] {
  const found: string[] = [];
  for (const tag of tags) {
    if (tag === "stop") break;
    found.push(tag);
  }
  return found;
}

// labels: labels of loops
//
// `break` and `continue` lead out of nested loops by their labels. No other statement has one.
//
// RS1004 named: if (thing.on) break named;
function known(tags: readonly string[], parts: readonly Part[]): string[] {
  const found: string[] = [];
  outer: for (const tag of tags) {
    for (const part of parts) {
      if (part.id === tag) continue outer;
    }
    found.push(tag);
  }
  return found;
}

// entries: the index in a loop, `entries`
//
// Rego's `some index, element in list`.
//
// RS1003 for (let index = 0; index < tags.length; index++) {}
// RS1003 for (const index in tags) {}
function places(tags: readonly string[]): string[] {
  const found: string[] = [];
  for (const [index, tag] of tags.entries()) {
    if (tag === "a") found.push(`a at ${index}`);
  }
  return found;
}

// for-set-or-map: loops over sets and maps
//
// A set's elements, a map's keys and values, without an order: what a loop makes of them has none either.
function lightOrKnown(thing: Thing): number {
  const found: string[] = [];
  for (const tag of new Set(thing.tags)) if (tag.startsWith("a")) found.push(tag);
  for (const [id, weight] of new Map(thing.parts.map((part) => [part.id, part.weight]))) if (weight < 5) found.push(id);
  return found.length;
}

// switch: `switch`
//
// A chain of conditions. Empty cases go on into the next; a case with statements ends with `break`, `continue` or `return`. TypeScript sees to it that a
// `switch` over all cases of a union needs no `default`.
//
// RS1025 switch (thing.size) { case 1: yield "one"; case 2: yield "one or two"; }
function kind(size: number): string {
  switch (size) {
    case 0:
    case 1:
      return "tiny";
    case 50:
      return "half";
    default:
      return "other";
  }
}

export default rule({
  id: "control-flow",
  title: "Control flow",
  severity: "low",
  input: Thing,
  rationale: "Rego has no statements that run one after the other: each way through a function or a rule becomes a body of its own. Loops go over lists, sets, maps and the characters of texts; `while`, `for (;;)` and `for…in` are refused (RS1003), exceptions too (RS1008).",
  remediation: "",
  references: [],

  *check(thing) {
    yield violation(thing, `if-else ${grade(thing.size)}`);
    yield violation(thing, `early-return ${describe(thing)}`);
    yield violation(thing, `return-from-loop ${firstHeavy(thing.parts)}`);
    yield violation(thing, `continue ${printed(names(thing.parts))}`);
    yield violation(thing, `break ${printed(before(thing.tags))}`);
    yield violation(thing, `labels ${printed(known(thing.tags, thing.parts))}`);
    yield violation(thing, `entries ${printed(places(thing.tags))}`);
    yield violation(thing, `for-set-or-map ${lightOrKnown(thing)}`);
    yield violation(thing, `switch ${kind(thing.size)}`);
  },

  examples: {},
});
