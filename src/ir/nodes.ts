import type { Span } from "../diagnostics/span.ts";
import type { Operation } from "../std/operations.ts";

/**
 * The intermediate representation: a rule's program after the subset check, with every name resolved. Values are those
 * of JavaScript, where `undefined` and `null` are one value, *nothing*. Every expression is total: given values of the
 * types that the type checker found, it has a value and no effect. A span points into the TypeScript source.
 */
export interface Type {
  readonly kind:
    | "text"
    | "number"
    | "boolean"
    | "list"
    | "record"
    | "set"
    | "object"
    | "raw"
    | "pattern"
    | "nothing"
    | "other";
  /** Whether the value may be nothing. */
  readonly nullable: boolean;
}

/** A name that a function's body binds, a different object for each declaration. */
export interface Binding {
  readonly name: string;
  readonly type: Type;
  /** An index that the compiler added, to keep an order where there is one. */
  readonly isPosition?: boolean;
}

/** Where `break` and `continue` go, a different object for each loop or block. */
export interface Label {
  readonly name: string;
}

/**
 * A function inside a function, or a part of one that has a value of its own. Its body returns on every way through it.
 */
export interface Lambda {
  readonly name: string;
  readonly parameters: readonly Binding[];
  readonly body: readonly Statement[];
  readonly span: Span;
}

/** Refers to a function or constant of a module. */
export interface ModuleSymbol {
  readonly module: string;
  readonly name: string;
}

/** A text for a symbol that no other symbol has. */
export function symbolKey({ module, name }: ModuleSymbol): string {
  return `${module}#${name}`;
}

interface Node {
  readonly span: Span;
  readonly type: Type;
}

export type Expression = Node &
  (
    | { readonly kind: "literal"; readonly value: string | number | boolean | null }
    /** Stands for an expression that was refused; there is nothing to build from then. */
    | { readonly kind: "error" }
    | { readonly kind: "local"; readonly binding: Binding }
    /** A constant of a module; its value is the constant's. */
    | { readonly kind: "constant"; readonly symbol: ModuleSymbol }
    /** The rule's parameters, an object. */
    | { readonly kind: "parameters" }
    /**
     * A field; nothing if `object` is nothing. `mayBeMissing` is for an optional field of an object that no decoder
     * made.
     */
    | { readonly kind: "field"; readonly object: Expression; readonly key: string; readonly mayBeMissing?: boolean }
    /**
     * An element of a list by index from 0 (a negative constant: from the end), or a value of a record by key; nothing
     * if there is none, or if `collection` is nothing. `mayHoldNothing` is for a record that the rule made, whose
     * values may be nothing.
     */
    | {
        readonly kind: "element";
        readonly collection: Expression;
        readonly key: Expression;
        readonly mayHoldNothing?: boolean;
      }
    | { readonly kind: "call"; readonly function: ModuleSymbol; readonly arguments: readonly Expression[] }
    /** A function of `src/std` or a method of JavaScript's own types. */
    | { readonly kind: "operation"; readonly name: Operation; readonly arguments: readonly Expression[] }
    /** Equality is of strings, numbers, booleans and nothing. */
    | { readonly kind: "equal"; readonly left: Expression; readonly right: Expression }
    /** Operands are numbers. */
    | {
        readonly kind: "order";
        readonly operator: "<" | "<=" | ">" | ">=";
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: "arithmetic";
        readonly operator: "+" | "-" | "*" | "%";
        readonly left: Expression;
        readonly right: Expression;
      }
    /** Whether the value counts as true in JavaScript: not false, "", 0 or nothing. */
    | { readonly kind: "truthy"; readonly value: Expression }
    /** Operands of these three are booleans. */
    | { readonly kind: "not"; readonly operand: Expression }
    | { readonly kind: "and"; readonly left: Expression; readonly right: Expression }
    | { readonly kind: "or"; readonly left: Expression; readonly right: Expression }
    | {
        readonly kind: "conditional";
        readonly condition: Expression;
        readonly whenTrue: Expression;
        readonly whenFalse: Expression;
      }
    /** `left`, or `right` if `left` is nothing. */
    | { readonly kind: "coalesce"; readonly left: Expression; readonly right: Expression }
    /** Parts are strings, integers or booleans, never nothing. */
    | { readonly kind: "template"; readonly parts: readonly Expression[] }
    | { readonly kind: "list"; readonly items: readonly Item[] }
    | { readonly kind: "set"; readonly items: readonly Item[] }
    | { readonly kind: "object"; readonly entries: readonly (readonly [string, Expression])[] }
    /**
     * A record with computed keys, which are strings; of two entries with one key the later counts. Parts are records
     * or objects. JavaScript's value has a prototype, whose keys it inherits, unless it is made `withoutPrototype`.
     */
    | { readonly kind: "record"; readonly entries: readonly RecordEntry[]; readonly withoutPrototype?: true }
    /** The value of a function inside this one. */
    | { readonly kind: "apply"; readonly lambda: Lambda; readonly arguments: readonly Expression[] }
    /** `value` for each way in which the steps hold: a list in the order of the iterations, or a set. */
    | {
        readonly kind: "collect";
        readonly into: "list" | "set";
        readonly steps: readonly Step[];
        readonly value: Expression;
      }
    /** Whether the steps of one of the ways hold. */
    | { readonly kind: "exists"; readonly ways: readonly (readonly Step[])[] }
    /** Whether a value is of one of JavaScript's types; an array is not an object here. */
    | {
        readonly kind: "typeTest";
        readonly value: Expression;
        readonly is: "string" | "number" | "boolean" | "array" | "object" | "set";
      }
    /** Whether a list or set holds a value that is equal. */
    | { readonly kind: "membership"; readonly value: Expression; readonly collection: Expression }
    | { readonly kind: "violation"; readonly node: Expression; readonly message: Expression }
    /** What a rule says of a node where the run has no document of the input kind `missing`. */
    | {
        readonly kind: "undetermined";
        readonly node: Expression;
        readonly message: Expression;
        readonly missing: string;
        readonly collect: string;
      }
    /** All instances of an input kind in the run, a list; nothing where the run has no evidence. */
    | { readonly kind: "inventory"; readonly of: string }
    /** Those of them that stand in the objects of one name, both texts; nothing in the same case. */
    | { readonly kind: "lookup"; readonly of: string; readonly namespace: Expression; readonly name: Expression }
    /** The place below a node: what `at()` gives. */
    | { readonly kind: "place"; readonly node: Expression; readonly keys: readonly Expression[] }
    /**
     * An instance of an input kind. `fields` has each field of the kind's shape, `undefined` for one that is absent.
     * With `whole` the value at the place must be an object.
     */
    | {
        readonly kind: "instance";
        readonly at: Expression;
        readonly resource: Expression;
        readonly whole: boolean;
        readonly fields: readonly (readonly [string, Expression | undefined])[];
      }
  );

