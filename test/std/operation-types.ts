import type { OperationFacts } from "../../src/std/operation.ts";
import type { Operation } from "../../src/std/operations.ts";

/**
 * The type checker demands every fact of an operation: each error here is expected, and the absence of one is an error.
 */
const order = { as: 0 } as const;
const anyOrder = { type: "list", order: "doesn't matter" } as const;
const rego = { support: "slice" } as const;

export const operationsWithMissingFacts = {
  complete: { rego, parameters: [anyOrder], result: { type: "list", nullable: false, order, fresh: true } },
  // @ts-expect-error what it becomes in Rego
  withoutRego: { parameters: [anyOrder], result: { type: "list", nullable: false, order, fresh: true } },
  withSupportThatIsMissing: {
    // @ts-expect-error a function that `regoscript.std` doesn't have
    rego: { support: "slyce" },
    parameters: [anyOrder],
    result: { type: "list", nullable: false, order, fresh: true },
  },
  // @ts-expect-error what it takes
  withoutParameters: { rego, result: { type: "list", nullable: false, order, fresh: true } },
  withoutOrderOfAnArgument: {
    rego,
    // @ts-expect-error whether the list's order decides over the result
    parameters: [{ type: "list" }],
    result: { type: "list", nullable: false, order, fresh: true },
  },
  // @ts-expect-error what it gives
  withoutResult: { rego, parameters: [anyOrder] },
  withoutOrderOfTheResult: {
    rego,
    parameters: [anyOrder],
    // @ts-expect-error what gives the list its order
    result: { type: "list", nullable: false, fresh: true },
  },
  withoutFreshness: {
    rego,
    parameters: [anyOrder],
    // @ts-expect-error whether it is a new list
    result: { type: "list", nullable: false, order },
  },
} satisfies { readonly [name: string]: OperationFacts };

// @ts-expect-error no operation has this name
export const misspelt: Operation = "list.toSplicd";
