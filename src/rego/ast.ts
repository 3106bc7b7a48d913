/**
 * The part of Rego v1 that Regoscript emits. All nodes are plain immutable data; `printer.ts` is the only text form.
 */

export type Term =
  | { readonly kind: "scalar"; readonly value: string | number | boolean | null }
  | { readonly kind: "var"; readonly name: string }
  /** `head.key["other key"][variable]`; a string in `path` is a constant key. */
  | { readonly kind: "ref"; readonly head: Term; readonly path: readonly (string | Term)[] }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Term[] }
  | { readonly kind: "infix"; readonly operator: InfixOperator; readonly left: Term; readonly right: Term }
  | { readonly kind: "array"; readonly items: readonly Term[] }
  | { readonly kind: "set"; readonly items: readonly Term[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [Term, Term])[] }
  | { readonly kind: "comprehension"; readonly type: "array" | "set"; readonly value: Term; readonly body: Body }
  | { readonly kind: "objectComprehension"; readonly key: Term; readonly value: Term; readonly body: Body };

type InfixOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "%" | "in" | "|";

/** A conjunction. It holds if every statement holds. */
export type Body = readonly Statement[];

export type Statement =
  | { readonly kind: "term"; readonly term: Term }
  | { readonly kind: "not"; readonly term: Term }
  | { readonly kind: "assign"; readonly name: string; readonly value: Term }
  /** `some value in source` or `some key, value in source`. */
  | { readonly kind: "some"; readonly key?: string; readonly value: string; readonly source: Term }
  | {
      readonly kind: "every";
      readonly key?: string;
      readonly value: string;
      readonly source: Term;
      readonly body: Body;
    };

export type Rule =
  /**
   * `name := value`, or with `parameters` a function of them. Branches are tried in order; the first that holds gives
   * the value.
   */
  | {
      readonly kind: "complete";
      readonly name: string;
      readonly parameters?: readonly string[];
      readonly branches: readonly Branch[];
      readonly comments?: readonly string[];
    }
  /** `name contains value if body`. */
  | {
      readonly kind: "contains";
      readonly name: string;
      readonly value: Term;
      readonly body: Body;
      readonly comments?: readonly string[];
    }
  /** `default name(_, _) := value`. */
  | {
      readonly kind: "default";
      readonly name: string;
      readonly arity: number | undefined;
      readonly value: Term;
      readonly comments?: readonly string[];
    }
  /** A unit test: that a value is what is expected, with some documents replaced. */
  | {
      readonly kind: "test";
      readonly name: string;
      readonly actual: Term;
      readonly expected: Term;
      readonly with: readonly (readonly [string, Term])[];
      readonly comments?: readonly string[];
    }
  /** Text that is Rego already, formatted, without a final newline: support functions that are written by hand. */
  | { readonly kind: "verbatim"; readonly name: string; readonly text: string };

export interface Branch {
  /** `undefined` stands for `true`, and is left out where Rego allows it. */
  readonly value: Term | undefined;
  readonly body: Body;
}

export interface Import {
  /** Without `data.`: `regoscript.std`. */
  readonly path: readonly string[];
  readonly alias: string | undefined;
}

export interface Module {
  readonly package: readonly string[];
  /** Lines of the file's first comment, without `# `. */
  readonly header: readonly string[];
  /** Lines of the METADATA block that annotates the package, as YAML. */
  readonly metadata: readonly string[];
  readonly imports: readonly Import[];
  readonly rules: readonly Rule[];
}

export const scalar = (value: string | number | boolean | null): Term => ({ kind: "scalar", value });
export const variable = (name: string): Term => ({ kind: "var", name });
export const call = (name: string, ...args: readonly Term[]): Term => ({ kind: "call", name, arguments: args });
export const array = (...items: readonly Term[]): Term => ({ kind: "array", items });
export const set = (...items: readonly Term[]): Term => ({ kind: "set", items });
export const infix = (operator: InfixOperator, left: Term, right: Term): Term => ({
  kind: "infix",
  operator,
  left,
  right,
});
export const object = (entries: readonly (readonly [string, Term])[]): Term => ({
  kind: "object",
  entries: entries.map(([key, value]) => [scalar(key), value]),
});

/** `head.key`: extends a reference, starts one on a variable or call. */
export function ref(head: Term, ...path: readonly (string | Term)[]): Term {
  if (path.length === 0) return head;
  return head.kind === "ref" ? { ...head, path: [...head.path, ...path] } : { kind: "ref", head, path };
}

export const nothing: Term = scalar(null);

/** A path and more keys, in one call however often it is extended. */
export function concatenate(path: Term, keys: readonly Term[]): Term {
  if (path.kind === "call" && path.name === "array.concat") {
    const [head, tail] = path.arguments;
    if (head !== undefined && tail?.kind === "array") return call("array.concat", head, array(...tail.items, ...keys));
  }
  return path.kind === "array" ? array(...path.items, ...keys) : call("array.concat", path, array(...keys));
}
