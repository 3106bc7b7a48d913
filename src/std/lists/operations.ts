import {
  anything,
  inAnyOrder,
  inOrder,
  type OperationFacts,
  type Order,
  type Parameter,
  type Result,
} from "../operation.ts";

const anIndex: Parameter = { type: "number" };
const givesNumber: Result = { type: "number", nullable: false };
const elements: Order = { elementOf: { as: 0 } };
/** The elements of lists, such as what stands second in pairs. */
const inner: Order = { elementOf: elements };
/** A list of some elements of the first argument, in its order. */
const givesSome: Result = { type: "list", nullable: false, order: { as: 0 }, fresh: true };
const givesElement: Result = { type: "any", nullable: true, order: elements, fresh: false };
const givesBest: Result = { type: "any", nullable: true, order: inner, fresh: false };
const greatest = inOrder("which of several greatest is kept");
const least = inOrder("which of several least is kept");

/** `list.at` is a method of arrays, or what the compiler makes of a loop; a name without a dot an exported function. */
export const listOperations = {
  "list.length": { rego: { special: "count" }, parameters: [inAnyOrder], result: givesNumber, overUnknowns: "own" },
  "set.size": { rego: { special: "count" }, parameters: [{ type: "set" }], result: givesNumber, overUnknowns: "own" },
  "list.at": {
    rego: { support: "list_at" },
    parameters: [inOrder("an element by its index"), anIndex],
    result: givesElement,
    overUnknowns: "own",
  },
  /** The elements from an index to the end. */
  "list.slice": {
    rego: { support: "slice" },
    parameters: [inOrder("`slice`"), anIndex],
    result: givesSome,
    overUnknowns: "own",
  },
  /** The elements from an index to another. */
  "list.sliceBetween": {
    rego: { support: "slice_between" },
    parameters: [inOrder("`slice`"), anIndex, anIndex],
    result: givesSome,
  },
  /** A list in which elements from an index on are left out and others put in their place. */
  "list.toSpliced": {
    rego: { support: "spliced" },
    parameters: [
      inOrder("`toSpliced`"),
      anIndex,
      { type: "number", default: Number.MAX_SAFE_INTEGER },
      { ...inAnyOrder, repeats: "as one list" },
    ],
    result: { type: "list", nullable: false, order: { either: [{ as: 0 }, { as: 3 }] }, fresh: true },
  },
  "list.flat": {
    rego: { support: "flatten" },
    parameters: [inAnyOrder],
    result: {
      type: "list",
      nullable: false,
      order: { holding: inner, inOrderOf: [{ as: 0 }, elements] },
      fresh: true,
    },
    overUnknowns: "own",
  },
  "list.indexOf": {
    rego: { support: "index_of" },
    parameters: [inOrder("`indexOf`"), anything],
    result: givesNumber,
  },
  "list.lastIndexOf": {
    rego: { support: "last_index_of" },
    parameters: [inOrder("`lastIndexOf`"), anything],
    result: givesNumber,
  },
  "list.reversed": {
    rego: { builtin: "array.reverse" },
    parameters: [inAnyOrder],
    result: givesSome,
    overUnknowns: "own",
  },
  "list.join": {
    rego: { builtin: "concat", permuted: [1, 0] },
    parameters: [inOrder("`join`"), { type: "text" }],
    result: { type: "text", nullable: false },
    overUnknowns: "own",
  },
  unique: {
    rego: { support: "unique" },
    parameters: [inAnyOrder],
    result: { type: "list", nullable: false, order: "its own", fresh: true },
  },
  sorted: {
    rego: { builtin: "sort" },
    parameters: [inAnyOrder],
    result: { type: "list", nullable: false, order: { holding: elements, inOrderOf: [] }, fresh: true },
  },
  "list.sum": { rego: { builtin: "sum" }, parameters: [inAnyOrder], result: givesNumber },
  "list.max": { rego: { builtin: "max" }, parameters: [inAnyOrder], result: givesNumber },
  "list.min": { rego: { builtin: "min" }, parameters: [inAnyOrder], result: givesNumber },
  /** The values of pairs of a position and a value, in the order of the positions. */
  "list.inOrder": {
    rego: { support: "in_order" },
    parameters: [inAnyOrder],
    result: { type: "list", nullable: false, order: { holding: inner, inOrderOf: [{ as: 0 }] }, fresh: true },
    overUnknowns: "own",
  },
  /** The last element, or the second argument where there is none. */
  "list.lastOr": {
    rego: { support: "last_or" },
    parameters: [inOrder("what the loop assigns last"), anything],
    result: { type: "any", nullable: true, order: { either: [elements, { as: 1 }] }, fresh: false },
    overUnknowns: "own",
  },
  /** Of pairs of a key and a value: the value with the greatest key, the first or last of several; nothing of none. */
  "pairs.firstGreatest": { rego: { support: "first_greatest" }, parameters: [greatest], result: givesBest },
  "pairs.lastGreatest": { rego: { support: "last_greatest" }, parameters: [greatest], result: givesBest },
  "pairs.firstLeast": { rego: { support: "first_least" }, parameters: [least], result: givesBest },
  "pairs.lastLeast": { rego: { support: "last_least" }, parameters: [least], result: givesBest },
} satisfies { readonly [name: string]: OperationFacts };
