import { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { booleanType, literal, not, numberType, textType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { lowerExpression, lowerTruth } from "./dispatch.ts";
import { lowerEquality, lowerIn, lowerNothingTest } from "./equality.ts";
import { lowerNumber } from "./literals.ts";
import { errorAt, isError, knownOr, typedAt, typeOf } from "./nodes.ts";

export function lowerPrefix(node: ts.PrefixUnaryExpression, context: FunctionContext): Expression {
  if (node.operator === ts.SyntaxKind.ExclamationToken) {
    return {
      kind: "not",
      operand: lowerTruth(node.operand, context),
      span: context.compilation.span(node),
      type: booleanType,
    };
  }
  if (node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand)) {
    const operand = lowerNumber(node.operand, context);
    // There is no -0 in Rego.
    return operand.kind === "literal" && operand.value !== 0 ? { ...operand, value: -Number(operand.value) } : operand;
  }
  if (node.operator === ts.SyntaxKind.MinusToken) {
    const span = context.compilation.span(node);
    return combine(
      ts.SyntaxKind.MinusToken,
      literal(0, span, numberType),
      lowerExpression(node.operand, context),
      node,
      context,
    );
  }
  const mutates = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
  context.compilation.report(
    mutates ? "RS1009" : "RS2006",
    node,
    `the operator \`${ts.tokenToString(node.operator) ?? "?"}\` is not part of the policy language`,
  );
  return errorAt(node, context);
}

/** `condition ? whenTrue : whenFalse`. */
export function lowerConditional(node: ts.ConditionalExpression, context: FunctionContext): Expression {
  return {
    ...typedAt(node, context),
    kind: "conditional",
    condition: lowerTruth(node.condition, context),
    whenTrue: lowerExpression(node.whenTrue, context),
    whenFalse: lowerExpression(node.whenFalse, context),
  };
}

const orders = new Map<ts.SyntaxKind, "<" | "<=" | ">" | ">=">([
  [ts.SyntaxKind.LessThanToken, "<"],
  [ts.SyntaxKind.LessThanEqualsToken, "<="],
  [ts.SyntaxKind.GreaterThanToken, ">"],
  [ts.SyntaxKind.GreaterThanEqualsToken, ">="],
]);

const arithmetic = new Map<ts.SyntaxKind, "+" | "-" | "*">([
  [ts.SyntaxKind.PlusToken, "+"],
  [ts.SyntaxKind.MinusToken, "-"],
  [ts.SyntaxKind.AsteriskToken, "*"],
]);

export function lowerBinary(node: ts.BinaryExpression, context: FunctionContext): Expression {
  const operator = node.operatorToken.kind;
  const span = context.compilation.span(node);
  switch (operator) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
      return lowerLogical(node, operator, context);
    case ts.SyntaxKind.QuestionQuestionToken:
      return {
        ...typedAt(node, context),
        kind: "coalesce",
        left: lowerExpression(node.left, context),
        right: lowerExpression(node.right, context),
      };
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return lowerEquality(node, context);
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return { kind: "not", operand: lowerEquality(node, context), span, type: booleanType };
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken: {
      const tested = lowerNothingTest(node, context);
      if (tested !== undefined) return operator === ts.SyntaxKind.EqualsEqualsToken ? tested : not(tested);
      context.compilation.report(
        "RS1012",
        node.operatorToken,
        `\`${node.operatorToken.getText()}\` converts its operands before it compares them`,
      );
      checkOperands(node, context);
      return { ...errorAt(node, context), type: booleanType };
    }
  }
  if (operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment) {
    context.compilation.report(
      "RS1009",
      node,
      "an assignment inside an expression",
      "assign in a statement of its own",
    );
    return errorAt(node, context);
  }
  if (operator === ts.SyntaxKind.InKeyword) return lowerIn(node, context);
  if (!orders.has(operator) && !arithmetic.has(operator) && operator !== ts.SyntaxKind.PercentToken) {
    context.compilation.report(
      operator === ts.SyntaxKind.InstanceOfKeyword || operator === ts.SyntaxKind.CommaToken ? "RS1001" : "RS2006",
      node.operatorToken,
      `the operator \`${node.operatorToken.getText()}\` is not part of the policy language`,
      operator === ts.SyntaxKind.SlashToken ? quotientHelp(node) : undefined,
    );
    checkOperands(node, context);
    return { ...errorAt(node, context), type: typeOf(node, context) };
  }
  const right = lowerExpression(node.right, context);
  return combine(
    operator,
    lowerExpression(node.left, context),
    operator === ts.SyntaxKind.PercentToken ? knownOr(right, node.right, context) : right,
    node,
    context,
  );
}

