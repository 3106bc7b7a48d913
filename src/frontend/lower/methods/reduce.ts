import { ts } from "ts-morph";
import type { Bind, Binding, Expression, Statement } from "../../../ir/nodes.ts";
import { local } from "../../../ir/terms.ts";
import { lowerFunctionBody } from "../../functions.ts";
import { irType } from "../../types.ts";
import { bindPattern } from "../bindings.ts";
import { lowerExpression } from "../dispatch.ts";
import { errorAt, typedAt } from "../nodes.ts";
import type { MethodCall } from "./method.ts";

/** `reduce` as the loop that it stands for; whether a loop can do it is seen to where state is removed. */
export function lowerReduce({ node, receiver: over, context }: MethodCall): Expression {
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
