import { ts } from "ts-morph";
import type { Expression, Type } from "../../ir/nodes.ts";
import { boolean, number, operation, text } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { irType, isLocated, mayBe } from "../types.ts";
import { lowerCall } from "./calls.ts";
import { lowerNew } from "./constructors.ts";
import { isWrittenOut } from "./exact.ts";
import { lowerIdentifier } from "./identifiers.ts";
import { lowerArray, lowerObject } from "./literals.ts";
import { lowerElement, lowerProperty } from "./members.ts";
import { lowerBinary, lowerPrefix } from "./operators.ts";
import { lowerPattern } from "./pattern-methods.ts";
import { lowerTemplate } from "./templates.ts";

type Lowering<Node extends ts.Node> = (node: Node, context: FunctionContext) => Expression;

/** Every kind of expression that the policy language has. What isn't here is refused by its kind. */
const lowerings = new Map<ts.SyntaxKind, Lowering<never>>();

function register<Node extends ts.Expression>(kind: Node["kind"], lowering: Lowering<Node>): void {
  lowerings.set(kind, lowering as Lowering<never>);
}

register<ts.StringLiteral>(ts.SyntaxKind.StringLiteral, lowerText);
register<ts.NoSubstitutionTemplateLiteral>(ts.SyntaxKind.NoSubstitutionTemplateLiteral, lowerText);
register<ts.NumericLiteral>(ts.SyntaxKind.NumericLiteral, lowerNumber);
register<ts.TrueLiteral>(ts.SyntaxKind.TrueKeyword, (node, context) => ({
  ...base(node, context),
  type: boolean,
  kind: "literal",
  value: true,
}));
register<ts.FalseLiteral>(ts.SyntaxKind.FalseKeyword, (node, context) => ({
  ...base(node, context),
  type: boolean,
  kind: "literal",
  value: false,
}));
register<ts.NullLiteral>(ts.SyntaxKind.NullKeyword, (node, context) => {
  context.compilation.report("RS2014", node, "`null` is another value than `undefined` in JavaScript");
  return placeholder(node, context);
});
register<ts.Identifier>(ts.SyntaxKind.Identifier, lowerIdentifier);
register<ts.ParenthesizedExpression>(ts.SyntaxKind.ParenthesizedExpression, (node, context) =>
  lowerExpression(node.expression, context),
);
register<ts.AsExpression>(ts.SyntaxKind.AsExpression, lowerAs);
register<ts.SatisfiesExpression>(ts.SyntaxKind.SatisfiesExpression, (node, context) =>
  lowerExpression(node.expression, context),
);
register<ts.PropertyAccessExpression>(ts.SyntaxKind.PropertyAccessExpression, lowerProperty);
register<ts.ElementAccessExpression>(ts.SyntaxKind.ElementAccessExpression, lowerElement);
register<ts.CallExpression>(ts.SyntaxKind.CallExpression, lowerCall);
register<ts.PrefixUnaryExpression>(ts.SyntaxKind.PrefixUnaryExpression, lowerPrefix);
register<ts.BinaryExpression>(ts.SyntaxKind.BinaryExpression, lowerBinary);
register<ts.ConditionalExpression>(ts.SyntaxKind.ConditionalExpression, (node, context) => ({
  ...base(node, context),
  kind: "conditional",
  condition: lowerTruth(node.condition, context),
  whenTrue: lowerExpression(node.whenTrue, context),
  whenFalse: lowerExpression(node.whenFalse, context),
}));
register<ts.TemplateExpression>(ts.SyntaxKind.TemplateExpression, lowerTemplate);
register<ts.ArrayLiteralExpression>(ts.SyntaxKind.ArrayLiteralExpression, lowerArray);
register<ts.ObjectLiteralExpression>(ts.SyntaxKind.ObjectLiteralExpression, lowerObject);
register<ts.NewExpression>(ts.SyntaxKind.NewExpression, lowerNew);
register<ts.RegularExpressionLiteral>(ts.SyntaxKind.RegularExpressionLiteral, lowerPattern);
register<ts.TypeOfExpression>(ts.SyntaxKind.TypeOfExpression, (node, context) => {
  const value = lowerExpression(node.expression, context);
  if (mayBe(ts.TypeFlags.Null, context.compilation.checker.getTypeAtLocation(node.expression)))
    context.compilation.report("RS2014", node, '`typeof null` is "object" in JavaScript', "compare with `null`");
  if (value.type.kind === "pattern")
    context.compilation.report("RS1017", node, "the type of a regular expression can't be asked for");
  return operation("typeOf", [value], context.compilation.span(node), text);
});

/** Kinds of expressions with a diagnostic of their own. */
const refused = new Map<
  ts.SyntaxKind,
  { code: "RS1005" | "RS1006" | "RS1007" | "RS1009" | "RS1013" | "RS1015" | "RS1018"; what: string }
