import type { Span } from "../diagnostics/span.ts";

/**
 * The intermediate representation: a rule's program after the subset check, with every name resolved. Values are those of
 * JavaScript, where `undefined` and `null` are one value, *nothing*. Every expression is total: given values of the types that the
 * type checker found, it has a value and no effect. A span points into the TypeScript source.
 */
export interface Type {
  readonly kind: "text" | "number" | "boolean" | "list" | "record" | "set" | "object" | "raw" | "pattern" | "nothing" | "other";
  /** Whether the value may be nothing. */
  readonly nullable: boolean;
}

/** A name that a function's body binds, a different object for each declaration. */
export interface Binding {
  readonly name: string;
  readonly type: Type;
}

/** Refers to a function or constant of a module. */
export interface Symbol {
  readonly module: string;
  readonly name: string;
}

interface Node {
  readonly span: Span;
  readonly type: Type;
}

export type Expression = Node &
  (
    | { readonly kind: "literal"; readonly value: string | number | boolean | null }
    | { readonly kind: "local"; readonly binding: Binding }
    /** A constant of a module; its value is the constant's. */
    | { readonly kind: "constant"; readonly symbol: Symbol }
    /** The rule's parameters, an object. */
    | { readonly kind: "parameters" }
    /** A field; nothing if `object` is nothing. */
    | { readonly kind: "field"; readonly object: Expression; readonly key: string }
    /** An element of a list by index from 0, or a value of a record by key; nothing if there is none, or if `collection` is nothing. */
    | { readonly kind: "element"; readonly collection: Expression; readonly key: Expression }
    | { readonly kind: "call"; readonly function: Symbol; readonly arguments: readonly Expression[] }
    /** A function of `src/std` or a method of JavaScript's own types, by its name in the table of operations. */
    | { readonly kind: "operation"; readonly name: string; readonly arguments: readonly Expression[] }
    /** Equality is of strings, numbers, booleans and nothing. */
    | { readonly kind: "equal"; readonly left: Expression; readonly right: Expression }
    /** Operands are numbers. */
    | { readonly kind: "order"; readonly operator: "<" | "<=" | ">" | ">="; readonly left: Expression; readonly right: Expression }
    | { readonly kind: "arithmetic"; readonly operator: "+" | "-" | "*"; readonly left: Expression; readonly right: Expression }
    /** Whether the value counts as true in JavaScript: not false, "", 0 or nothing. */
    | { readonly kind: "truthy"; readonly value: Expression }
    /** Operands of these three are booleans. */
    | { readonly kind: "not"; readonly operand: Expression }
    | { readonly kind: "and"; readonly left: Expression; readonly right: Expression }
    | { readonly kind: "or"; readonly left: Expression; readonly right: Expression }
    | { readonly kind: "conditional"; readonly condition: Expression; readonly whenTrue: Expression; readonly whenFalse: Expression }
    /** `left`, or `right` if `left` is nothing. */
    | { readonly kind: "coalesce"; readonly left: Expression; readonly right: Expression }
    /** Parts are strings, integers or booleans, never nothing. */
    | { readonly kind: "template"; readonly parts: readonly Expression[] }
    | { readonly kind: "list"; readonly items: readonly { readonly spread: boolean; readonly value: Expression }[] }
    | { readonly kind: "set"; readonly items: readonly Expression[] }
    | { readonly kind: "object"; readonly entries: readonly (readonly [string, Expression])[] }
    /** Whether some or every element of the list satisfies `condition`. */
    | { readonly kind: "quantified"; readonly quantifier: "some" | "every"; readonly source: Iteration; readonly condition: Expression }
    /** The list of `value` for the elements that satisfy `condition`, in order. With `flat`, `value` is a list whose elements count. */
    | {
        readonly kind: "comprehension";
        readonly source: Iteration;
        readonly condition: Expression | undefined;
        readonly value: Expression;
        readonly flat: boolean;
      }
    /** Whether a list or set holds a value that is equal. */
    | { readonly kind: "membership"; readonly value: Expression; readonly collection: Expression }
    | { readonly kind: "violation"; readonly node: Expression; readonly message: Expression }
    /** The place below a node: what `at()` gives. */
    | { readonly kind: "place"; readonly node: Expression; readonly keys: readonly Expression[] }
    /**
     * An instance of an input kind. `fields` has each field of the kind's shape, `undefined` for one that is absent. With `whole`
     * the value at the place must be an object.
     */
    | {
        readonly kind: "instance";
        readonly at: Expression;
        readonly resource: Expression;
        readonly whole: boolean;
        readonly fields: readonly (readonly [string, Expression | undefined])[];
      }
  );

/** The elements of a list in order, or the entries of a record in no order. */
export interface Iteration {
  readonly over: Expression;
  /** Index or key, where it is used. */
  readonly key: Binding | undefined;
  readonly value: Binding | undefined;
  /** What the element is taken apart into, computed from `value`. */
  readonly derived: readonly Bind[];
}

export interface Bind {
  readonly kind: "bind";
  readonly binding: Binding;
  readonly value: Expression;
  readonly span: Span;
}

export type Statement =
  | Bind
  | { readonly kind: "if"; readonly condition: Expression; readonly whenTrue: readonly Statement[]; readonly whenFalse: readonly Statement[]; readonly span: Span }
  | { readonly kind: "for"; readonly source: Iteration; readonly body: readonly Statement[]; readonly span: Span }
  | { readonly kind: "yield"; readonly value: Expression; readonly span: Span }
  /** In a generator without a value. */
  | { readonly kind: "return"; readonly value: Expression | undefined; readonly span: Span }
  /** Goes on with the next element of the innermost loop. */
  | { readonly kind: "continue"; readonly span: Span };

export interface FunctionDeclaration {
  readonly symbol: Symbol;
  readonly parameters: readonly Binding[];
  readonly result: Type;
  readonly body: readonly Statement[];
  readonly span: Span;
  /** First sentence of the TSDoc comment, where there is one. */
  readonly summary: string | undefined;
}

export interface ConstantDeclaration {
  readonly symbol: Symbol;
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
  readonly symbol: Symbol;
  /** Name of its shape in the manifest. */
  readonly object: string;
  readonly find: GeneratorDeclaration;
}

export interface RuleDeclaration {
  readonly id: string;
  readonly kind: string;
  readonly check: GeneratorDeclaration;
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
}
