import { ts } from "ts-morph";
import type { Bind, Binding, Expression, Iteration, Type } from "../../../ir/nodes.ts";
import { booleanType, local, numberType } from "../../../ir/terms.ts";
import type { FunctionContext } from "../../context.ts";
import { lowerFunctionBody } from "../../functions.ts";
import { namedBy } from "../../symbols.ts";
import { elementTypeOf, irType, mayBe } from "../../types.ts";
import { bindPattern } from "../bindings.ts";
import { applyCallback, callbackOf } from "../callbacks.ts";
import { lowerExpression, lowerTruth } from "../dispatch.ts";

/** What a function does for each element of a list. */
export interface ListCallback {
  readonly source: Iteration;
  readonly element: Binding;
  readonly result: Expression;
}

/** A function given to a method of a list: its parameters become the iteration, its body the condition or value. */
export function lowerCallback(
  node: ts.CallExpression,
  over: Expression,
  condition: boolean,
  context: FunctionContext,
  position = 0,
  items: ts.Expression = (node.expression as ts.PropertyAccessExpression).expression,
): ListCallback | undefined {
  const given = node.arguments[position];
  const { checker } = context.compilation;
  if (given === undefined) return undefined;
  const elementType = elementTypeOf(items, checker);
  const name = namedBy(given, checker);
  if (name !== undefined) return lowerNamedCallback(name, over, elementType, condition, context);
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
  if (third !== undefined) {
    context.compilation.report("RS1018", third, "the function takes the whole list", "use the list's own name");
    return undefined;
  }
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
): ListCallback | undefined {
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
    context.compilation.reportUnknown(
      name,
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
