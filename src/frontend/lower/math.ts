import { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { numberType, operation } from "../../ir/terms.ts";
import type { Operation } from "../../std/operations.ts";
import type { FunctionContext } from "../context.ts";
import { lowerExpression } from "./dispatch.ts";
import { lowerItems } from "./literals.ts";
import { errorAt, knownOr } from "./nodes.ts";

/** Roundings of a quotient; those of an integer leave it as it is. */
const roundings: { readonly [name: string]: Operation } = {
  floor: "number.floorOfQuotient",
  ceil: "number.ceilOfQuotient",
  trunc: "number.quotient",
};

/** The functions of `Math` that mean the same for integers in every engine. */
export function lowerMath(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  context: FunctionContext,
): Expression {
  const name = callee.name.text;
  const span = context.compilation.span(node);
  if (name === "min" || name === "max") {
    const items = lowerItems(node.arguments, context);
    if (items.every((item) => !item.spread) && items.length > 0)
      return operation(
        `number.${name}`,
        items.map((item) => item.value),
        span,
        numberType,
      );
    if (items.some((item) => !item.spread))
      return operation(
        `list.${name}`,
        [{ kind: "list", items, span, type: { kind: "list", nullable: false } }],
        span,
        numberType,
      );
    context.compilation.report(
      "RS2006",
      node,
      `\`Math.${name}\` of no numbers at all is infinite`,
      `give it a number to start with: \`Math.${name}(0, ...list)\``,
    );
    return errorAt(node, context);
  }
  const [argument] = node.arguments;
  const quotient = argument === undefined ? undefined : quotientOf(argument);
  const rounding = roundings[name];
  if (rounding !== undefined && quotient !== undefined) {
    const divisor = knownOr(lowerExpression(quotient.right, context), quotient.right, context);
    if (divisor.kind === "literal" && typeof divisor.value === "number" && divisor.value > 0)
      return operation(rounding, [lowerExpression(quotient.left, context), divisor], span, numberType);
    context.compilation.report("RS2010", quotient.right, "the divisor is not a positive constant");
    return errorAt(node, context);
  }
  if (name === "sign" && argument !== undefined)
    return operation("number.sign", [lowerExpression(argument, context)], span, numberType);
  if (name === "abs" && argument !== undefined)
    return operation("number.abs", [lowerExpression(argument, context)], span, numberType);
  context.compilation.report(
    "RS1017",
    callee,
    `\`${callee.getText()}\` is not part of the policy language`,
    "of `Math` there are `min`, `max`, `abs`, `sign`, and `floor`, `ceil` and `trunc` of a quotient",
  );
  return errorAt(node, context);
}

function quotientOf(node: ts.Expression): ts.BinaryExpression | undefined {
  if (ts.isParenthesizedExpression(node)) return quotientOf(node.expression);
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.SlashToken ? node : undefined;
}
