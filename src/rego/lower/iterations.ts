import type { Binding, Expression, Iteration } from "../../ir/nodes.ts";
import { isLeftOutUnknown, type Shape } from "../../shapes/shape.ts";
import { call, type Statement, scalar, type Term, variable } from "../ast.ts";
import type { BodyLowering } from "./body.ts";
import { termOf } from "./copies.ts";
import { type Part, value } from "./held.ts";
import { below, boxed, elementsOf, referenceTo, testOfSource, valueAt } from "./parts.ts";
import { itemOf } from "./reading.ts";

/**
 * Opens an iteration: the statements go to `scope`, its bindings are declared there.
 *
 * @param isTotal whether what is gone through must be defined, since nothing is said where it isn't
 */
export function lowerIteration(source: Iteration, scope: BodyLowering, fuse = true, isTotal = false): void {
  const { over: list } = source;
  const needsList = source.key !== undefined || source.until !== undefined;
  if (fuse && list.kind === "collect" && list.into === "list" && !needsList) {
    // The elements of a filtered or mapped list, without making the list.
    scope.steps(list.steps);
    if (source.value !== undefined) scope.bind(source.value, scope.held(list.value));
    bindDerived(source, scope);
    return;
  }
  const over = source.until === undefined ? scope.held(list) : value(untilStop(source, source.until, scope));
  if (over.form === "part" && !changesIndexes(over, source.key)) iteratePart(over, source, scope, isTotal);
  else if (over.form === "parts") iterateParts(over.term, over.items, source, scope);
  else {
    const key = source.key === undefined ? undefined : scope.declare(source.key);
    const item = source.value === undefined ? "_" : scope.declare(source.value);
    scope.push(some(key, item, termOf(over, scope)));
  }
  bindDerived(source, scope);
}

function bindDerived({ derived }: Iteration, scope: BodyLowering): void {
  for (const bind of derived) scope.bind(bind.binding, scope.held(bind.value));
}

/** Whether elements that are left out move the indexes of those after them, which the rule sees. */
function changesIndexes({ shape }: Part, key: Binding | undefined): boolean {
  return shape.type === "list" && isLeftOutUnknown(shape.items) && key !== undefined && key.isPosition !== true;
}

function iteratePart(
  part: Part,
  { key: keyBinding, value: binding }: Iteration,
  scope: BodyLowering,
  isTotal: boolean,
): void {
  const { shape } = part;
  if (shape.type === "object") throw new Error("an object has no elements");
  const items = shape.type === "list" ? shape.items : shape.values;
  const key =
    keyBinding === undefined ? scope.fresh(shape.type === "list" ? "index" : "key") : scope.declare(keyBinding);
  const { source, place } =
    shape.type === "list"
      ? elementsOf(part, variable(key), scope)
      : { source: entriesOf(part, shape.loneKey, scope), place: below(part.place, variable(key)) };
  const isFiltered = isLeftOutUnknown(items);
  const item = binding !== undefined ? scope.variableFor(binding) : isFiltered ? scope.fresh("item") : "_";
  if (!isTotal) scope.push(...testOfSource(part, source));
  scope.push({ kind: "some", key, value: item, source: isTotal ? total(part, source, scope) : source });
  if (isFiltered) scope.push({ kind: "not", term: call("is_object", variable(item)) });
  if (binding !== undefined) scope.bind(binding, itemOf(items, variable(item), place, scope));
}

function entriesOf(part: Part, loneKey: string | undefined, scope: BodyLowering): Term {
  return loneKey === undefined
    ? referenceTo(part, scope)
    : scope.module.support("keyed", valueAt(part, scope), scalar(loneKey));
}

/** What is gone through, or nothing to go through where there is none. */
function total({ shape, ...part }: Part, source: Term, scope: BodyLowering): Term {
  if (part.isThere && !part.baseMayBeNothing) return source;
  if (shape.type === "list") return shape.lone ? source : scope.module.support("as_list", valueAt(part, scope));
  return scope.module.support(
    "as_record",
    shape.type === "record" && shape.loneKey !== undefined ? source : valueAt(part, scope),
  );
}

function iterateParts(
  term: Term,
  shape: Extract<Shape, { type: "object" }>,
  { key: keyBinding, value: binding }: Iteration,
  scope: BodyLowering,
): void {
  const key = keyBinding === undefined ? undefined : scope.declare(keyBinding);
  const item = binding === undefined ? "_" : scope.variableFor(binding);
  scope.push(some(key, item, term));
  if (binding !== undefined) scope.alias(binding, boxed(shape, variable(item), false, scope));
}

function some(key: string | undefined, value: string, source: Term): Statement {
  return key === undefined ? { kind: "some", value, source } : { kind: "some", key, value, source };
}

/** The elements up to the first for which `until` holds. */
function untilStop(source: Iteration, until: Expression, scope: BodyLowering): Term {
  const whole = scope.referable(scope.term(source.over), "list");
  const inner = scope.nested(false);
  const index = source.key === undefined ? inner.fresh("index") : inner.declare(source.key);
  inner.push({
    kind: "some",
    key: index,
    value: source.value === undefined ? "_" : inner.declare(source.value),
    source: whole,
  });
  bindDerived(source, inner);
  inner.condition(until, true);
  const stops: Term = { kind: "comprehension", type: "array", value: variable(index), body: inner.body };
  return scope.module.support("until", whole, stops);
}
