import { printed, rule, violation } from "regoscript";
import { Thing } from "../fixtures/thing.ts";

// set-constant: `new Set([…])`, `has`
//
// A set of Rego, and `in`.
const known = new Set(["a", "x", "z"]);

function unknownTags(tags: readonly string[]): string[] {
  return tags.filter((tag) => !known.has(tag));
}

// set-of-list: `new Set(list)`, `size`
//
// A set comprehension, and `count`.
function distinct(thing: Thing): number {
  return new Set([...thing.tags, thing.name]).size;
}

// set-spread: `[...set]`
//
// A list without an order. [`unique`](#sorted) gives one in order.
//
// RS2007 yield [...new Set(tags)].join();
function count(thing: Thing): number {
  return [...new Set(thing.tags)].filter((tag) => tag.startsWith("a")).length;
}

// set-values: `values`
//
// The set itself, for a loop over it or a spread.
//
// RS2007 for (const tag of new Set(tags).values()) { yield tag; return; }
function long(tags: readonly string[]): number {
  const found: string[] = [];
  for (const tag of new Set(tags).values()) if (tag.length > 2) found.push(tag);
  return found.length;
}

// set-of-values: `new Set([a, b])`
//
// A set comprehension over a list: iterating a literal of OPA's, two elements that turn out to be equal are both there.
function differing(thing: Thing): number {
  const names = new Set([thing.name, thing.tags[0] ?? "", thing.tags[1] ?? ""]);
  return [...names].length;
}

export default rule({
  id: "sets",
  title: "Sets",
  severity: "low",
  input: Thing,
  rationale: "Sets hold strings, numbers and booleans. `delete` and `clear` are refused (RS1009).",
  remediation: "",
  references: [],

  *check(thing) {
    yield violation(thing, `set-constant ${printed(unknownTags(thing.tags))}`);
    yield violation(thing, `set-of-list ${distinct(thing)}`);
    yield violation(thing, `set-spread ${count(thing)}`);
    yield violation(thing, `set-of-values ${differing(thing)}`);
    yield violation(thing, `set-values ${long(thing.tags)}`);
  },

  examples: {},
});