/** Two values and an operator of order or arithmetic between them. */
export function combine(
  operator: ts.SyntaxKind,
  left: Expression,
  right: Expression,
  node: ts.Expression,
  context: FunctionContext,
): Expression {
  const span = context.compilation.span(node);
  const order = orders.get(operator);
  const operation = arithmetic.get(operator);
  const numbers =
    left.type.kind === "number" && right.type.kind === "number" && !left.type.nullable && !right.type.nullable;
  if (isError(left) || isError(right)) return { ...errorAt(node, context), type: typeOf(node, context) };
  if (order !== undefined) {
    if (!numbers) context.compilation.report("RS2005", node, `\`${order}\` compares values that are not both numbers`);
    return { kind: "order", operator: order, left, right, span, type: booleanType };
  }
  const isText = ({ type }: Expression): boolean => ["text", "number", "boolean"].includes(type.kind) && !type.nullable;
  if (operation === "+" && (left.type.kind === "text" || right.type.kind === "text") && isText(left) && isText(right)) {
    if (left.kind === "template") return { ...left, parts: [...left.parts, right], span };
    return { kind: "template", parts: [left, right], span, type: textType };
  }
  if (
    operator === ts.SyntaxKind.PercentToken &&
    numbers &&
    right.kind === "literal" &&
    typeof right.value === "number" &&
    right.value > 0
  ) {
    return { kind: "arithmetic", operator: "%", left, right, span, type: numberType };
  }
  if (operation === undefined && numbers) {
    context.compilation.report(
      "RS2006",
      node,
      "what `%` divides by is not a positive constant",
      "name a constant, or use `remainder(number, divisor)`, which is `undefined` for a divisor that isn't positive",
    );
    return errorAt(node, context);
  }
  if (operation === undefined || !numbers) {
    context.compilation.report(
      "RS2006",
      node,
      `\`${ts.tokenToString(operator) ?? "the operator"}\` here is not of two integers`,
      "write text with a template literal, numbers with numbers",
    );
    return errorAt(node, context);
  }
  return { kind: "arithmetic", operator: operation, left, right, span, type: numberType };
}

function quotientHelp({ left, right }: ts.BinaryExpression): string {
  const written = `Math.floor(${left.getText()} / ${right.getText()})`;
  return `say how it is rounded: \`${written.length > 60 ? "Math.floor(a / n)" : written}\`, by a positive constant`;
}

/** Reports what is wrong inside an expression that is refused itself. */
function checkOperands(node: ts.BinaryExpression, context: FunctionContext): void {
  lowerExpression(node.left, context);
  lowerExpression(node.right, context);
}

function lowerLogical(
  node: ts.BinaryExpression,
  operator: ts.SyntaxKind.AmpersandAmpersandToken | ts.SyntaxKind.BarBarToken,
  context: FunctionContext,
): Expression {
  const span = context.compilation.span(node);
  const { kind: type, nullable } = typeOf(node, context);
  if (isTested(node) || (type === "boolean" && !nullable)) {
    const kind = operator === ts.SyntaxKind.AmpersandAmpersandToken ? "and" : "or";
    return {
      kind,
      left: lowerTruth(node.left, context),
      right: lowerTruth(node.right, context),
      span,
      type: booleanType,
    };
  }
  // As a value, `a || b` is a where a is truthy, and `a && b` is b then.
  const left = lowerExpression(node.left, context);
  const condition: Expression = { kind: "truthy", value: left, span: left.span, type: booleanType };
  const right = lowerExpression(node.right, context);
  return operator === ts.SyntaxKind.BarBarToken
    ? { ...typedAt(node, context), kind: "conditional", condition, whenTrue: left, whenFalse: right }
    : { ...typedAt(node, context), kind: "conditional", condition, whenTrue: right, whenFalse: left };
}

/** Whether only the truth of an expression matters where it stands. */
function isTested(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isTested(parent);
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isIfStatement(parent)) return parent.expression === node;
  if (ts.isConditionalExpression(parent) && parent.condition === node) return true;
  if (ts.isBinaryExpression(parent)) {
    const operator = parent.operatorToken.kind;
    return (
      (operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken) && isTested(parent)
    );
  }
  return false;
}
