import type { Operation } from "../std/operations.ts";

/**
 * The clauses of a program as plain JSON: all that an interpreter needs when rules run, without spans and types. Names
 * of variables are *slots*, numbers from 0 that are distinct inside one body; symbols are `module#name`. What stands at
 * several places of the program is one object at all of them.
 */
export interface SerialisedProgram {
  readonly format: 1;
  readonly functions: { readonly [symbol: string]: SerialisedFunction };
  readonly constants: { readonly [symbol: string]: SerialisedExpression };
  /** The finder of each input kind, by its id: a generator over a document. */
  readonly kinds: { readonly [id: string]: SerialisedGenerator };
  /** The check of each rule, by its id: a generator over an instance. */
  readonly rules: { readonly [id: string]: SerialisedGenerator };
}

export type Slot = number;

/** A function: the first of its ways that holds gives the result, and one always does. */
export interface SerialisedFunction {
  readonly parameters: readonly Slot[];
  readonly ways: readonly Way[];
}

/** A generator: each of its ways that holds gives an outcome, in no order. */
export interface SerialisedGenerator {
  readonly subject: Slot;
  readonly ways: readonly Way[];
}

/**
 * Clauses as a tree: ways that begin with the same step have it in common. An outcome is null where nothing but whether
 * the steps hold is asked.
 */
export type Way =
  | { readonly step: SerialisedStep; readonly ways: readonly Way[] }
  | { readonly outcome: SerialisedExpression | null };

export type SerialisedStep =
  | SerialisedBind
  | { readonly kind: "iterate"; readonly source: SerialisedIteration }
  | { readonly kind: "guard"; readonly condition: SerialisedExpression; readonly holds: boolean }
  | { readonly kind: "unless"; readonly ways: readonly Way[] }
  | {
      readonly kind: "search";
      readonly source: SerialisedIteration;
      readonly ways: readonly Way[];
      readonly result: Slot;
    };

export interface SerialisedBind {
  readonly kind: "bind";
  readonly slot: Slot;
  readonly value: SerialisedExpression;
}

export interface SerialisedIteration {
  readonly over: SerialisedExpression;
  readonly key: Slot | null;
  /** Whether the key only keeps an order that the compiler needs. */
  readonly isPosition: boolean;
  readonly value: Slot | null;
  readonly derived: readonly SerialisedBind[];
  readonly until: SerialisedExpression | null;
}

export interface SerialisedItem {
  readonly spread: boolean;
  readonly value: SerialisedExpression;
}

