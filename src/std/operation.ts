import type { SupportFunction } from "./support-functions.ts";

/** What a value is, as far as operations tell values apart. */
type ValueKind = "text" | "number" | "boolean" | "list" | "record" | "set" | "raw" | "pattern";

/**
 * What an operation is: a function of Regoscript or a method of JavaScript that rules can call. Every fact that the
 * compiler needs is here and nowhere else, and none may be missing.
 */
export interface OperationFacts {
  /** What it becomes: for arguments of the types of `parameters`, a term with the value that JavaScript gives. */
  readonly rego: Lowering;
  readonly parameters: readonly Parameter[];
  readonly result: Result;
  /**
   * `own` where it says more of arguments that aren't wholly known than that the result isn't known either: there is a
   * function for it in src/unknown. `before` where it is called only while documents are split into parts, when nothing
   * is looked at that may be unknown.
   */
  readonly overUnknowns?: "own" | "before";
}

type Lowering =
  /** A builtin function of Rego; `permuted` are the places of the arguments where they aren't JavaScript's. */
  | { readonly builtin: string; readonly permuted?: readonly number[] }
  /** A function of `regoscript.std`. The arguments of a parameter that repeats are passed as one array. */
  | { readonly support: SupportFunction }
  /** A condition or term that the lowering writes itself. */
  | { readonly special: Special };

type Special =
  | "count"
  | "greatest"
  | "least"
  | "isNotNull"
  | "isObject"
  | "isArray"
  | "trim"
  | "trimStart"
  | "trimEnd"
  | "characters"
  | "matches";

/** An argument; one that may be a list says whether the list's order decides over the result. */
export type Parameter = (
  | { readonly type: Exclude<ValueKind, "list"> }
  | { readonly type: "list" | "any"; readonly order: "doesn't matter" | OrderDecides }
) & {
  /** Whether the argument may be nothing; `any` always may. */
  readonly nullable?: true;
  /** What JavaScript takes where the argument isn't given. */
  readonly default?: string | number;
  /** What the argument must be a constant of, since engines differ for other values. */
  readonly constant?: ConstantArgument;
  /** Whether the last argument may be given any number of times, each an argument, or all together one list. */
  readonly repeats?: "apart" | "as one list";
};

/** The order of the elements of a list decides over something, named as authors would. */
interface OrderDecides {
  readonly over: string;
  /** Whether that isn't so of pairs of which no two have the same key. */
  readonly unlessKeysAreDistinct?: true;
}

/**
 * A text that isn't empty; a text without `$`, which has a meaning in a replacement; one character; a number of times,
 * up to a thousand.
 */
export type ConstantArgument = "not empty" | "replacement" | "character" | "count";

/** What an operation gives; one that may be or hold a list says what order it has, and whether it is a new value. */
export type Result =
  | { readonly type: Exclude<ValueKind, "list" | "record" | "set">; readonly nullable: boolean }
  | {
      readonly type: "list" | "record" | "set" | "any";
      readonly nullable: boolean;
      readonly order: Order;
      /** Whether nothing else can refer to the list, record or set: changing it is the same as making another. */
      readonly fresh: boolean;
    };

/** What gives a value, and the lists that it holds, their order. */
export type Order =
  /** The operation itself does, and there are no lists inside. */
  | "its own"
  /** Nothing does. */
  | "none"
  /** The value is as the argument at this place. */
  | { readonly as: number }
  /** The value is as the elements, fields or values of another. */
  | { readonly elementOf: Order }
  /** A list or record that holds such values, in an order that comes from others, or else is its own. */
  | { readonly holding: Order; readonly inOrderOf: readonly Order[] }
  | { readonly either: readonly Order[] };

/** A list that the operation may be given in any order. */
export const inAnyOrder: Parameter = { type: "list", order: "doesn't matter" };

/** A list whose order decides over something. */
export function inOrder(over: string): Parameter {
  return { type: "list", order: { over } };
}

/** Any value, which isn't looked into. */
export const anything: Parameter = { type: "any", order: "doesn't matter" };
