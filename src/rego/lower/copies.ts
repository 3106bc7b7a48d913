import { isLeftOutUnknown, type Shape } from "../../shapes/shape.ts";
import { array, call, scalar, type Term, variable } from "../ast.ts";
import type { BodyLowering } from "./body.ts";
import { type Form, type Held, itemsOf, type Part } from "./held.ts";
import { boxed, boxOf, elementsOf, pathTerm, presenceOf, referenceTo, testOfSource, valueAt } from "./parts.ts";

/** What is held as the term of a value, which for a part is a copy that rules can hold on to. */
export function termOf(held: Held, scope: BodyLowering): Term {
  const { program } = scope.module;
  switch (held.form) {
    case "value":
      return held.term;
    case "tuple":
      return array(...held.items.map((item) => termOf(item, scope)));
    case "instance":
      return call(scope.module.external(program.decoders.ofKind(held.kind)), held.term);
    case "parts": {
      const item = scope.fresh("item");
      return {
        kind: "comprehension",
        type: "array",
        value: termOf(boxed(held.items, variable(item), false, scope), scope),
        body: [{ kind: "some", value: item, source: held.term }],
      };
    }
    case "part":
      return decoded(held, scope);
  }
}

function decoded(part: Part, scope: BodyLowering): Term {
  const { module } = scope;
  const at = valueAt(part, scope);
  const copy = (): Term =>
    call(module.external(module.program.decoders.of(part.shape, part.isOptional)), at, pathTerm(part.place));
  let term: Term;
  if (isListOfPlain(part.shape)) term = part.isOptional ? at : module.support("as_list", at);
  else if (part.shape.type === "record" && isPlain(part.shape.values)) {
    const { loneKey } = part.shape;
    const over = loneKey === undefined ? at : module.support("keyed", at, scalar(loneKey));
    term = part.isOptional ? over : module.support("as_record", over);
  } else term = copy();
  return part.presence !== undefined && part.shape.type !== "object"
    ? module.support("unless_null", part.presence, term)
    : term;
}

/**
 * What a value is looked for in, where a list of the document holds values.
 *
 * @param isTotal whether it must be defined
 */
export function searchedOf(held: Held, isTotal: boolean, scope: BodyLowering): Term {
  if (held.form !== "part" || held.shape.type !== "list" || held.isOptional || held.presence !== undefined)
    return termOf(held, scope);
  const { items, lone } = held.shape;
  // No value that is looked for equals one that is unknown.
  if (!isPlain(items.type === "resolvable" ? items.value : items)) return termOf(held, scope);
  if (lone) return scope.module.support("listed", valueAt(held, scope));
  return isTotal ? scope.module.support("as_list", valueAt(held, scope)) : referenceTo(held, scope);
}

function isListOfPlain(shape: Shape): boolean {
  return shape.type === "list" && !shape.lone && isPlain(shape.items);
}

/** Whether a decoded value is the value itself. */
function isPlain(shape: Shape): boolean {
  return shape.type === "string" || shape.type === "integer" || shape.type === "boolean";
}

/** A term that has as many elements as a list has. */
export function countedOf(held: Held, scope: BodyLowering): Term {
  if (held.form === "parts") return held.term;
  if (held.form !== "part" || held.shape.type !== "list" || held.shape.lone || held.isOptional)
    return termOf(held, scope);
  if (isLeftOutUnknown(held.shape.items) || held.presence !== undefined) return termOf(held, scope);
  return scope.module.support("as_list", valueAt(held, scope));
}

/** What is held as a term of a form that it has. */
export function termAs(held: Held, { form }: Form, scope: BodyLowering): Term {
  if (form === "part" && held.form === "part") {
    if (held.box !== undefined) return held.box;
    const at = valueAt(held, scope);
    const mayBeNothing = held.baseMayBeNothing || !held.isThere;
    const box = boxOf(at, held.place);
    return mayBeNothing ? scope.module.support("unless_null", presenceOf(held, scope), box) : box;
  }
  if (form === "parts" && held.form === "part") return boxes(held, scope);
  if (form === "parts" && held.form === "parts") return held.term;
  return termOf(held, scope);
}

/** The elements of a list of objects, each with its place. */
function boxes(list: Part, scope: BodyLowering): Term {
  const items = itemsOf(list.shape);
  if (items === undefined) throw new Error("not a list of objects");
  const inner = scope.nested(true);
  const [index, item] = [inner.fresh("index"), inner.fresh("item")];
  const { source, place } = elementsOf(list, variable(index), inner);
  inner.push(...testOfSource(list, source), { kind: "some", key: index, value: item, source });
  const all: Term = { kind: "comprehension", type: "array", value: boxOf(variable(item), place), body: inner.body };
  return list.isOptional || list.presence !== undefined
    ? scope.module.support("unless_null", presenceOf(list, scope), all)
    : all;
}
