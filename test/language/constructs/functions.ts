import { printed, rule, violation } from "regoscript";
import { type Part, Thing } from "../fixtures/thing.ts";
import * as shared from "../fixtures/words.ts";

// function: functions of a module
//
// A function in Rego of the same name, with the first paragraph of its documentation. It may be imported from another module, and be an arrow function
// in a constant. For recursion see [`walk`](#walk).
//
// RS1010 const again = (size: number): number => (size === 0 ? 0 : again(size - 1)); yield `${again(3)}`;
/** Whether a part is heavy. */
function isHeavy(part: Part): boolean {
  return part.weight > 10;
}

// constants: constants of a module
//
// Written once. A module has no variables that change.
const ranks = ["low", "high"];

function isRanked(thing: Thing): boolean {
  return thing.tags.some((tag) => ranks.includes(tag));
}

// default-parameters: default values of parameters
//
// The function itself fills them in. For any number of arguments take a list.
//
// RS1021 const join = (...words: string[]): string => words.join(); yield join(name);
function marked(name: string, mark = "!"): string {
  return `${name}${mark}`;
}

// destructured-parameters: parameters that are taken apart
//
// See [destructuring](#destructuring) for what a pattern may hold.
function line({ id, weight }: Part): string {
  return `${id} weighs ${weight}`;
}

// generics: generic functions, and functions as parameters
//
// A function that takes a function is compiled anew for each call, so what is passed must be known there: an arrow function, or the name of a function.
//
// RS1018 const list = [(tag: string) => tag.length];
function select<Item>(list: readonly Item[], accept: (item: Item) => boolean): Item[] {
  return list.filter(accept).slice(0, 2);
}

function twoShort(tags: readonly string[]): string[] {
  return select(tags, (tag) => tag.length < 3);
}

// nested-functions: functions inside functions
//
// They read what is around them, which becomes a parameter in Rego, and don't change it.
//
// RS1009 let size = 0; const grow = () => { size = 1; return size; }; yield `${grow()}`;
function over(thing: Thing): string[] {
  const limit = thing.limit ?? 5;
  const isOver = (part: Part): boolean => {
    if (part.spare) return false;
    return part.weight > limit;
  };
  return thing.parts.filter(isOver).map((part) => part.id);
}

// generators: generator functions
//
// The list of what they yield, in its order. `yield*` takes a list or another generator's call.
//
// RS1015 const got = yield name;
// RS1026 const keys = new Map([["a", 1]]).keys(); yield* keys;
function* words(thing: Thing): Generator<string, void> {
  yield thing.name;
  for (const tag of thing.tags) {
    if (tag !== "") yield tag;
  }
}

// generic-equality: equality of a type parameter
//
// Where the function is called only with strings, numbers or booleans for it.
function same<T>(one: T, other: T): boolean {
  return one === other;
}

function indexIn<T>(items: readonly T[], wanted: T): number {
  return items.indexOf(wanted);
}

// whole-modules: `import * as`
//
// Each name behind the module's means what it means when imported by itself. The module's name alone is no value.
function knownTags(tags: readonly string[]): string[] {
  return tags.filter(shared.isKnown).map((tag) => shared.replacements.a ?? tag);
}

export default rule({
  id: "functions",
  title: "Functions",
  severity: "low",
  input: Thing,
  rationale: "Functions are pure: they take values and return one. Rules import them from other modules of the policy folder, which need no rule of their own.",
  remediation: "",
  references: [],

  *check(thing) {
    yield violation(thing, `function ${printed(thing.parts.filter(isHeavy).map((part) => part.id))}`);
    yield violation(thing, `constants ${isRanked(thing)}`);
    yield violation(thing, `default-parameters ${marked(thing.name)} ${marked(thing.name, "?")}`);
    yield violation(thing, `destructured-parameters ${printed(thing.parts.map((part) => line(part)))}`);
    yield violation(thing, `generics ${printed(twoShort(thing.tags))}`);
    yield violation(thing, `nested-functions ${printed(over(thing))}`);
    const isSame = `${same(thing.name, thing.note ?? "")} ${same(thing.size, thing.tags.length)}`;
    yield violation(thing, `generic-equality ${isSame} ${indexIn(thing.tags, thing.name)}`);
    yield violation(thing, `whole-modules ${printed(knownTags(thing.tags))}`);
    yield violation(thing, `generators ${[...words(thing)].join(",")}`);
  },

  examples: {},
});
