import { ts } from "ts-morph";
import type { Bind, Binding, Expression, Item, Iteration, Statement, Type } from "../../ir/nodes.ts";
import { isFresh } from "../../ir/passes/aliasing.ts";
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
} from "../../ir/terms.ts";
import { isOperation } from "../../std/operations.ts";
import type { FunctionContext } from "../context.ts";
import { lowerFunctionBody } from "../functions.ts";
import { isScalarWherever } from "../instantiations.ts";
import { elementTypeOf, irType, isScalar, mayBe } from "../types.ts";
import { bindPattern } from "./bindings.ts";
import { applyCallback, callbackOf } from "./callbacks.ts";
import { lowerComparator } from "./comparators.ts";
import { lowerExpression, lowerTruth } from "./dispatch.ts";
import { elementsOf } from "./literals.ts";
import { argument, unknownMethod } from "./method-call.ts";
import { lowerMethodOperation } from "./method-operations.ts";
import { definite, errorAt, isError, typedAt } from "./nodes.ts";

export function lowerListMethod(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  receiver: Expression,
  context: FunctionContext,
): Expression {
  const method = callee.name.text;
  const common = typedAt(node, context);
  const { span } = common;
  switch (method) {
    case "some":
    case "every": {
      const callback = lowerCallback(node, receiver, true, context);
      if (callback === undefined) return errorAt(node, context);
      return method === "some"
        ? anyOf(callback.source, callback.result, true, span)
        : not(anyOf(callback.source, callback.result, false, span));
    }
    case "filter": {
      const callback = lowerCallback(node, receiver, true, context);
      if (callback === undefined) return errorAt(node, context);
      return selected(callback, local(callback.element, span), span);
    }
    case "find":
    case "findLast": {
      const callback = lowerCallback(node, receiver, true, context);
      if (callback === undefined) return errorAt(node, context);
      const found = selected(callback, local(callback.element, span), span);
      return {
        ...common,
        type: { ...common.type, nullable: true },
        kind: "element",
        collection: found,
        key: literal(method === "find" ? 0 : -1, span, numberType),
      };
    }
    case "findIndex":
    case "findLastIndex": {
      const callback = lowerCallback(node, receiver, true, context);
      if (callback === undefined) return errorAt(node, context);
      const key = callback.source.key ?? { name: "index", type: numberType };
      const indexes = selected({ ...callback, source: { ...callback.source, key } }, local(key, span), span);
      const found: Expression = {
        kind: "element",
        collection: indexes,
        key: literal(method === "findIndex" ? 0 : -1, span, numberType),
        span,
        type: { ...numberType, nullable: true },
      };
      return { kind: "coalesce", left: found, right: literal(-1, span, numberType), span, type: numberType };
    }
    case "map":
    case "flatMap": {
      const callback = lowerCallback(node, receiver, false, context);
      if (callback === undefined) return errorAt(node, context);
      return method === "flatMap"
        ? flatListFrom(callback.source, listOrSingle(callback.result), span)
        : listFrom(callback.source, undefined, callback.result, span);
    }
    case "reduce":
      return lowerReduce(node, receiver, context);
    case "includes": {
      const from =
        node.arguments.length === 1
          ? receiver
          : operation(
              "list.slice",
              [receiver, definite(argument(node, 1, context), node.arguments[1], context)],
              span,
              listType,
            );
      return {
        ...common,
        kind: "membership",
        value: comparable(argument(node, 0, context), node, context),
        collection: from,
      };
    }
    case "indexOf":
    case "lastIndexOf":
      if (node.arguments.length !== 1) {
        context.compilation.report(
          "RS1017",
          node,
          `\`${method}\` from an index on is not part of the policy language`,
          "find it in a part of the list: `list.slice(from)`",
        );
        return errorAt(node, context);
      }
      return operation(
        `list.${method}`,
        [receiver, comparable(argument(node, 0, context), node, context)],
        span,
        numberType,
      );
    case "concat":
      return {
        ...common,
        kind: "list",
        items: [{ spread: true, value: receiver }, ...node.arguments.map((given) => concatenated(given, context))],
      };
    case "at":
      return lowerAt(node, receiver, context);
    case "slice":
      if (node.arguments.length === 0)
        return { kind: "list", items: [{ spread: true, value: receiver }], span, type: listType };
      return operation(
        node.arguments.length === 1 ? "list.slice" : "list.sliceBetween",
        [receiver, ...node.arguments.map((given, index) => definite(argument(node, index, context), given, context))],
        span,
        listType,
      );
    case "toReversed":
      return operation("list.reversed", [receiver], span, listType);
    case "join":
      return lowerJoin(node, receiver, context);
    case "flat":
      if (node.arguments.length > 0 || elementTypeOf(callee.expression, context.compilation.checker).kind !== "list") {
        context.compilation.report(
          "RS1017",
          node,
          "`flat` here is not of a list of lists",
          "flatten one level of lists",
        );
      }
      return operation("list.flat", [receiver], span, listType);
    case "toSorted":
      return lowerComparator(node, callee, receiver, context);
    case "sort":
      if (isFresh(receiver)) return lowerComparator(node, callee, receiver, context);
      context.compilation.report(
        "RS1009",
        callee.name,
        "`sort` changes the list that it is called on",
        "use `toSorted`, or sort a copy: `[...list].sort(…)`",
      );
      return errorAt(node, context);
    case "reverse":
      if (isFresh(receiver)) return operation("list.reversed", [receiver], span, listType);
      context.compilation.report(
        "RS1009",
        callee.name,
        "`reverse` changes the list that it is called on",
        "use `toReversed`, or reverse a copy: `[...list].reverse()`",
      );
      return errorAt(node, context);
    case "forEach":
      context.compilation.report(
        "RS1017",
        callee.name,
        "`forEach` is not part of the policy language",
        "write a loop: `for (const item of list) …`",
      );
      return errorAt(node, context);
    case "values":
      return receiver;
  }
  const name = `list.${method}`;
  return isOperation(name) ? lowerMethodOperation(name, node, receiver, context) : unknownMethod(node, callee, context);
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
function lowerAt(node: ts.CallExpression, collection: Expression, context: FunctionContext): Expression {
  const { span, type } = typedAt(node, context);
  const key = argument(node, 0, context);
  const found = { ...type, nullable: true };
  return key.kind === "literal"
    ? { span, type: found, kind: "element", collection, key }
    : operation("list.at", [collection, key], span, found);
}

/** The list of `value` for the elements that a callback accepts. */
function selected(callback: Callback, value: Expression, span: Expression["span"]): Expression {
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
function lowerJoin(node: ts.CallExpression, receiver: Expression, context: FunctionContext): Expression {
  const { span } = typedAt(node, context);
  const callee = node.expression as ts.PropertyAccessExpression;
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

/** `reduce` as the loop that it stands for; whether a loop can do it is seen to where state is removed. */
function lowerReduce(node: ts.CallExpression, over: Expression, context: FunctionContext): Expression {
  const [callback, initial] = node.arguments;
  const { checker } = context.compilation;
  const { span, type } = typedAt(node, context);
  if (
    callback === undefined ||
    initial === undefined ||
    !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))
  ) {
    context.compilation.report(
      "RS1018",
      callback ?? node,
      "`reduce` is not given an arrow function and a value to start with",
    );
    return errorAt(node, context);
  }
  const inner = context.inner(callback);
  const [first, second] = callback.parameters;
  const start = lowerExpression(initial, context);
  const total: Binding = { name: first !== undefined && ts.isIdentifier(first.name) ? first.name.text : "total", type };
  if (first !== undefined && ts.isIdentifier(first.name)) inner.bind(first.name, total);
  const element: Binding = {
    name: second !== undefined && ts.isIdentifier(second.name) ? second.name.text : "item",
    type:
      second === undefined
        ? { kind: "other", nullable: false }
        : irType(checker.getTypeAtLocation(second.name), checker),
  };
  const derived: Bind[] = [];
  if (second !== undefined) {
    if (ts.isIdentifier(second.name)) inner.bind(second.name, element);
    else derived.push(...bindPattern(second.name, local(element, span), inner));
  }
  if (callback.parameters.length > 2)
    context.compilation.report("RS1018", callback, "`reduce` here is given a function of the index");
  const preset = callback.parameters.find((parameter) => parameter.initializer !== undefined);
  if (preset !== undefined)
    context.compilation.report(
      "RS1018",
      preset,
      "a parameter of `reduce`'s function has a default",
      "write `item ?? …` where it is used",
    );
  const body = ts.isBlock(callback.body) ? lowerFunctionBody(callback, inner, true).body : [];
  const last = body.at(-1);
  const value = ts.isBlock(callback.body)
    ? last?.kind === "return"
      ? last.value
      : undefined
    : lowerExpression(callback.body, inner);
  if (value === undefined) {
    context.compilation.report("RS1024", callback, "this function returns at several places", "write a loop");
    return errorAt(node, context);
  }
  const assign = (given: Expression): Statement => ({
    kind: "change",
    binding: total,
    change: { how: "assign", value: given },
    span,
  });
  const statements: Statement[] = [
    assign(start),
    {
      kind: "for",
      source: { over, key: undefined, value: element, derived },
      label: { name: "loop" },
      body: [...body.slice(0, -1), assign(value)],
      span,
    },
    { kind: "return", value: local(total, span), span },
  ];
  return {
    kind: "apply",
    lambda: { name: total.name, parameters: [], body: statements, span },
    arguments: [],
    span,
    type,
  };
}

interface Callback {
  readonly source: Iteration;
  readonly element: Binding;
  readonly result: Expression;
}

/** `Array.from(items)`, and with a function the list of what it makes of each. */
export function lowerArrayFrom(node: ts.CallExpression, context: FunctionContext): Expression {
  const { span } = typedAt(node, context);
  const [items, map] = node.arguments;
  const given = items === undefined ? errorAt(node, context) : elementsOf(items, context);
  if (given.type.kind !== "list" && given.type.kind !== "set") {
    context.compilation.report("RS1017", node, "`Array.from` here is not given a list, a set or a text");
    return errorAt(node, context);
  }
  const copy: Expression = { kind: "list", items: [{ spread: true, value: given }], span, type: listType };
  if (map === undefined) return copy;
  const callback = lowerCallback(node, copy, false, context, 1, items);
  return callback === undefined ? errorAt(node, context) : listFrom(callback.source, undefined, callback.result, span);
}

/** A function given to a method of a list: its parameters become the iteration, its body the condition or value. */
function lowerCallback(
  node: ts.CallExpression,
  over: Expression,
  condition: boolean,
  context: FunctionContext,
  position = 0,
  items: ts.Expression = (node.expression as ts.PropertyAccessExpression).expression,
): Callback | undefined {
  const given = node.arguments[position];
  const { checker } = context.compilation;
  if (given === undefined) return undefined;
  const elementType = elementTypeOf(items, checker);
  if (ts.isIdentifier(given)) return lowerNamedCallback(given, over, elementType, condition, context);
  const callback = callbackOf(given, context)?.node;
  if (callback === undefined || !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) {
    context.compilation.report(
      "RS1018",
      given,
      "the argument of this method is not a function of the policy",
      "write `(item) => …` here, or the function's name",
    );
    return undefined;
  }
  const inner = context.inner(callback);
  const [first, second, third] = callback.parameters;
  if (third !== undefined)
    context.compilation.report("RS1018", third, "the function takes the whole list", "use the list's own name");
  const derived: Bind[] = [];
  const element: Binding = {
    name: first !== undefined && ts.isIdentifier(first.name) ? first.name.text : "item",
    type: first === undefined ? elementType : irType(checker.getTypeAtLocation(first.name), checker),
  };
  if (first?.initializer !== undefined) {
    if (mayBe(ts.TypeFlags.Null, checker.getTypeAtLocation(first)))
      context.compilation.report("RS2014", first, "`null` doesn't take the default");
    const given: Binding = { name: "given", type: { ...elementType, nullable: true } };
    const value: Expression = {
      kind: "coalesce",
      left: local(given, context.compilation.span(first)),
      right: lowerExpression(first.initializer, inner),
      span: context.compilation.span(first),
      type: { ...elementType, nullable: false },
    };
    derived.push(...bindPattern(first.name, value, inner));
    const key = indexBinding(second, inner);
    return {
      source: { over, key, value: given, derived },
      element: given,
      result: bodyOf(callback, node, condition, inner),
    };
  }
  if (first !== undefined) {
    if (ts.isIdentifier(first.name)) inner.bind(first.name, element);
    else
      derived.push(
        ...bindPattern(first.name, { ...local(element, context.compilation.span(first)), type: elementType }, inner),
      );
  }
  const key = indexBinding(second, inner);
  const result = bodyOf(callback, node, condition, inner);
  return { source: { over, key, value: element, derived }, element, result };
}

function indexBinding(second: ts.ParameterDeclaration | undefined, inner: FunctionContext): Binding | undefined {
  if (second === undefined || !ts.isIdentifier(second.name)) return undefined;
  const key: Binding = { name: second.name.text, type: numberType };
  inner.bind(second.name, key);
  return key;
}

/** The value of a callback's body, whose parameters are known in `inner`. */
function bodyOf(
  callback: ts.ArrowFunction | ts.FunctionExpression,
  node: ts.CallExpression,
  condition: boolean,
  inner: FunctionContext,
): Expression {
  if (!ts.isBlock(callback.body))
    return condition ? lowerTruth(callback.body, inner) : lowerExpression(callback.body, inner);
  const { body, result } = lowerFunctionBody(callback, inner, true);
  const span = inner.compilation.span(callback);
  const method = (node.expression as ts.PropertyAccessExpression).name.text;
  const value: Expression = {
    kind: "apply",
    lambda: { name: `${method}_item`, parameters: [], body, span },
    arguments: [],
    span,
    type: result,
  };
  return condition && !(result.kind === "boolean" && !result.nullable)
    ? { kind: "truthy", value, span, type: booleanType }
    : value;
}

/** `list.filter(isHeavy)`, and the conversions `Boolean` and `String`. */
function lowerNamedCallback(
  name: ts.Identifier,
  over: Expression,
  type: Type,
  condition: boolean,
  context: FunctionContext,
): Callback | undefined {
  const span = context.compilation.span(name);
  const element: Binding = { name: "item", type };
  const value = local(element, span);
  const source: Iteration = { over, key: undefined, value: element, derived: [] };
  const callback = callbackOf(name, context);
  const third = callback?.node.parameters[2];
  if (third !== undefined)
    context.compilation.report(
      "RS1018",
      name,
      `\`${name.text}\` takes the whole list`,
      "write `(item, index) => …` here",
    );
  if (callback === undefined) {
    if (name.text === "Boolean") return { source, element, result: { kind: "truthy", value, span, type: booleanType } };
    if (name.text === "String" && ["text", "number", "boolean"].includes(type.kind) && !type.nullable) {
      return {
        source,
        element,
        result: { kind: "template", parts: [value], span, type: { kind: "text", nullable: false } },
      };
    }
    context.compilation.report(
      "RS1018",
      name,
      `\`${name.text}\` is not a function of the policy`,
      "write `(item) => …` here",
    );
    return undefined;
  }
  const { checker } = context.compilation;
  const [, second] = callback.node.parameters;
  const key: Binding | undefined = second === undefined ? undefined : { name: "index", type: numberType };
  const applied = applyCallback(callback, key === undefined ? [value] : [value, local(key, span)], name, context);
  const signature = checker.getSignatureFromDeclaration(callback.node);
  const result: Expression =
    signature === undefined ? applied : { ...applied, type: irType(signature.getReturnType(), checker) };
  const isBoolean = result.type.kind === "boolean" && !result.type.nullable;
  return {
    source: { ...source, key },
    element,
    result: condition && !isBoolean ? { kind: "truthy", value: result, span, type: booleanType } : result,
  };
}
