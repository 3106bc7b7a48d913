import type { Change, Clause, Expression, Item, Iteration, Lambda, RecordEntry, Statement, Step } from "./nodes.ts";

/** The parts that programs are made of, by a name for each sort of them. */
export interface Parts {
  readonly expression: Expression;
  readonly statement: Statement;
  readonly step: Step;
  readonly change: Change;
  readonly iteration: Iteration;
  readonly item: Item;
  readonly entry: RecordEntry;
  readonly lambda: Lambda;
  readonly clause: Clause;
}

export type Sort = keyof Parts;

/** The sort of the parts that a value is or holds in lists and pairs; `never` where there are none. */
type SortIn<Value> = Value extends Expression
  ? "expression"
  : Value extends Statement
    ? "statement"
    : Value extends Step
      ? "step"
      : Value extends Change
        ? "change"
        : Value extends Iteration
          ? "iteration"
          : Value extends Item
            ? "item"
            : Value extends RecordEntry
              ? "entry"
              : Value extends Lambda
                ? "lambda"
                : Value extends Clause
                  ? "clause"
                  : Value extends readonly (infer Inner)[]
                    ? SortIn<Inner>
                    : never;

/** The properties of a part that hold parts, all of them and no others, each with the sort of what it holds. */
type Line<Part> = {
  readonly [Property in keyof Part as [SortIn<Part[Property]>] extends [never] ? never : Property]-?: SortIn<
    Part[Property]
  >;
};

interface Table {
  readonly expression: { readonly [Part in Expression as Part["kind"]]: Line<Part> };
  readonly statement: { readonly [Part in Statement as Part["kind"]]: Line<Part> };
  readonly step: { readonly [Part in Step as Part["kind"]]: Line<Part> };
  readonly change: { readonly [Part in Change as Part["how"]]: Line<Part> };
  readonly iteration: Line<Iteration>;
  readonly item: Line<Item>;
  readonly entry: Line<RecordEntry>;
  readonly lambda: Line<Lambda>;
  readonly clause: Line<Clause>;
}

const leaf = {};
const both = { left: "expression", right: "expression" } as const;
const value = { value: "expression" } as const;
const finding = { node: "expression", message: "expression" } as const;

/**
 * What is inside each part of a program, in the order in which it comes to have its value. Traversal follows from this
 * table, so a part without a line, or a line that leaves a property out, is a type error.
 */
const keys: Table = {
  expression: {
    literal: leaf,
    error: leaf,
    local: leaf,
    constant: leaf,
    parameters: leaf,
    inventory: leaf,
    lookup: { namespace: "expression", name: "expression" },
    field: { object: "expression" },
    element: { collection: "expression", key: "expression" },
    call: { arguments: "expression" },
    operation: { arguments: "expression" },
    equal: both,
    order: both,
    arithmetic: both,
    and: both,
    or: both,
    coalesce: both,
    truthy: value,
    typeTest: value,
    not: { operand: "expression" },
    conditional: { condition: "expression", whenTrue: "expression", whenFalse: "expression" },
    template: { parts: "expression" },
    list: { items: "item" },
    set: { items: "item" },
    record: { entries: "entry" },
    object: { entries: "expression" },
    apply: { lambda: "lambda", arguments: "expression" },
    collect: { steps: "step", value: "expression" },
    exists: { ways: "step" },
    membership: { value: "expression", collection: "expression" },
    violation: finding,
    undetermined: finding,
    place: { node: "expression", keys: "expression" },
    instance: { at: "expression", resource: "expression", fields: "expression" },
  },
  statement: {
    bind: value,
    change: { change: "change" },
    if: { condition: "expression", whenTrue: "statement", whenFalse: "statement" },
    for: { source: "iteration", body: "statement" },
    block: { body: "statement" },
    yield: value,
    return: value,
    continue: leaf,
    break: leaf,
  },
  step: {
    bind: value,
    iterate: { source: "iteration" },
    guard: { condition: "expression" },
    unless: { steps: "step" },
    search: { source: "iteration", clauses: "clause" },
  },
  change: {
    assign: value,
    append: { items: "item" },
    insert: value,
    put: { key: "expression", value: "expression" },
    tally: { key: "expression", value: "expression", start: "expression" },
    group: { key: "expression", value: "expression" },
    sum: value,
    write: value,
    keep: { key: "expression", value: "expression", keyOfOld: "expression" },
  },
  iteration: { over: "expression", derived: "statement", until: "expression" },
  item: value,
  entry: { key: "expression", value: "expression" },
  lambda: { body: "statement" },
  clause: { steps: "step", outcome: "expression" },
};

/** The line of a part: its properties that hold parts, with the sort of what they hold. */
export function lineOf<Of extends Sort>(sort: Of, part: Parts[Of]): readonly (readonly [string, Sort])[] {
  const tagged = part as unknown as { readonly kind: string; readonly how: string };
  const tag = sort === "change" ? tagged.how : tagged.kind;
  const line = (isTagged(sort) ? (keys[sort] as Record<string, object>)[tag] : keys[sort])!;
  let entries = lines.get(line);
  if (entries === undefined) {
    entries = Object.entries(line) as [string, Sort][];
    lines.set(line, entries);
  }
  return entries;
}

const lines = new Map<object, readonly (readonly [string, Sort])[]>();

/** Whether a sort has kinds of parts, each with a line of its own. */
function isTagged(sort: Sort): sort is "expression" | "statement" | "step" | "change" {
  return sort === "expression" || sort === "statement" || sort === "step" || sort === "change";
}
