import type { Expression } from "../../ir/nodes.ts";
import { array, concatenate, nothing, object, ref, scalar, type Term } from "../ast.ts";
import type { BodyLowering } from "./body.ts";
import { settled } from "./settled.ts";

/**
 * The candidate that a finder yields: what it stands for, and its fields.
 *
 * @param isWhole whether all instances of the kind have the fields of the value that they stand for, and need no others
 */
export function lowerInstance(
  { at: place, resource, whole, fields }: Extract<Expression, { kind: "instance" }>,
  isWhole: boolean,
  scope: BodyLowering,
): Term {
  const at = scope.referable(scope.term(place), "node");
  const given = whole
    ? scope.module.support("fields", at, array(...fields.map(([key]) => scalar(key))))
    : object(fields.map(([key, field]) => [key, fieldOf(key, field, at, scope)]));
  return object([
    ["path", ref(at, "path")],
    // Where the finder gives the fields, what stands at the place itself doesn't matter.
    ["value", whole ? ref(at, "value") : object([])],
    ["resource", scope.term(resource)],
    ...(isWhole ? [] : [["fields", given] as const]),
  ]);
}

function fieldOf(key: string, field: Expression | undefined, at: Term, scope: BodyLowering): Term {
  if (field === undefined) return absent(at, key);
  const term = scope.term(field);
  return field.type.nullable ? scope.module.support("coalesce", settled(term, scope), absent(at, key)) : term;
}

/** The raw value of a field that the finder doesn't give. */
function absent(at: Term, key: string): Term {
  return object([
    ["value", nothing],
    ["path", concatenate(ref(at, "path"), [scalar(key)])],
  ]);
}
