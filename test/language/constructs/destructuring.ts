import { printed, rule, sorted, violation } from "regoscript";
import { type Part, Thing } from "../fixtures/thing.ts";

// object-destructuring: `const { name, note = "" } = thing`
//
// Each name is a field or, with a default, `??` of one; `{ name: title }` gives it another name. A default counts for `null` as well, since absent and
// `null` are the same.
//
// RS1021 let { note } = thing;
function described(thing: Thing): string {
  const { name: title, note = "none" } = thing;
  return `${title} ${note}`;
}

// object-rest: `...rest` of an object
//
// The object without the fields that are named before.
function unnamed(thing: Thing): string {
  const { name, ...rest } = thing;
  return `${name} ${rest.size}`;
}

// list-destructuring: `const [first, second] = list`
//
// What the list doesn't have is `undefined`, as in JavaScript. A text is taken apart into its [characters](#characters).
function start(tags: readonly string[]): string {
  const [first = "none", second] = tags;
  return second === undefined ? first : `${first} ${second}`;
}

// list-rest: `...rest` of a list
//
// A slice.
function without(tags: readonly string[]): string[] {
  const [, ...rest] = tags;
  return rest;
}

// computed-name: `const { [key]: value } = record`
//
// Of a record, not of an object with named fields (RS1021).
function label(thing: Thing): string {
  const { [thing.name]: value = "unlabelled" } = thing.labels;
  return value;
}

// loop-pattern: patterns in loops and in functions' parameters
//
// The parts are read where they are used.
function lines(parts: readonly Part[]): string[] {
  return parts.filter(({ spare = false }) => !spare).map(({ id, weight }) => `${id} ${weight}`);
}

// nested-pattern: patterns inside patterns
//
// A pattern below a name, or in the place of an element.
function firstPart(thing: Thing): string {
  const [{ id, weight } = { id: "none", weight: 0 }] = thing.parts;
  return `${id} ${weight}`;
}

// rest-after-computed: `...rest` after a computed name
//
// What is left is without that key.
function otherLabels(thing: Thing): string[] {
  const { [thing.name]: own, ...others } = thing.labels;
  return sorted(Object.entries(others).map(([key, value]) => `${key}=${value}`)).concat(own ?? "none");
}

export default rule({
  id: "destructuring",
  title: "Destructuring",
  severity: "low",
  input: Thing,
  rationale: "What a pattern takes apart is read field by field, element by element.",
  remediation: "",
  references: [],

  *check(thing) {
    yield violation(thing, `object-destructuring ${described(thing)}`);
    yield violation(thing, `object-rest ${unnamed(thing)}`);
    yield violation(thing, `rest-after-computed ${printed(otherLabels(thing))}`);
    yield violation(thing, `list-destructuring ${start(thing.tags)}`);
    yield violation(thing, `list-rest ${printed(without(thing.tags))}`);
    yield violation(thing, `computed-name ${label(thing)}`);
    yield violation(thing, `nested-pattern ${firstPart(thing)}`);
    yield violation(thing, `loop-pattern ${printed(lines(thing.parts))}`);
  },

  examples: {},
});
