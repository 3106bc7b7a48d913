import type { Path } from "../paths.ts";
import type { InputKind } from "./input-kind.ts";
import { type Located, type location, pathOf } from "./location.ts";
import type { Raw } from "./raw.ts";
import { linkOf } from "./violation.ts";

/**
 * A part of another document than the one that a rule looks at. It has all the fields that the interface says, and no
 * place: a violation is about the instance itself, never about its evidence.
 */
export type Evidence<Shape> = Shape extends Raw
  ? Raw
  : Shape extends Located
    ? { readonly [Field in keyof Shape as Field extends typeof location ? never : Field]: Evidence<Shape[Field]> }
    : Shape extends readonly (infer Item)[]
      ? readonly Evidence<Item>[]
      : Shape extends { readonly [key: string]: infer Value }
        ? { readonly [key: string]: Evidence<Value> }
        : Shape;

/** The namespace of an object whose metadata say none, as for kubectl. */
export const defaultNamespace = "default";

/** What a Kubernetes object is called in its metadata. */
export interface ObjectName {
  /** `"default"` if absent, on both sides: so an object that is in no namespace is found without one. */
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** Everything that the run knows beside the instance: all its documents. */
export interface Inventory {
  /**
   * Every well-formed instance of an input kind in the run, those of the rule's own document among them: sorted by
   * resource, then by place and value, each once. `undefined` where the run has no evidence: no document in which the
   * kind found anything or which it `covers`. A rule can't tell then, and yields `undetermined(…)`.
   */
  all<Shape extends Located>(kind: InputKind<Shape>): readonly Evidence<Shape>[] | undefined;
  /**
   * Of `all` the instances that were found in Kubernetes objects of one name: none, one, or several where the run has
   * several such objects, or the kind several in one object. `undefined` in the same case as for `all`. Only these are
   * decoded, and no engine looks through the others.
   *
   * @param name written out: `{ namespace: workload.metadata?.namespace, name: "web" }`
   */
  find<Shape extends Located>(kind: InputKind<Shape>, name: ObjectName): readonly Evidence<Shape>[] | undefined;
  /**
   * What a function makes of the inventory, such as a table by key: worked out once for all instances of the run that
   * ask for it.
   *
   * @param work a function of a module, by its name
   */
  once<Value>(work: (inventory: Inventory) => Value): Value;
}

/** What a rule yields where it can't tell for lack of evidence: it neither passes nor fails. */
export interface Undetermined {
  readonly path: Path;
  readonly message: string;
  /** Id of the input kind of which the run has no document. */
  readonly missing: string;
  /** A command that collects the evidence. */
  readonly collect: string;
}

/**
 * Says that the rule can't tell whether `node` breaks it, since the run has no document of `kind`.
 *
 * @param message one sentence without a final period that says what can't be told
 * @param kind an input kind that says with `collect` how its documents are collected
 * @throws TypeError if `node` is not part of a document or the kind says no such thing (the compiler refuses that too)
 */
export function undetermined<Shape extends Located>(
  node: Located,
  message: string,
  kind: InputKind<Shape>,
): Undetermined {
  const link = linkOf(node, "an undetermined result");
  if (kind.collect === undefined)
    throw new TypeError(`the input kind \`${kind.id}\` doesn't say how its documents are collected`);
  return { path: pathOf(link), message: message.toWellFormed(), missing: kind.id, collect: kind.collect };
}
