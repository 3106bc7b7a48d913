import { anything, type OperationFacts } from "../operation.ts";

/** Operations on graphs: records of the nodes to which edges lead from each node. */
export const graphOperations = {
  reachable: {
    rego: { support: "reachable" },
    parameters: [{ type: "record" }, anything],
    result: { type: "set", nullable: false, order: "its own", fresh: true },
  },
} satisfies { readonly [name: string]: OperationFacts };
