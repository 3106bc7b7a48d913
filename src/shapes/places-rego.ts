import { call, concatenate, nothing, scalar, type Term, variable } from "../rego/ast.ts";
import type { Field } from "./shape.ts";

/** Value and path of a field of the object that the variables `value` and `path` stand for. */
export function placeOf(field: Field): [Term, Term] {
  return [
    call("object.get", variable("value"), scalar(field.name), nothing),
    concatenate(variable("path"), [scalar(field.name)]),
  ];
}

/** Variables for the key, the item and a problem of an entry, by how many entries it is in. */
export function entryNames(depth: number): [string, string, string] {
  const suffix = depth === 0 ? "" : `_${depth + 1}`;
  return [`key${suffix}`, `item${suffix}`, `problem${suffix}`];
}

/** How deep lists and records that no object is between are told from interfaces' names. */
const deepestEntry = 8;

/** Names of variables in what is written for shapes, which no function has: an interface may be called `Item`. */
export const variableNames: readonly string[] = [
  ...["value", "path", "fields", "problem"],
  ...Array.from({ length: deepestEntry }, (_, depth) => entryNames(depth)).flat(),
];

/** `kubernetes/workload.PodSpec` as `PodSpec`. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
