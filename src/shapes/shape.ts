/**
 * What the compiler knows of a value's form, and everything that follows from it. An interface of a policy becomes a
 * shape (src/frontend/shapes.ts), shapes travel in the manifest, and here each meaning of a shape stands beside its
 * twin in the other language:
 *
 * | file | a shape as |
 * |---|---|
 * | `phrases.ts` | what is expected and what was found, for people |
 * | `decode.ts`, `decode-rego.ts` | the decoder of a document's values, in JavaScript and as Rego |
 * | `fits-rego.ts`, `problems-rego.ts` | a quick test of a value as Rego, and what exactly is wrong with it |
 * | `restricted.ts` | which fields are reached by what a policy reads |
 * | `project.ts`, `project-rego.ts` | what of a decision's value is given, in JavaScript and as Rego |
 * | `json-schema.ts` | the schema of a parameter |
 *
 * docs/architecture.md has the table of what a decoder accepts; test/shapes asks both twins about every shape.
 */

/** How a value of a document is decoded; see `Listed`, `Resolvable`, `Scalar` and `Text` for what they mean. */
export type Shape =
  | { readonly type: "string"; readonly oneOf?: readonly string[] }
  | { readonly type: "integer" }
  | { readonly type: "boolean" }
  | { readonly type: "scalar" }
  /** A string; null is the empty one. */
  | { readonly type: "text" }
  /** Anything, with its place. */
  | { readonly type: "raw" }
  | { readonly type: "list"; readonly items: Shape; readonly lone: boolean }
  /** With `loneKey`, a string stands for an object that has it under that key. */
  | { readonly type: "record"; readonly values: Shape; readonly loneKey?: string }
  | { readonly type: "object"; readonly name: string }
  | { readonly type: "resolvable"; readonly value: Shape };

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
}

export interface ObjectShape {
  readonly fields: readonly Field[];
  /** Whether it is part of a parameter: it has no place, and a field that isn't declared is a mistake. */
  readonly closed?: true;
}

/** The object shapes that other shapes name. */
export interface ObjectShapes {
  readonly [name: string]: ObjectShape;
}

/** What a decision's value has; everything may be null. */
export type ResultShape =
  /** A string, number or boolean. */
  | { readonly type: "plain" }
  | { readonly type: "list"; readonly items: ResultShape }
  | { readonly type: "record"; readonly values: ResultShape }
  | { readonly type: "object"; readonly fields: readonly { readonly name: string; readonly shape: ResultShape }[] };

/** Whether a field has a value where an object has none. */
export function mayBeAbsent({ shape, optional }: Field): boolean {
  return optional || ["list", "record", "resolvable", "text"].includes(shape.type);
}

/** Whether an object is an ordinary value of the shape, and so no sign of an unknown one. */
export function isObjectLike(shape: Shape): boolean {
  return shape.type === "object" || shape.type === "record";
}

/** Whether an entry that is known only at deployment is left out of its list or record. */
export function isLeftOutUnknown(shape: Shape): boolean {
  return shape.type === "resolvable" && !isObjectLike(shape.value);
}
