import type { OperationFacts, Parameter, Result } from "../operation.ts";

const aPattern: Parameter = { type: "pattern" };
const aText: Parameter = { type: "text" };
const givesMatches: Result = { type: "list", nullable: false, order: "its own", fresh: true };
const givesMatchesOrNothing: Result = { type: "list", nullable: true, order: "its own", fresh: true };
const givesBoolean: Result = { type: "boolean", nullable: false };

/** Operations with regular expressions, wildcards and globs. */
export const patternOperations = {
  "pattern.test": { rego: { builtin: "regex.match" }, parameters: [aPattern, aText], result: givesBoolean },
  /** The first match and its groups, or nothing. */
  "pattern.match": { rego: { support: "match" }, parameters: [aPattern, aText], result: givesMatchesOrNothing },
  "pattern.matches": { rego: { special: "matches" }, parameters: [aPattern, aText], result: givesMatches },
  /** All matches without their groups, or nothing. */
  "pattern.wholes": { rego: { support: "wholes" }, parameters: [aPattern, aText], result: givesMatchesOrNothing },
  /** The parts of a text around the first so many matches. */
  "pattern.pieces": {
    rego: { support: "pieces" },
    parameters: [aPattern, aText, { type: "number" }],
    result: givesMatches,
  },
  matchesWildcard: {
    rego: { support: "matches_wildcard" },
    parameters: [aText, aText],
    result: givesBoolean,
    overUnknowns: "own",
  },
  matchesGlob: { rego: { support: "matches_glob" }, parameters: [aText, aText], result: givesBoolean },
  matchesPattern: {
    rego: { support: "matches_pattern" },
    parameters: [aText, aText],
    result: { type: "boolean", nullable: true },
  },
} satisfies { readonly [name: string]: OperationFacts };
