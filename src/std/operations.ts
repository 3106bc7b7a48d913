import { graphOperations } from "./graphs/operations.ts";
import { listOperations } from "./lists/operations.ts";
import { numberOperations } from "./numbers/operations.ts";
import type { OperationFacts } from "./operation.ts";
import { patternOperations } from "./patterns/operations.ts";
import { rawOperations } from "./raw/operations.ts";
import { recordOperations } from "./records/operations.ts";
import { textOperations } from "./text/operations.ts";

/** The operations of each family; no two families have one of the same name. */
const families = {
  ...textOperations,
  ...listOperations,
  ...recordOperations,
  ...graphOperations,
  ...numberOperations,
  ...patternOperations,
  ...rawOperations,
};

/**
 * `text.startsWith` is a method of strings, `list.join` one of arrays, a name without a dot an exported function of
 * Regoscript; what else has a dot is made by the compiler.
 */
export type Operation = keyof typeof families;

/** The operations that have a word of their own on arguments that aren't wholly known. */
export type OwnOverUnknowns = {
  [name in Operation]: (typeof families)[name] extends { readonly overUnknowns: "own" } ? name : never;
}[Operation];

/** The operations that rules and finders don't call. */
export type BeforeUnknowns = {
  [name in Operation]: (typeof families)[name] extends { readonly overUnknowns: "before" } ? name : never;
}[Operation];

/** What each operation is. */
export const operations: { readonly [name in Operation]: OperationFacts } = families;

/** Whether there is an operation of a name. */
export function isOperation(name: string): name is Operation {
  return Object.hasOwn(operations, name);
}
