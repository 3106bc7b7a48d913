import { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { operation, textType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { mayBe } from "../types.ts";
import { lowerExpression } from "./dispatch.ts";

/** `value as Type`, where the value surely has the type. */
export function lowerAs(node: ts.AsExpression, context: FunctionContext): Expression {
  const constant = ts.isTypeReferenceNode(node.type) && node.type.getText() === "const";
  const from = context.compilation.checker.getTypeAtLocation(node.expression);
  const to = context.compilation.checker.getTypeAtLocation(node);
  const widens = context.compilation.checker.isTypeAssignableTo(from, to);
  if (!constant && !widens) {
    context.compilation.report(
      "RS1013",
      node.type,
      "a type assertion claims what the compiler can't check",
      "test the value, or declare its type in an interface that extends `Located`",
    );
  }
  return lowerExpression(node.expression, context);
}

/** `typeof value`. */
export function lowerTypeOf(node: ts.TypeOfExpression, context: FunctionContext): Expression {
  const value = lowerExpression(node.expression, context);
  if (mayBe(ts.TypeFlags.Null, context.compilation.checker.getTypeAtLocation(node.expression)))
    context.compilation.report("RS2014", node, '`typeof null` is "object" in JavaScript', "compare with `null`");
  if (value.type.kind === "pattern")
    context.compilation.report("RS1017", node, "the type of a regular expression can't be asked for");
  return operation("typeOf", [value], context.compilation.span(node), textType);
}
