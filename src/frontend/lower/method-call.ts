import type { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import type { FunctionContext } from "../context.ts";
import { lowerExpression } from "./dispatch.ts";
import { errorAt } from "./nodes.ts";

/** Refuses a method that the language doesn't have. */
export function unknownMethod(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  context: FunctionContext,
): Expression {
  const method = callee.name.text;
  const mutators = [
    "push",
    "pop",
    "shift",
    "unshift",
    "splice",
    "fill",
    "reverse",
    "copyWithin",
    "add",
    "delete",
    "clear",
    "set",
  ];
  if (mutators.includes(method))
    context.compilation.report("RS1009", callee.name, `\`${method}\` changes the value that it is called on`);
  else context.compilation.report("RS1017", callee.name, `the method \`${method}\` is not part of the policy language`);
  return errorAt(node, context);
}

/** An argument of a call. */
export function argument(node: ts.CallExpression, index: number, context: FunctionContext): Expression {
  const given = node.arguments[index];
  return given === undefined ? errorAt(node, context) : lowerExpression(given, context);
}