/** An element of a list or set, or with `spread` all elements of the list or set that `value` is. */
export interface Item {
  readonly spread: boolean;
  readonly value: Expression;
}

/** An entry of a record, or without a key all entries of the record or object that `value` is; nothing has none. */
export interface RecordEntry {
  readonly key: Expression | undefined;
  readonly value: Expression;
}

/** The elements of a list in order, or the entries of a record in no order. */
export interface Iteration {
  readonly over: Expression;
  /** Index or key, where it is used. */
  readonly key: Binding | undefined;
  readonly value: Binding | undefined;
  /** What the element is taken apart into, computed from `value`. */
  readonly derived: readonly Bind[];
  /** The iteration ends after the first element for which this holds. */
  readonly until?: Expression;
}

export interface Bind {
  readonly kind: "bind";
  readonly binding: Binding;
  readonly value: Expression;
  readonly span: Span;
}

/** How a variable's value is changed in place. */
export type Change =
  | { readonly how: "assign"; readonly value: Expression }
  /** Elements are added to the end of a list. */
  | { readonly how: "append"; readonly items: readonly Item[] }
  /** An element is added to a set. */
  | { readonly how: "insert"; readonly value: Expression }
  /** A record's value for a key is set; `inPlace` where the value is the old list, to which something is added. */
  | {
      readonly how: "put";
      readonly key: Expression;
      readonly value: Expression;
      readonly inPlace?: boolean;
    }
  /**
   * A number is added to a record's value for a key, which is `start` where there is none. Like the next four made by
   * the pass `ssa` itself.
   */
  | { readonly how: "tally"; readonly key: Expression; readonly value: Expression; readonly start: Expression }
  /** An element is added to the list that a record has for a key, empty where there is none. */
  | { readonly how: "group"; readonly key: Expression; readonly value: Expression }
  /** A number is added. */
  | { readonly how: "sum"; readonly value: Expression }
  /** A text is added to the end. */
  | { readonly how: "write"; readonly value: Expression }
  /**
   * The value takes the old one's place if its key is greater (or less); `which` of several with the same key stays.
   */
  | {
      readonly how: "keep";
      readonly order: "greatest" | "least";
      readonly which: "first" | "last";
      readonly key: Expression;
      readonly value: Expression;
      readonly keyOfOld: Expression;
      /** Whether the value takes the place of nothing. */
      readonly orNothing: boolean;
    };

