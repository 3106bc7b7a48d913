import { anything, inAnyOrder, type OperationFacts, type Parameter, type Result } from "../operation.ts";

const raw: Parameter = { type: "raw" };
const aText: Parameter = { type: "text" };
const givesRaw: Result = { type: "raw", nullable: false };
const givesBoolean: Result = { type: "boolean", nullable: false };
const givesUnordered: Result = { type: "list", nullable: false, order: "none", fresh: true };

/** Operations on values of a document before they are decoded. */
export const rawOperations = {
  typeOf: {
    rego: { support: "type_of" },
    parameters: [anything],
    result: { type: "text", nullable: false },
    overUnknowns: "own",
  },
  reviewed: { rego: { support: "reviewed" }, parameters: [raw], result: givesRaw, overUnknowns: "before" },
  member: {
    rego: { support: "member" },
    parameters: [raw, { type: "text", repeats: "apart" }],
    result: givesRaw,
    overUnknowns: "own",
  },
  child: { rego: { support: "child" }, parameters: [raw, anything], result: givesRaw, overUnknowns: "own" },
  withMissing: {
    rego: { support: "with_missing" },
    parameters: [raw, aText, aText, aText, aText],
    result: givesRaw,
    overUnknowns: "before",
  },
  part: { rego: { support: "part" }, parameters: [raw, aText, aText], result: givesRaw, overUnknowns: "before" },
  hasTemplateFunction: {
    rego: { support: "has_template_function" },
    parameters: [raw, inAnyOrder, inAnyOrder, inAnyOrder],
    result: givesBoolean,
    overUnknowns: "before",
  },
  holdsTrue: { rego: { support: "holds_true" }, parameters: [raw], result: givesBoolean, overUnknowns: "before" },
  openResource: {
    rego: { support: "open_resource" },
    parameters: [raw, aText, aText, inAnyOrder, inAnyOrder, inAnyOrder, inAnyOrder, raw],
    result: givesRaw,
    overUnknowns: "before",
  },
  plannedResource: {
    rego: { support: "planned_resource" },
    parameters: [raw, aText, aText, raw],
    result: givesRaw,
    overUnknowns: "before",
  },
  partType: {
    rego: { support: "part_type" },
    parameters: [raw],
    result: { type: "text", nullable: true },
    overUnknowns: "own",
  },
  partName: {
    rego: { support: "part_name" },
    parameters: [raw],
    result: { type: "text", nullable: false },
    overUnknowns: "own",
  },
  elements: {
    rego: { support: "elements" },
    parameters: [raw],
    result: { type: "list", nullable: false, order: "its own", fresh: true },
    overUnknowns: "own",
  },
  members: { rego: { support: "members" }, parameters: [raw], result: givesUnordered, overUnknowns: "own" },
  walk: { rego: { support: "walk_all" }, parameters: [raw], result: givesUnordered, overUnknowns: "own" },
  text: { rego: { support: "text" }, parameters: [raw], result: { type: "text", nullable: true }, overUnknowns: "own" },
  number: {
    rego: { support: "number" },
    parameters: [raw],
    result: { type: "number", nullable: true },
    overUnknowns: "own",
  },
  boolean: {
    rego: { support: "boolean" },
    parameters: [raw],
    result: { type: "boolean", nullable: true },
    overUnknowns: "own",
  },
  scalar: {
    rego: { support: "scalar" },
    parameters: [raw],
    result: { type: "text", nullable: true },
    overUnknowns: "own",
  },
  exists: { rego: { special: "isNotNull" }, parameters: [raw], result: givesBoolean, overUnknowns: "own" },
  isMapping: { rego: { special: "isObject" }, parameters: [raw], result: givesBoolean, overUnknowns: "own" },
  isSequence: { rego: { special: "isArray" }, parameters: [raw], result: givesBoolean, overUnknowns: "own" },
  parseJson: { rego: { support: "parse_json" }, parameters: [raw], result: givesRaw, overUnknowns: "own" },
  parseJsonText: {
    rego: { support: "parse_json_text" },
    parameters: [aText],
    result: { type: "raw", nullable: true },
    overUnknowns: "own",
  },
  parseYaml: { rego: { support: "parse_yaml" }, parameters: [raw], result: givesRaw, overUnknowns: "own" },
} satisfies { readonly [name: string]: OperationFacts };
