import type { OperationFacts, Parameter, Result } from "../operation.ts";

const aNumber: Parameter = { type: "number" };
const givesNumber: Result = { type: "number", nullable: false };

/** Operations on integers: functions of `Math`, and what Rego's arithmetic does otherwise than JavaScript's. */
export const numberOperations = {
  "number.max": {
    rego: { special: "greatest" },
    parameters: [{ type: "number", repeats: "apart" }],
    result: givesNumber,
  },
  "number.min": { rego: { special: "least" }, parameters: [{ type: "number", repeats: "apart" }], result: givesNumber },
  "number.abs": { rego: { builtin: "abs" }, parameters: [aNumber], result: givesNumber },
  "number.sign": { rego: { support: "sign" }, parameters: [aNumber], result: givesNumber },
  "number.quotient": { rego: { support: "quotient" }, parameters: [aNumber, aNumber], result: givesNumber },
  "number.floorOfQuotient": {
    rego: { support: "floor_of_quotient" },
    parameters: [aNumber, aNumber],
    result: givesNumber,
  },
  "number.ceilOfQuotient": {
    rego: { support: "ceil_of_quotient" },
    parameters: [aNumber, aNumber],
    result: givesNumber,
  },
  integer: {
    rego: { support: "integer" },
    parameters: [{ type: "text" }],
    result: { type: "number", nullable: true },
  },
  remainder: {
    rego: { support: "remainder" },
    parameters: [aNumber, aNumber],
    result: { type: "number", nullable: true },
  },
} satisfies { readonly [name: string]: OperationFacts };