export type Statement =
  | Bind
  /** A variable that changes is declared, or gets another value. The pass `ssa` leaves none of these. */
  | { readonly kind: "change"; readonly binding: Binding; readonly change: Change; readonly span: Span }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly whenTrue: readonly Statement[];
      readonly whenFalse: readonly Statement[];
      readonly span: Span;
    }
  | {
      readonly kind: "for";
      readonly source: Iteration;
      readonly label: Label;
      readonly body: readonly Statement[];
      readonly span: Span;
    }
  /** Statements that `break` with the label leaves. */
  | { readonly kind: "block"; readonly label: Label; readonly body: readonly Statement[]; readonly span: Span }
  | { readonly kind: "yield"; readonly value: Expression; readonly span: Span }
  /** In a generator without a value. */
  | { readonly kind: "return"; readonly value: Expression | undefined; readonly span: Span }
  /** Goes on with the next element of the loop. */
  | { readonly kind: "continue"; readonly label: Label; readonly span: Span }
  /** Goes on after the loop or block. */
  | { readonly kind: "break"; readonly label: Label; readonly span: Span };

/**
 * Control flow as logic. A *clause* is one way through a block to a `yield` or `return`: the steps that must hold, in
 * order, and the outcome.
 */
export interface Clause {
  readonly steps: readonly Step[];
  readonly outcome: Expression | undefined;
  readonly span: Span;
}

export type Step =
  | { readonly kind: "bind"; readonly binding: Binding; readonly value: Expression }
  | { readonly kind: "iterate"; readonly source: Iteration }
  | { readonly kind: "guard"; readonly condition: Expression; readonly holds: boolean }
  /** No way through these steps exists. */
  | { readonly kind: "unless"; readonly steps: readonly Step[] }
  /**
   * `result` is the list of the outcomes of `clauses` for the elements of `source`, in order, and isn't empty. For one
   * element, at most one clause holds.
   */
  | {
      readonly kind: "search";
      readonly source: Iteration;
      readonly clauses: readonly Clause[];
      readonly result: Binding;
    };

export interface FunctionDeclaration {
  readonly symbol: ModuleSymbol;
  readonly parameters: readonly Binding[];
  readonly result: Type;
  readonly body: readonly Statement[];
  /** For a generator: what its calls give. The pass `ssa` leaves none. */
  readonly yields?: "list" | "set";
  readonly span: Span;
  /** First sentence of the TSDoc comment, where there is one. */
  readonly summary: string | undefined;
}

export interface ConstantDeclaration {
  readonly symbol: ModuleSymbol;
  readonly value: Expression;
  readonly span: Span;
}

/** A generator over an instance (a rule's check) or over a document (a kind's finder). */
export interface GeneratorDeclaration {
  readonly subject: Binding;
  readonly body: readonly Statement[];
  readonly span: Span;
}

export interface KindDeclaration {
  readonly id: string;
  readonly symbol: ModuleSymbol;
  /** Name of its shape in the manifest. */
  readonly object: string;
  readonly find: GeneratorDeclaration;
  /** Whether a document counts as evidence though nothing is found in it. */
  readonly covers: FunctionDeclaration | undefined;
}

export interface RuleDeclaration {
  readonly id: string;
  readonly kinds: readonly string[];
  readonly check: GeneratorDeclaration;
}

/** A policy that gives a value: one of the module's functions, of an instance. */
export interface DecisionDeclaration {
  readonly id: string;
  readonly kinds: readonly string[];
  readonly decide: ModuleSymbol;
}

/** One TypeScript module that is compiled. */
export interface Module {
  /** Unique: path of the source without suffix, relative to its root, with forward slashes. */
  readonly id: string;
  readonly file: string;
  readonly constants: readonly ConstantDeclaration[];
  readonly functions: readonly FunctionDeclaration[];
  readonly kinds: readonly KindDeclaration[];
  readonly rule: RuleDeclaration | undefined;
  readonly decision: DecisionDeclaration | undefined;
}