>([
  [ts.SyntaxKind.ClassExpression, { code: "RS1005", what: "a class" }],
  [ts.SyntaxKind.ThisKeyword, { code: "RS1006", what: "`this`" }],
  [ts.SyntaxKind.AwaitExpression, { code: "RS1007", what: "`await`" }],
  [ts.SyntaxKind.PostfixUnaryExpression, { code: "RS1009", what: "an increment or decrement inside an expression" }],
  [ts.SyntaxKind.DeleteExpression, { code: "RS1009", what: "`delete`" }],
  [ts.SyntaxKind.NonNullExpression, { code: "RS1013", what: "the non-null assertion `!`" }],
  [ts.SyntaxKind.YieldExpression, { code: "RS1015", what: "the value of `yield`" }],
  [ts.SyntaxKind.ArrowFunction, { code: "RS1018", what: "a function as a value" }],
  [ts.SyntaxKind.FunctionExpression, { code: "RS1018", what: "a function as a value" }],
]);

/** Lowers an expression; where it is refused, reports why and gives a placeholder, so that the rest is checked too. */
export function lowerExpression(node: ts.Expression, context: FunctionContext): Expression {
  const lowering = lowerings.get(node.kind) as Lowering<ts.Expression> | undefined;
  if (lowering !== undefined) {
    const lowered = lowering(node, context);
    if (lowered.type.kind === "object") checkRecord(node, context);
    return lowered;
  }
  const reason = refused.get(node.kind);
  if (reason !== undefined)
    context.compilation.report(reason.code, node, `${reason.what} is not part of the policy language`);
  else context.compilation.report("RS1001", node, `\`${syntaxName(node.kind)}\` is not part of the policy language`);
  return placeholder(node, context);
}

/**
 * An object may have more fields than its type says, and a node of the document a place; a record's keys would show
 * them.
 */
function checkRecord(node: ts.Expression, context: FunctionContext): void {
  const { checker } = context.compilation;
  // A pattern's own type is open, and takes only what it names.
  const isTakenApart = ts.isVariableDeclaration(node.parent) && !ts.isIdentifier(node.parent.name);
  const wanted = isTakenApart ? undefined : checker.getContextualType(node);
  if (
    wanted === undefined ||
    isLocated(wanted, checker) ||
    checker.getIndexInfosOfType(checker.getNonNullableType(wanted)).length === 0
  )
    return;
  if (!isWrittenOut(node, context))
    context.compilation.report(
      "RS3009",
      node,
      "an object that may have other fields than its type says is taken for a record",
      "name the fields: `{ id: part.id }`",
    );
}

/** Stands for an expression that was refused. */
export function placeholder(node: ts.Node, context: FunctionContext): Expression {
  return {
    kind: "literal",
    value: null,
    span: context.compilation.span(node),
    type: { kind: "other", nullable: true },
  };
}

/** Whether an expression was refused: what is done with it then needs no diagnostic of its own. */
export function isPlaceholder(expression: Expression): boolean {
  return expression.kind === "literal" && expression.type.kind === "other";
}

/** Lowers an expression in a place where JavaScript asks whether it is truthy. */
export function lowerTruth(node: ts.Expression, context: FunctionContext): Expression {
  const value = lowerExpression(node, context);
  if (value.type.kind === "boolean" && !value.type.nullable) return value;
  return { kind: "truthy", value, span: value.span, type: boolean };
}

export function base(node: ts.Expression, context: FunctionContext): Pick<Expression, "span" | "type"> {
  return { span: context.compilation.span(node), type: typeOf(node, context) };
}

export function typeOf(node: ts.Expression, context: FunctionContext): Type {
  return irType(context.compilation.checker.getTypeAtLocation(node), context.compilation.checker);
}

export function syntaxName(kind: ts.SyntaxKind): string {
  return ts.SyntaxKind[kind] ?? String(kind);
}

function lowerText(node: ts.StringLiteralLike, context: FunctionContext): Expression {
  return { kind: "literal", value: node.text, span: context.compilation.span(node), type: text };
}

export function lowerNumber(node: ts.NumericLiteral, context: FunctionContext): Expression {
  const value = Number(node.text);
  if (!Number.isSafeInteger(value))
    context.compilation.report("RS2011", node, `\`${node.getText()}\` is not an integer that every engine holds`);
  return { kind: "literal", value, span: context.compilation.span(node), type: number };
}

function lowerAs(node: ts.AsExpression, context: FunctionContext): Expression {
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

/** An argument that JavaScript takes for one that isn't given where it is undefined. */
export function definite(value: Expression, node: ts.Expression | undefined, context: FunctionContext): Expression {
  if (node !== undefined && value.type.nullable && !isPlaceholder(value))
    context.compilation.report(
      "RS2002",
      node,
      `\`${node.getText()}\` may be undefined here`,
      "say what then: `value ?? …`",
    );
  return value;
}