/** The expressions of nodes.ts, kind by kind. */
export type SerialisedExpression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "local"; readonly slot: Slot }
  | { readonly kind: "constant"; readonly symbol: string }
  | { readonly kind: "parameters" }
  | { readonly kind: "field"; readonly object: SerialisedExpression; readonly key: string }
  | { readonly kind: "element"; readonly collection: SerialisedExpression; readonly key: SerialisedExpression }
  | { readonly kind: "call"; readonly function: string; readonly arguments: readonly SerialisedExpression[] }
  | { readonly kind: "apply"; readonly lambda: SerialisedFunction; readonly arguments: readonly SerialisedExpression[] }
  | { readonly kind: "operation"; readonly name: Operation; readonly arguments: readonly SerialisedExpression[] }
  | { readonly kind: "equal"; readonly left: SerialisedExpression; readonly right: SerialisedExpression }
  | {
      readonly kind: "order";
      readonly operator: "<" | "<=" | ">" | ">=";
      readonly left: SerialisedExpression;
      readonly right: SerialisedExpression;
    }
  | {
      readonly kind: "arithmetic";
      readonly operator: "+" | "-" | "*" | "%";
      readonly left: SerialisedExpression;
      readonly right: SerialisedExpression;
    }
  | { readonly kind: "truthy"; readonly value: SerialisedExpression }
  | { readonly kind: "not"; readonly operand: SerialisedExpression }
  | { readonly kind: "and" | "or"; readonly left: SerialisedExpression; readonly right: SerialisedExpression }
  | {
      readonly kind: "conditional";
      readonly condition: SerialisedExpression;
      readonly whenTrue: SerialisedExpression;
      readonly whenFalse: SerialisedExpression;
    }
  | { readonly kind: "coalesce"; readonly left: SerialisedExpression; readonly right: SerialisedExpression }
  | { readonly kind: "template"; readonly parts: readonly SerialisedExpression[] }
  | { readonly kind: "list" | "set"; readonly items: readonly SerialisedItem[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [string, SerialisedExpression])[] }
  | {
      readonly kind: "record";
      readonly entries: readonly { readonly key: SerialisedExpression | null; readonly value: SerialisedExpression }[];
    }
  | { readonly kind: "collect"; readonly into: "list" | "set"; readonly ways: readonly Way[] }
  | { readonly kind: "exists"; readonly ways: readonly Way[] }
  | {
      readonly kind: "typeTest";
      readonly value: SerialisedExpression;
      readonly is: "string" | "number" | "boolean" | "array" | "object" | "set";
    }
  | { readonly kind: "membership"; readonly value: SerialisedExpression; readonly collection: SerialisedExpression }
  | { readonly kind: "violation"; readonly node: SerialisedExpression; readonly message: SerialisedExpression }
  | {
      readonly kind: "undetermined";
      readonly node: SerialisedExpression;
      readonly message: SerialisedExpression;
      readonly missing: string;
      readonly collect: string;
    }
  | { readonly kind: "inventory"; readonly of: string }
  | {
      readonly kind: "lookup";
      readonly of: string;
      readonly namespace: SerialisedExpression;
      readonly name: SerialisedExpression;
    }
  | { readonly kind: "place"; readonly node: SerialisedExpression; readonly keys: readonly SerialisedExpression[] }
  | {
      readonly kind: "instance";
      readonly at: SerialisedExpression;
      readonly resource: SerialisedExpression;
      readonly whole: boolean;
      readonly fields: readonly (readonly [string, SerialisedExpression | null])[];
    };

/** A program as text: what stands at several places stands once. */
export function serialisedText(program: SerialisedProgram): string {
  const uses = new Map<object, number>();
  count(program, uses);
  const shared: unknown[] = [];
  const places = new Map<object, Reference>();
  const written = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    const known = places.get(value);
    if (known !== undefined) return known;
    const form = Array.isArray(value)
      ? value.map(written)
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
    if (uses.get(value) === 1 || !isLarge(value)) return form;
    const reference = { $: shared.length };
    shared.push(form);
    places.set(value, reference);
    return reference;
  };
  const form = written(program);
  return JSON.stringify({ shared, program: form });
}

/** In place of an object of the list `shared`, which stands behind all that are inside it. */
interface Reference {
  readonly $: number;
}

function count(value: unknown, uses: Map<object, number>): void {
  if (typeof value !== "object" || value === null) return;
  const known = uses.get(value) ?? 0;
  uses.set(value, known + 1);
  if (known === 0) for (const inner of Object.values(value)) count(inner, uses);
}

/** Whether an object holds others: a reference to one that doesn't would be no shorter. */
function isLarge(value: object): boolean {
  return Object.values(value).some((inner) => typeof inner === "object" && inner !== null);
}

/** The program of a text that `serialisedText` gave. */
export function readSerialised(text: string): SerialisedProgram {
  const { shared, program } = JSON.parse(text) as { readonly shared: unknown[]; readonly program: unknown };
  const resolved = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if ("$" in value) return shared[(value as Reference).$];
    for (const [key, inner] of Object.entries(value)) (value as Record<string, unknown>)[key] = resolved(inner);
    return value;
  };
  for (let index = 0; index < shared.length; index++) shared[index] = resolved(shared[index]);
  return resolved(program) as SerialisedProgram;
}
