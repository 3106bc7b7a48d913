import type { ts } from "ts-morph";
import { isFresh } from "../../../ir/fresh.ts";
import type { Binding, Expression, Item } from "../../../ir/nodes.ts";
import {
  anyOf,
  booleanType,
  flatListFrom,
  listFrom,
  listOf,
  listType,
  literal,
  local,
  not,
  numberType,
  operation,
} from "../../../ir/terms.ts";
import type { FunctionContext } from "../../context.ts";
import { isScalarWherever } from "../../instantiations.ts";
import { elementTypeOf, isScalar } from "../../types.ts";
import { lowerComparator } from "../comparators.ts";
import { lowerExpression } from "../dispatch.ts";
import { definite, errorAt, isError, typedAt } from "../nodes.ts";
import { type ListCallback, lowerCallback } from "./list-callbacks.ts";
import { argument, changing, type Method, type MethodCall, type Methods } from "./method.ts";
import { lowerReduce } from "./reduce.ts";

/** Methods of lists beside those that are operations. */
export const listMethods: Methods = {
  ...changing("push", "pop", "shift", "unshift", "splice", "fill", "copyWithin"),
  some: eachElement("condition", ({ span }, { source, result }) => anyOf(source, result, true, span)),
  every: eachElement("condition", ({ span }, callback) => not(anyOf(callback.source, callback.result, false, span))),
  filter: eachElement("condition", ({ span }, callback) => selected(callback, local(callback.element, span), span)),
  find: eachElement("condition", (common, callback) => lowerFind(common, callback, 0)),
  findLast: eachElement("condition", (common, callback) => lowerFind(common, callback, -1)),
  findIndex: eachElement("condition", (common, callback) => lowerFindIndex(common, callback, 0)),
  findLastIndex: eachElement("condition", (common, callback) => lowerFindIndex(common, callback, -1)),
  map: eachElement("value", ({ span }, { source, result }) => listFrom(source, undefined, result, span)),
  flatMap: eachElement("value", ({ span }, { source, result }) => flatListFrom(source, listOrSingle(result), span)),
  reduce: { arity: 2, lower: lowerReduce },
  includes: { arity: 2, lower: lowerIncludes },
  indexOf: lookup("indexOf"),
  lastIndexOf: lookup("lastIndexOf"),
  concat: { arity: Number.POSITIVE_INFINITY, lower: lowerConcat },
  at: { arity: 1, lower: lowerAt },
  slice: { arity: 2, lower: lowerSlice },
  toReversed: { arity: 0, lower: lowerReversed },
  join: { arity: 1, lower: lowerJoin },
  flat: { arity: 1, lower: lowerFlat },
  toSorted: { arity: 1, lower: lowerSorted },
  sort: ofNewLists(
    "sort",
    "use `toSorted(compareText)`, or `toSorted((a, b) => a.size - b.size)` by a number; or sort a copy: `[...list].sort(…)`",
    1,
    lowerSorted,
  ),
  reverse: ofNewLists("reverse", "use `toReversed`, or reverse a copy: `[...list].reverse()`", 0, lowerReversed),
  forEach: {
    refused: "RS1017",
    problem: "`forEach` is not part of the policy language",
    help: "write a loop: `for (const item of list) …`",
  },
  values: { arity: 0, lower: ({ receiver }) => receiver },
};

type Typed = ReturnType<typeof typedAt>;

/** A method that is given a function of an element and its index: a condition, or what makes another value of it. */
function eachElement(
  gives: "condition" | "value",
  lower: (common: Typed, callback: ListCallback) => Expression,
): Method {
  return {
    arity: 1,
    lower: ({ node, receiver, context }) => {
      const callback = lowerCallback(node, receiver, gives === "condition", context);
      return callback === undefined ? errorAt(node, context) : lower(typedAt(node, context), callback);
    },
  };
}

/** A method that changes its list, which is seen nowhere if the list is new. */
function ofNewLists(name: string, help: string, arity: number, lower: (call: MethodCall) => Expression): Method {
  return {
    arity,
    lower: (call) => {
      const { node, callee, receiver, context } = call;
      if (isFresh(receiver)) return lower(call);
      context.compilation.report("RS1009", callee.name, `\`${name}\` changes the list that it is called on`, help);
      return errorAt(node, context);
    },
  };
}

function lowerSorted({ node, callee, receiver, context }: MethodCall): Expression {
  return lowerComparator(node, callee, receiver, context);
}

function lowerReversed({ node, receiver, context }: MethodCall): Expression {
  return operation("list.reversed", [receiver], context.compilation.span(node), listType);
}

/** The first element that a callback accepts, or the last. */
function lowerFind(common: Typed, callback: ListCallback, at: 0 | -1): Expression {
  const { span, type } = common;
  return {
    span,
    type: { ...type, nullable: true },
    kind: "element",
    collection: selected(callback, local(callback.element, span), span),
    key: literal(at, span, numberType),
  };
}

function lowerFindIndex({ span }: Typed, callback: ListCallback, at: 0 | -1): Expression {
  const key = callback.source.key ?? { name: "index", type: numberType };
  const indexes = selected({ ...callback, source: { ...callback.source, key } }, local(key, span), span);
  const index: Expression = {
    kind: "element",
    collection: indexes,
    key: literal(at, span, numberType),
    span,
    type: { ...numberType, nullable: true },
  };
  return { kind: "coalesce", left: index, right: literal(-1, span, numberType), span, type: numberType };
}

