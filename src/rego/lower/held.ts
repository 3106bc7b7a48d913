import type { Shape } from "../../shapes/shape.ts";
import type { Term } from "../ast.ts";

/**
 * How the value of an expression is held while a body is lowered: as a Rego value, or without making one, as a stretch
 * of the document, which is copied only where it goes into a value that the rule makes.
 */
export type Held = Value | Instance | Part | Parts | Tuple;

/** A Rego value that is what the rule's function has in JavaScript. */
export interface Value {
  readonly form: "value";
  readonly term: Term;
}

/** An instance of an input kind: the candidate that its finder gave. */
export interface Instance {
  readonly form: "instance";
  readonly kind: string;
  /** Whether the instance's fields are those of the value that it stands for, and not given one by one. */
  readonly isWhole: boolean;
  readonly term: Term;
}

/** How a value is reached in the document. */
export interface Access {
  /** Where `keys` lead from: an object, or nothing. */
  readonly base: Term;
  readonly keys: readonly Term[];
  readonly baseMayBeNothing: boolean;
  /** Whether the keys lead to a value wherever there is a base. */
  readonly isThere: boolean;
}

/** An object, a list or a record of the document: its own value, and where it is. */
export interface Part extends Access {
  readonly form: "part";
  readonly shape: PartShape;
  readonly place: Place;
  /** The object that has both its value and its path, where there is one. */
  readonly box?: Term;
  /** Nothing exactly if the value counts as nothing, where that isn't the value itself. */
  readonly presence?: Term;
  /** Whether a list or record that the document doesn't have is nothing, and not an empty one. */
  readonly isOptional: boolean;
}

/** A path in the document, written out where it is needed. */
export interface Place {
  readonly base: Term;
  readonly keys: readonly Term[];
}

/** A list of parts of one shape, each an object with its `value` and its `path`. */
export interface Parts {
  readonly form: "parts";
  readonly items: ObjectPart;
  readonly term: Term;
}

/** A list whose elements are known one by one. */
export interface Tuple {
  readonly form: "tuple";
  readonly items: readonly Held[];
}

type ObjectPart = Extract<Shape, { type: "object" }>;
export type PartShape = ObjectPart | Extract<Shape, { type: "list" | "record" }>;

/** What has to be known of an argument or a result to take it apart; the terms are its own. */
export type Form =
  | { readonly form: "value" }
  | { readonly form: "instance"; readonly kind: string; readonly isWhole: boolean }
  | { readonly form: "part"; readonly shape: PartShape; readonly isOptional: boolean }
  | { readonly form: "parts"; readonly items: ObjectPart };

export const value = (term: Term): Value => ({ form: "value", term });

export function formOf(held: Held): Form {
  switch (held.form) {
    case "value":
    case "tuple":
      return { form: "value" };
    case "instance":
      return { form: "instance", kind: held.kind, isWhole: held.isWhole };
    case "part":
      return {
        form: "part",
        shape: held.shape,
        isOptional: held.shape.type !== "object" && (held.isOptional || held.presence !== undefined),
      };
    case "parts":
      return { form: "parts", items: held.items };
  }
}

/** The Rego names that stand for a variable held in a form. */
export function namesFor(name: string, { form }: Form): readonly string[] {
  return form === "part" ? [name, `${name}_path`] : [name];
}

/** What a variable holds whose Rego names have the given terms. */
export function heldIn(form: Form, [term, path]: readonly Term[], mayBeNothing: boolean): Held {
  if (term === undefined) throw new Error("a variable has a name");
  switch (form.form) {
    case "value":
      return value(term);
    case "instance":
    case "parts":
      return { ...form, term };
    case "part":
      if (path === undefined) throw new Error("a part has a path");
      return partAt(form, term, mayBeNothing, { base: path, keys: [] });
  }
}

/** The part whose value is a term. */
export function partAt(
  { shape, isOptional }: Pick<Part, "shape" | "isOptional">,
  base: Term,
  mayBeNothing: boolean,
  place: Place,
): Part {
  return {
    form: "part",
    shape,
    base,
    keys: [],
    baseMayBeNothing: mayBeNothing || shape.type !== "object",
    isThere: true,
    place,
    isOptional,
  };
}

/** Whether a value is one that every form has: nothing, or an empty list. */
function isNeutral(held: Held): boolean {
  if (held.form !== "value") return false;
  const { term } = held;
  return (term.kind === "scalar" && term.value === null) || (term.kind === "array" && term.items.length === 0);
}

/** The form that several values, one of which will be the result, can have in common. */
export function commonForm(results: readonly Held[]): Form {
  const forms = results.filter((held) => !isNeutral(held)).map(resultForm);
  const [first] = forms;
  if (first === undefined) return { form: "value" };
  const text = JSON.stringify(first);
  return forms.every((form) => JSON.stringify(form) === text) ? first : { form: "value" };
}

/** The form in which a value goes out of the body that it is made in. */
function resultForm(held: Held): Form {
  if (held.form === "parts") return formOf(held);
  if (held.form !== "part") return { form: "value" };
  if (held.shape.type === "object") return { form: "part", shape: held.shape, isOptional: false };
  const items = itemsOf(held.shape);
  return items === undefined ? { form: "value" } : { form: "parts", items };
}

/** The shape of an object of the document, where that is what a form is of. */
export function objectOf(form: Form): ObjectPart | undefined {
  return form.form === "part" && form.shape.type === "object" ? form.shape : undefined;
}

/** The shape of a list's elements, where they are objects. */
export function itemsOf(shape: PartShape): ObjectPart | undefined {
  return shape.type === "list" && shape.items.type === "object" ? shape.items : undefined;
}
