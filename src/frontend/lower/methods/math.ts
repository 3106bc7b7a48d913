import { ts } from "ts-morph";
import type { Expression } from "../../../ir/nodes.ts";
import { listType, numberType, operation } from "../../../ir/terms.ts";
import type { Operation } from "../../../std/operations.ts";
import { lowerExpression } from "../dispatch.ts";
import { lowerItems } from "../literals.ts";
import { errorAt, knownOr } from "../nodes.ts";
import { argument, type GlobalCall, type Method, type Methods } from "./method.ts";

/** The functions of `Math` that mean the same for integers in every engine. */
export const mathFunctions: Methods<GlobalCall> = {
  min: extreme("min"),
  max: extreme("max"),
  abs: ofNumber("number.abs"),
  sign: ofNumber("number.sign"),
  floor: rounding("number.floorOfQuotient"),
  ceil: rounding("number.ceilOfQuotient"),
  trunc: rounding("number.quotient"),
};

/** What there is in place of the other functions of `Math`. */
export const mathHelp =
  "of `Math` there are `min`, `max`, `abs`, `sign`, and `floor`, `ceil` and `trunc` of a quotient";

function ofNumber(name: Operation): Method<GlobalCall> {
  return {
    arity: 1,
    lower: ({ node, context }) =>
      operation(name, [argument(node, 0, context)], context.compilation.span(node), numberType),
  };
}

function extreme(name: "min" | "max"): Method<GlobalCall> {
  return { arity: Number.POSITIVE_INFINITY, lower: (call) => lowerExtreme(name, call) };
}

function lowerExtreme(name: "min" | "max", { node, context }: GlobalCall): Expression {
  const span = context.compilation.span(node);
  const items = lowerItems(node.arguments, context);
  if (items.every((item) => !item.spread) && items.length > 0)
    return operation(
      `number.${name}`,
      items.map((item) => item.value),
      span,
      numberType,
    );
  if (items.some((item) => !item.spread))
    return operation(`list.${name}`, [{ kind: "list", items, span, type: listType }], span, numberType);
  context.compilation.report(
    "RS2006",
    node,
    `\`Math.${name}\` of no numbers at all is infinite`,
    `give it a number to start with: \`Math.${name}(0, ...list)\``,
  );
  return errorAt(node, context);
}

/** A rounding of a quotient by a constant: of other numbers there are integers only. */
function rounding(name: Operation): Method<GlobalCall> {
  return { arity: 1, lower: (call) => lowerRounding(name, call) };
}

function lowerRounding(name: Operation, { node, callee, context }: GlobalCall): Expression {
  const [given] = node.arguments;
  const quotient = given === undefined ? undefined : quotientOf(given);
  if (quotient === undefined) {
    context.compilation.report("RS1017", callee, `\`${callee.getText()}\` here is not of a quotient`, mathHelp);
    return errorAt(node, context);
  }
  const divisor = knownOr(lowerExpression(quotient.right, context), quotient.right, context);
  if (divisor.kind === "literal" && typeof divisor.value === "number" && divisor.value > 0)
    return operation(
      name,
      [lowerExpression(quotient.left, context), divisor],
      context.compilation.span(node),
      numberType,
    );
  context.compilation.report("RS2010", quotient.right, "the divisor is not a positive constant");
  return errorAt(node, context);
}

function quotientOf(node: ts.Expression): ts.BinaryExpression | undefined {
  if (ts.isParenthesizedExpression(node)) return quotientOf(node.expression);
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.SlashToken ? node : undefined;
}
