import { printed, rule, violation } from "regoscript";
import { Thing } from "../fixtures/thing.ts";

// truthiness: truth of a value, `Boolean`
//
// In Rego only `false` and undefined fail, so each test is written out by the static type: `""`, `0` and `undefined` are false as in JavaScript.
function isSaid(thing: Thing): boolean {
  if (thing.note) return true;
  return Boolean(thing.size);
}

// logic: `&&`, `||`, `!`
//
// As conditions they become lines of a body, other bodies, and `not`.
function isIdle(thing: Thing): boolean {
  return !thing.on && (thing.tags.length === 0 || thing.maybe === true);
}

// logic-as-value: `||` and `&&` that give a value
//
// The first operand or the second, by the truth of the first. Where only `undefined` is meant, `??` reads better and becomes less Rego.
function shown(thing: Thing): string {
  const noted = thing.note && `${thing.name}: ${thing.note}`;
  return noted || thing.name;
}

// equality: `===` and `!==`
//
// Of strings, numbers, booleans and `undefined`. JavaScript compares the identity of lists and objects, Rego their content. Of the loose
// operators there is `== null`: whether there is no value.
//
// RS1012 if (thing.note == "x") return;
// RS2004 if (thing.tags === tags) return;
// RS2014 if (thing.note === null) return;
function isPlain(thing: Thing): boolean {
  return thing.note !== "x" && thing.maybe === undefined && thing.limit != null;
}

// order: `<`, `<=`, `>`, `>=`
//
// Of numbers. For strings see [`compareText`](#compare-text).
//
// RS2005 if (name < "m") return;
function grade(thing: Thing): string {
  if (thing.size < 0) return "negative";
  if (thing.size > 100) return "large";
  return thing.size >= 2 && thing.size <= 10 ? "small" : "other";
}

// coalesce: `??`
//
// `null` and absent are the same to both sides.
function limit(thing: Thing): number {
  return thing.limit ?? thing.size;
}

// optional-chain: `?.`
//
// A path of fields that ends in `null` where one of them is absent.
//
// RS1013 yield thing.note!;
function deepValue(thing: Thing): string {
  return thing.inner?.deep?.value ?? "shallow";
}

// optional-call: `?.` before a method
//
// Nothing is called where the value is absent.
function isInner(thing: Thing): boolean {
  return thing.inner?.name?.startsWith("in") ?? false;
}

// conditional: `? :`
//
// Where it can't be part of a body it becomes a function with two branches.
function state(thing: Thing): string {
  return thing.on ? "on" : "off";
}

// template: template literals
//
// `concat` of texts. Strings, numbers and booleans are printed alike in every engine; for all else see [messages](#messages).
function summary(thing: Thing): string {
  return `${thing.name} has ${thing.size} and is ${thing.on}`;
}

// list-literal: list literals and `...list`
//
// Lists, sets and the [characters](#characters) of a text can be spread.
//
// RS1001 const list = [...labels];
function all(thing: Thing): string[] {
  return [thing.name, ...thing.tags, "end"];
}

// object-literal: object literals, `...object` and `[key]: value`
//
// Later parts win. An object that a rule makes has no place in the document, so no violation can point at it (RS3009), but a copy of a node keeps its
// place.
function labelled(thing: Thing): Record<string, string> {
  return { ...thing.labels, extra: "1", [`key-${thing.name}`]: "2" };
}

// in: `in`, `Object.hasOwn`
//
// Of records; for a field of an interface compare with `undefined`.
//
// RS1001 if ("note" in thing) return;
function hasLabel(thing: Thing): boolean {
  return thing.name in thing.labels || Object.hasOwn(thing.labels, "a");
}

// satisfies: `as const`, `satisfies`, and `as` a wider type
//
// They leave no trace. An `as` may only widen.
//
// RS1013 const note = thing.note as string;
const levels = { low: 1, high: 50 } as const satisfies Record<string, number>;

function isHigh(thing: Thing): boolean {
  return thing.size > (levels.high as number);
}

// conditional-spread: `...(condition && {…})`
//
// Nothing is spread where the condition doesn't hold.
function shownParts(thing: Thing): { name: string; note: string | undefined; first: string | undefined } {
  const extra = {
    name: thing.name,
    ...(thing.on && { note: "on" }),
    ...(thing.parts.length > 0 && thing.size > 5 && { first: `${thing.parts.length}` }),
  };
  return { name: extra.name, note: extra.note, first: extra.first };
}

export default rule({
  id: "expressions",
  title: "Expressions",
  severity: "low",
  input: Thing,
  rationale: "`undefined` is Rego's `null`, so every expression has a value and can be negated, compared and passed on as in JavaScript.",
  remediation: "",
  references: [],

  *check(thing) {
    yield violation(thing, `truthiness ${isSaid(thing)}`);
    yield violation(thing, `logic ${isIdle(thing)}`);
    yield violation(thing, `logic-as-value ${shown(thing)}`);
    yield violation(thing, `equality ${isPlain(thing)}`);
    yield violation(thing, `order ${grade(thing)}`);
    yield violation(thing, `coalesce ${limit(thing)}`);
    yield violation(thing, `optional-chain ${deepValue(thing)}`);
    yield violation(thing, `optional-call ${isInner(thing)}`);
    yield violation(thing, `conditional ${state(thing)}`);
    yield violation(thing, `template ${summary(thing)}`);
    yield violation(thing, `list-literal ${printed(all(thing))}`);
    yield violation(thing, `object-literal ${printed(labelled(thing))}`);
    const { name, note, first } = shownParts(thing);
    yield violation(thing, `conditional-spread ${name} ${note ?? "-"} ${first ?? "-"}`);
    yield violation(thing, `in ${hasLabel(thing)}`);
    yield violation(thing, `satisfies ${isHigh(thing)}`);
  },

  examples: {},
});
