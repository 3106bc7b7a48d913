import { inAnyOrder, type OperationFacts, type Order, type Parameter } from "../operation.ts";

const aRecord: Parameter = { type: "record" };
/** The second of each pair that is given. */
const values: Order = { elementOf: { elementOf: { as: 0 } } };

/** Operations on records, and on pairs of a key and a value that become one. */
export const recordOperations = {
  "record.size": {
    rego: { special: "count" },
    parameters: [aRecord],
    result: { type: "number", nullable: false },
    overUnknowns: "own",
  },
  /** A record from pairs of key and value, of which the last with a key counts. */
  "record.of": {
    rego: { support: "record_of" },
    parameters: [
      { type: "list", order: { over: "which of several values of a key counts", unlessKeysAreDistinct: true } },
    ],
    result: { type: "record", nullable: false, order: { holding: values, inOrderOf: [] }, fresh: true },
    overUnknowns: "own",
  },
  "record.keys": {
    rego: { builtin: "object.keys" },
    parameters: [aRecord],
    result: { type: "set", nullable: false, order: "its own", fresh: true },
    overUnknowns: "own",
  },
  "record.without": {
    rego: { builtin: "object.remove" },
    parameters: [aRecord, inAnyOrder],
    result: { type: "record", nullable: false, order: { as: 0 }, fresh: true },
    overUnknowns: "own",
  },
  /** A record in which the values of pairs are added to those of another, or to a number, by key. */
  "pairs.sums": {
    rego: { support: "sums_by_key" },
    parameters: [inAnyOrder, aRecord, { type: "number" }],
    result: { type: "record", nullable: false, order: "its own", fresh: true },
  },
  /** A record in which the values of pairs are added to the lists of another by key, in the order of the pairs. */
  "pairs.lists": {
    rego: { support: "lists_by_key" },
    parameters: [inAnyOrder, aRecord],
    result: {
      type: "record",
      nullable: false,
      order: {
        either: [{ as: 1 }, { holding: { holding: values, inOrderOf: [{ as: 0 }] }, inOrderOf: [] }],
      },
      fresh: true,
    },
  },
} satisfies { readonly [name: string]: OperationFacts };