function lowerIncludes({ node, receiver, context }: MethodCall): Expression {
  const common = typedAt(node, context);
  const from =
    node.arguments.length === 1
      ? receiver
      : operation(
          "list.slice",
          [receiver, definite(argument(node, 1, context), node.arguments[1], context)],
          common.span,
          listType,
        );
  return {
    ...common,
    kind: "membership",
    value: comparable(argument(node, 0, context), node, context),
    collection: from,
  };
}

function lookup(name: "indexOf" | "lastIndexOf"): Method {
  return {
    arity: 1,
    lower: ({ node, receiver, context }) =>
      operation(
        `list.${name}`,
        [receiver, comparable(argument(node, 0, context), node, context)],
        context.compilation.span(node),
        numberType,
      ),
    help: "find it in a part of the list: `list.slice(from)`",
  };
}

function lowerConcat({ node, receiver, context }: MethodCall): Expression {
  return {
    ...typedAt(node, context),
    kind: "list",
    items: [{ spread: true, value: receiver }, ...node.arguments.map((given) => concatenated(given, context))],
  };
}

function lowerSlice({ node, receiver, context }: MethodCall): Expression {
  const { span } = typedAt(node, context);
  if (node.arguments.length === 0)
    return { kind: "list", items: [{ spread: true, value: receiver }], span, type: listType };
  return operation(
    node.arguments.length === 1 ? "list.slice" : "list.sliceBetween",
    [receiver, ...node.arguments.map((given) => definite(lowerExpression(given, context), given, context))],
    span,
    listType,
  );
}

function lowerFlat({ node, callee, receiver, context }: MethodCall): Expression {
  if (node.arguments.length > 0 || elementTypeOf(callee.expression, context.compilation.checker).kind !== "list")
    context.compilation.report("RS1017", node, "`flat` here is not of a list of lists", "flatten one level of lists");
  return operation("list.flat", [receiver], context.compilation.span(node), listType);
}

/** What `flatMap` adds for an element: the elements of a list, or a value that is none. */
function listOrSingle(result: Expression): Expression {
  const { span, type } = result;
  if (isError(result) || (type.kind === "list" && !type.nullable)) return result;
  if (type.kind !== "list" && type.kind !== "other") return listOf([result], span);
  const value: Binding = { name: "value", type };
  const one: Expression = {
    kind: "conditional",
    condition: { kind: "typeTest", value: local(value, span), is: "array", span, type: booleanType },
    whenTrue: { ...local(value, span), type: listType },
    whenFalse: listOf([local(value, span)], span),
    span,
    type: listType,
  };
  return {
    kind: "apply",
    lambda: { name: "list_from", parameters: [value], body: [{ kind: "return", value: one, span }], span },
    arguments: [result],
    span,
    type: listType,
  };
}

/** An argument of `concat`: a list's elements, or a value that is surely none. */
function concatenated(node: ts.Expression, context: FunctionContext): Item {
  const value = lowerExpression(node, context);
  const { kind, nullable } = value.type;
  if (
    !isError(value) &&
    ((kind === "other" &&
      !isScalar(context.compilation.checker.getTypeAtLocation(node), context.compilation.checker)) ||
      (kind === "list" && nullable))
  ) {
    context.compilation.report(
      "RS2013",
      node,
      `\`${node.getText()}\` may be a list or not`,
      "write what it is: `[...list, ...other]` or `[...list, item]`",
    );
  }
  return { spread: kind === "list", value };
}

/** `list.at(index)`: from the end for a negative index. */
function lowerAt({ node, receiver: collection, context }: MethodCall): Expression {
  const { span, type } = typedAt(node, context);
  const key = argument(node, 0, context);
  const elementType = { ...type, nullable: true };
  return key.kind === "literal"
    ? { span, type: elementType, kind: "element", collection, key }
    : operation("list.at", [collection, key], span, elementType);
}

/** The list of `value` for the elements that a callback accepts. */
function selected(callback: ListCallback, value: Expression, span: Expression["span"]): Expression {
  return listFrom(callback.source, callback.result, value, span);
}

/** Lists and objects are found by their identity. */
function comparable(value: Expression, node: ts.CallExpression, context: FunctionContext): Expression {
  const { checker } = context.compilation;
  const [given] = node.arguments;
  const isOther =
    given !== undefined &&
    value.type.kind === "other" &&
    !isScalarWherever(checker.getNonNullableType(checker.getTypeAtLocation(given)), context.compilation);
  if (!isError(value) && (isOther || ["list", "record", "set", "object", "raw"].includes(value.type.kind)))
    context.compilation.report("RS2004", node, "lists and objects are compared by identity in JavaScript");
  return value;
}

/** `join` of strings; other elements are converted first, as `map(String)` does. */
function lowerJoin({ node, callee, receiver, context }: MethodCall): Expression {
  const { span } = typedAt(node, context);
  const separator =
    node.arguments.length === 0
      ? literal(",", span, { kind: "text", nullable: false })
      : definite(argument(node, 0, context), node.arguments[0], context);
  const type = elementTypeOf(callee.expression, context.compilation.checker);
  if (type.nullable || !["text", "number", "boolean"].includes(type.kind)) {
    context.compilation.report(
      "RS2003",
      node,
      "what is joined is not a list of strings, numbers or booleans",
      "make strings of its elements first: `list.map((item) => `…`)`",
    );
  }
  if (type.kind === "text")
    return operation("list.join", [receiver, separator], span, { kind: "text", nullable: false });
  const element: Binding = { name: "item", type };
  const value: Expression = {
    kind: "template",
    parts: [local(element, span)],
    span,
    type: { kind: "text", nullable: false },
  };
  const texts = listFrom({ over: receiver, key: undefined, value: element, derived: [] }, undefined, value, span);
  return operation("list.join", [texts, separator], span, { kind: "text", nullable: false });
}
