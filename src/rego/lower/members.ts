import type { Expression } from "../../ir/nodes.ts";
import { array, call, nothing, ref, scalar, type Term } from "../ast.ts";
import type { BodyLowering } from "./body.ts";
import { termOf } from "./copies.ts";
import { type Held, value } from "./held.ts";
import { boxed, narrowed } from "./parts.ts";
import { entryOf, fieldOf } from "./reading.ts";
import { settled } from "./settled.ts";

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

/** A field, with the fields that its object is a field of. */
export function lowerField(expression: Of<"field">, scope: BodyLowering): Held {
  const chain: Of<"field">[] = [];
  let root: Expression = expression;
  for (; root.kind === "field"; root = root.object) chain.unshift(root);
  let held = scope.held(root);
  let pending: Of<"field">[] = [];
  for (const field of chain) {
    if (held.form === "part" || held.form === "instance") {
      held = narrowed(fieldOf(held, field.key, scope), field.type.nullable);
      continue;
    }
    // Below nothing there is nothing, so one look-up goes through all of these.
    if (pending.length > 0 && !field.object.type.nullable) {
      held = value(fieldOfValue(held, pending, scope));
      pending = [];
    }
    pending.push(field);
  }
  return pending.length === 0 ? held : value(fieldOfValue(held, pending, scope));
}

function fieldOfValue(held: Held, fields: readonly Of<"field">[], scope: BodyLowering): Term {
  const [first, ...others] = fields;
  if (first === undefined) throw new Error("a field has a name");
  const head = settled(termOf(held, scope), scope);
  const { nullable } = first.object.type;
  if (!nullable && others.length === 0 && first.mayBeMissing !== true)
    return ref(scope.referable(head, "object"), first.key);
  const path = array(...fields.map(({ key }) => scalar(key)));
  return nullable ? scope.module.support("get", head, path) : call("object.get", head, path, nothing);
}

export function lowerElement(expression: Of<"element">, scope: BodyLowering): Held | Term {
  const { collection, key } = expression;
  const held = scope.held(collection);
  // An element that is there whatever happens: of a pair, or of the results of a search.
  const isThere = collection.type.kind === "list" && !expression.type.nullable;
  if (held.form === "parts" && isThere) return boxed(held.items, ref(held.term, scope.term(key)), false, scope);
  if (held.form === "tuple" && key.kind === "literal") {
    const known = held.items[Number(key.value)];
    if (known !== undefined) return known;
  }
  if (held.form === "part" && held.shape.type === "record" && expression.mayHoldNothing !== true)
    return entryOf(held, scope.term(key), scope);
  const head = settled(termOf(held, scope), scope);
  const keyTerm = scope.term(key);
  if (collection.type.kind === "list") {
    const known = head.kind === "array" && key.kind === "literal" ? head.items[Number(key.value)] : undefined;
    if (known !== undefined) return known;
    if (isThere) return ref(scope.referable(head, "list"), keyTerm);
    const fromEnd = key.kind === "literal" && typeof key.value === "number" && key.value < 0;
    return scope.module.support(fromEnd ? "element_from_end" : "element", head, keyTerm);
  }
  return collection.type.nullable
    ? scope.module.support("get", head, array(keyTerm))
    : call("object.get", head, keyTerm, nothing);
}
