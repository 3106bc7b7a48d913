import type { OperationFacts, Parameter, Result } from "../operation.ts";

const aText: Parameter = { type: "text" };
const anIndex: Parameter = { type: "number" };
/** The end of a part where none is given. */
const anEnd: Parameter = { type: "number", default: Number.MAX_SAFE_INTEGER };
const constantText: Parameter = { type: "text", constant: "not empty" };
const aCount: Parameter = { type: "number", constant: "count" };
const givesText: Result = { type: "text", nullable: false };
const givesTextOrNothing: Result = { type: "text", nullable: true };
const givesNumber: Result = { type: "number", nullable: false };
const givesBoolean: Result = { type: "boolean", nullable: false };
const givesParts: Result = { type: "list", nullable: false, order: "its own", fresh: true };
const fill: Parameter = { type: "text", constant: "character", default: " " };

/** `text.startsWith` is a method of strings, a name without a dot an exported function. */
export const textOperations = {
  "text.startsWith": {
    rego: { builtin: "startswith" },
    parameters: [aText, aText],
    result: givesBoolean,
    overUnknowns: "own",
  },
  "text.endsWith": {
    rego: { builtin: "endswith" },
    parameters: [aText, aText],
    result: givesBoolean,
    overUnknowns: "own",
  },
  "text.includes": {
    rego: { builtin: "contains" },
    parameters: [aText, aText],
    result: givesBoolean,
    overUnknowns: "own",
  },
  "text.split": {
    rego: { builtin: "split" },
    parameters: [aText, constantText],
    result: givesParts,
    overUnknowns: "own",
  },
  "text.replaceAll": {
    rego: { builtin: "replace" },
    parameters: [aText, constantText, { type: "text", constant: "replacement" }],
    result: givesText,
  },
  "text.replace": {
    rego: { support: "replace_first" },
    parameters: [aText, constantText, { type: "text", constant: "replacement" }],
    result: givesText,
  },
  "text.trim": { rego: { special: "trim" }, parameters: [aText], result: givesText, overUnknowns: "own" },
  "text.trimStart": { rego: { special: "trimStart" }, parameters: [aText], result: givesText },
  "text.trimEnd": { rego: { special: "trimEnd" }, parameters: [aText], result: givesText },
  "text.indexOf": { rego: { support: "text_index_of" }, parameters: [aText, aText], result: givesNumber },
  "text.slice": { rego: { support: "text_slice" }, parameters: [aText, anIndex, anEnd], result: givesText },
  "text.substring": { rego: { support: "text_substring" }, parameters: [aText, anIndex, anEnd], result: givesText },
  "text.at": { rego: { support: "text_at" }, parameters: [aText, anIndex], result: givesTextOrNothing },
  "text.charAt": { rego: { support: "text_char_at" }, parameters: [aText, anIndex], result: givesText },
  "text.padStart": { rego: { support: "pad_start" }, parameters: [aText, aCount, fill], result: givesText },
  "text.padEnd": { rego: { support: "pad_end" }, parameters: [aText, aCount, fill], result: givesText },
  "text.repeat": { rego: { support: "repeat" }, parameters: [aText, aCount], result: givesText },
  "text.length": { rego: { support: "text_length" }, parameters: [aText], result: givesNumber },
  /** The UTF-16 unit of a text at an offset, or nothing. */
  "text.unit": { rego: { support: "text_unit" }, parameters: [aText, anIndex], result: givesTextOrNothing },
  "text.characters": { rego: { special: "characters" }, parameters: [aText], result: givesParts },
  /** A text as JSON writes it. */
  quoted: { rego: { support: "quoted" }, parameters: [aText], result: givesText },
  compareText: { rego: { support: "compare_text" }, parameters: [aText, aText], result: givesNumber },
  lowerCase: { rego: { support: "lower_case" }, parameters: [aText], result: givesText, overUnknowns: "own" },
  upperCase: { rego: { support: "upper_case" }, parameters: [aText], result: givesText },
  textAfter: {
    rego: { support: "text_after" },
    parameters: [aText, constantText],
    result: givesTextOrNothing,
    overUnknowns: "own",
  },
  withoutPrefix: {
    rego: { builtin: "trim_prefix" },
    parameters: [aText, aText],
    result: givesText,
    overUnknowns: "own",
  },
  withoutSuffix: {
    rego: { builtin: "trim_suffix" },
    parameters: [aText, aText],
    result: givesText,
    overUnknowns: "own",
  },
  encodeBase64: { rego: { builtin: "base64.encode" }, parameters: [aText], result: givesText },
  decodeBase64: { rego: { support: "decode_base64" }, parameters: [aText], result: givesTextOrNothing },
} satisfies { readonly [name: string]: OperationFacts };
