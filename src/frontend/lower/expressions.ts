import { ts } from "ts-morph";
import type { Expression, Type } from "../../ir/nodes.ts";
import type { FunctionContext } from "../context.ts";
import { propertyName } from "../literals.ts";
import { translatePattern } from "../patterns.ts";
import { irType, isUnknown } from "../types.ts";
import { lowerCall } from "./calls.ts";
import { lowerIdentifier } from "./identifiers.ts";

export const text: Type = { kind: "text", nullable: false };
export const number: Type = { kind: "number", nullable: false };
export const boolean: Type = { kind: "boolean", nullable: false };
export const nothing: Type = { kind: "nothing", nullable: true };

type Lowering<Node extends ts.Node> = (node: Node, context: FunctionContext) => Expression;

/** Every kind of expression that the policy language has. What isn't here is refused by its kind. */
const lowerings = new Map<ts.SyntaxKind, Lowering<never>>();

function register<Node extends ts.Expression>(kind: Node["kind"], lowering: Lowering<Node>): void {
  lowerings.set(kind, lowering as Lowering<never>);
}

register<ts.StringLiteral>(ts.SyntaxKind.StringLiteral, literal);
register<ts.NoSubstitutionTemplateLiteral>(ts.SyntaxKind.NoSubstitutionTemplateLiteral, literal);
register<ts.NumericLiteral>(ts.SyntaxKind.NumericLiteral, lowerNumber);
register<ts.TrueLiteral>(ts.SyntaxKind.TrueKeyword, (node, context) => ({ ...base(node, context), type: boolean, kind: "literal", value: true }));
register<ts.FalseLiteral>(ts.SyntaxKind.FalseKeyword, (node, context) => ({ ...base(node, context), type: boolean, kind: "literal", value: false }));
register<ts.NullLiteral>(ts.SyntaxKind.NullKeyword, (node, context) => ({ ...base(node, context), type: nothing, kind: "literal", value: null }));
register<ts.Identifier>(ts.SyntaxKind.Identifier, lowerIdentifier);
register<ts.ParenthesizedExpression>(ts.SyntaxKind.ParenthesizedExpression, (node, context) => lowerExpression(node.expression, context));
register<ts.AsExpression>(ts.SyntaxKind.AsExpression, lowerAs);
register<ts.SatisfiesExpression>(ts.SyntaxKind.SatisfiesExpression, (node, context) => lowerExpression(node.expression, context));
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

/** Kinds of expressions with a diagnostic of their own. */
const refused = new Map<ts.SyntaxKind, { code: "RS1005" | "RS1006" | "RS1007" | "RS1009" | "RS1013" | "RS1015" | "RS1018"; what: string }>([
  [ts.SyntaxKind.ClassExpression, { code: "RS1005", what: "a class" }],
  [ts.SyntaxKind.ThisKeyword, { code: "RS1006", what: "`this`" }],
  [ts.SyntaxKind.AwaitExpression, { code: "RS1007", what: "`await`" }],
  [ts.SyntaxKind.PostfixUnaryExpression, { code: "RS1009", what: "an increment or decrement" }],
  [ts.SyntaxKind.DeleteExpression, { code: "RS1009", what: "`delete`" }],
  [ts.SyntaxKind.NonNullExpression, { code: "RS1013", what: "the non-null assertion `!`" }],
  [ts.SyntaxKind.YieldExpression, { code: "RS1015", what: "`yield` inside an expression" }],
  [ts.SyntaxKind.ArrowFunction, { code: "RS1018", what: "a function as a value" }],
  [ts.SyntaxKind.FunctionExpression, { code: "RS1018", what: "a function as a value" }],
]);

/** Lowers an expression; where it is refused, reports why and gives a placeholder, so that the rest is checked too. */
export function lowerExpression(node: ts.Expression, context: FunctionContext): Expression {
  const lowering = lowerings.get(node.kind) as Lowering<ts.Expression> | undefined;
  if (lowering !== undefined) return lowering(node, context);
  const reason = refused.get(node.kind);
  if (reason !== undefined) context.compilation.report(reason.code, node, `${reason.what} is not part of the policy language`);
  else context.compilation.report("RS1001", node, `\`${syntaxName(node.kind)}\` is not part of the policy language`);
  return placeholder(node, context);
}

/** Stands for an expression that was refused. */
export function placeholder(node: ts.Node, context: FunctionContext): Expression {
  return { kind: "literal", value: null, span: context.compilation.span(node), type: { kind: "other", nullable: true } };
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

function literal(node: ts.StringLiteralLike, context: FunctionContext): Expression {
  return { kind: "literal", value: node.text, span: context.compilation.span(node), type: text };
}

function lowerNumber(node: ts.NumericLiteral, context: FunctionContext): Expression {
  const value = Number(node.text);
  if (!Number.isSafeInteger(value)) context.compilation.report("RS2011", node, `\`${node.getText()}\` is not an integer that every engine holds`);
  return { kind: "literal", value, span: context.compilation.span(node), type: number };
}

function lowerAs(node: ts.AsExpression, context: FunctionContext): Expression {
  const constant = ts.isTypeReferenceNode(node.type) && node.type.getText() === "const";
  const from = context.compilation.checker.getTypeAtLocation(node.expression);
  const to = context.compilation.checker.getTypeAtLocation(node);
  const widens = context.compilation.checker.isTypeAssignableTo(from, to);
  if (!constant && !widens) {
    context.compilation.report("RS1013", node.type, "a type assertion claims what the compiler can't check", "test the value, or declare its type in an interface that extends `Located`");
  }
  return lowerExpression(node.expression, context);
}

function lowerProperty(node: ts.PropertyAccessExpression, context: FunctionContext): Expression {
  const { checker } = context.compilation;
  if (context.contextSymbol !== undefined && ts.isIdentifier(node.expression) && checker.getSymbolAtLocation(node.expression) === context.contextSymbol) {
    return { ...base(node, context), kind: "parameters" };
  }
  if (isUnknown(checker.getTypeAtLocation(node.expression))) {
    context.compilation.report("RS1011", node.expression, `\`${node.expression.getText()}\` has no type that says what it is`);
    return placeholder(node, context);
  }
  const object = lowerExpression(node.expression, context);
  if (isPlaceholder(object)) return placeholder(node, context);
  const common = base(node, context);
  const name = node.name.text;
  if (name === "length" && (object.type.kind === "list" || object.type.kind === "text")) {
    return { ...common, kind: "operation", name: `${object.type.kind}.length`, arguments: [object] };
  }
  if (name === "size" && object.type.kind === "set") return { ...common, kind: "operation", name: "set.size", arguments: [object] };
  if (object.type.kind === "record") {
    const key: Expression = { kind: "literal", value: name, span: context.compilation.span(node.name), type: text };
    return { ...common, kind: "element", collection: object, key };
  }
  if (object.type.kind === "raw") {
    context.compilation.report("RS1017", node.name, `\`${name}\` of a raw value can't be read by its name`, "use `member`, `elements`, `members`, `text` and the like");
    return placeholder(node, context);
  }
  if (object.type.kind !== "object") {
    context.compilation.report("RS1017", node.name, `\`${name}\` is not part of the policy language`);
    return placeholder(node, context);
  }
  return { ...common, kind: "field", object, key: name };
}

function lowerElement(node: ts.ElementAccessExpression, context: FunctionContext): Expression {
  const collection = lowerExpression(node.expression, context);
  const common = base(node, context);
  if (collection.type.kind === "object" && ts.isStringLiteralLike(node.argumentExpression)) {
    return { ...common, kind: "field", object: collection, key: node.argumentExpression.text };
  }
  const key = lowerExpression(node.argumentExpression, context);
  if (collection.type.kind === "text") {
    context.compilation.report("RS2001", node, "a character of a string by its index counts UTF-16 units", "use `startsWith`, `split` or a regular expression");
    return placeholder(node, context);
  }
  if (collection.type.kind !== "list" && collection.type.kind !== "record" && collection.type.kind !== "object") {
    context.compilation.report("RS1001", node, "only lists and records have elements");
    return placeholder(node, context);
  }
  if (collection.type.kind === "list" && key.kind === "literal" && typeof key.value === "number" && key.value < 0) {
    context.compilation.report("RS2010", node.argumentExpression, "an index must not be negative");
  }
  return { ...common, kind: "element", collection, key };
}

function lowerPrefix(node: ts.PrefixUnaryExpression, context: FunctionContext): Expression {
  if (node.operator === ts.SyntaxKind.ExclamationToken) {
    return { kind: "not", operand: lowerTruth(node.operand, context), span: context.compilation.span(node), type: boolean };
  }
  if (node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand)) {
    const operand = lowerNumber(node.operand, context);
    return operand.kind === "literal" ? { ...operand, value: -Number(operand.value) } : operand;
  }
  const mutates = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
  context.compilation.report(mutates ? "RS1009" : "RS2006", node, `the operator \`${ts.tokenToString(node.operator) ?? "?"}\` is not part of the policy language`);
  return placeholder(node, context);
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

function lowerBinary(node: ts.BinaryExpression, context: FunctionContext): Expression {
  const operator = node.operatorToken.kind;
  const span = context.compilation.span(node);
  switch (operator) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
      return lowerLogical(node, operator, context);
    case ts.SyntaxKind.QuestionQuestionToken:
      return { ...base(node, context), kind: "coalesce", left: lowerExpression(node.left, context), right: lowerExpression(node.right, context) };
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return lowerEquality(node, context);
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return { kind: "not", operand: lowerEquality(node, context), span, type: boolean };
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
      context.compilation.report("RS1012", node.operatorToken, `\`${node.operatorToken.getText()}\` converts its operands before it compares them`);
      checkOperands(node, context);
      return { ...placeholder(node, context), type: boolean };
  }
  if (operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment) {
    context.compilation.report("RS1009", node, "an assignment changes a value");
    return placeholder(node, context);
  }
  const order = orders.get(operator);
  const operation = arithmetic.get(operator);
  if (order === undefined && operation === undefined) {
    context.compilation.report(
      operator === ts.SyntaxKind.InKeyword || operator === ts.SyntaxKind.InstanceOfKeyword || operator === ts.SyntaxKind.CommaToken ? "RS1001" : "RS2006",
      node.operatorToken,
      `the operator \`${node.operatorToken.getText()}\` is not part of the policy language`,
    );
    checkOperands(node, context);
    return { ...placeholder(node, context), type: typeOf(node, context) };
  }
  const left = lowerExpression(node.left, context);
  const right = lowerExpression(node.right, context);
  const numbers = left.type.kind === "number" && right.type.kind === "number" && !left.type.nullable && !right.type.nullable;
  if (isPlaceholder(left) || isPlaceholder(right)) return { ...placeholder(node, context), type: typeOf(node, context) };
  if (order !== undefined) {
    if (!numbers) context.compilation.report("RS2005", node, `\`${order}\` compares values that are not both numbers`);
    return { kind: "order", operator: order, left, right, span, type: boolean };
  }
  if (operation === "+" && left.type.kind === "text" && right.type.kind === "text") return { kind: "template", parts: [left, right], span, type: text };
  if (operation === undefined || !numbers) {
    context.compilation.report("RS2006", node, `\`${operation ?? "?"}\` here is not of two integers`, "write text with a template literal, numbers with numbers");
    return placeholder(node, context);
  }
  return { kind: "arithmetic", operator: operation, left, right, span, type: number };
}

/** Reports what is wrong inside an expression that is refused itself. */
function checkOperands(node: ts.BinaryExpression, context: FunctionContext): void {
  lowerExpression(node.left, context);
  lowerExpression(node.right, context);
}

function lowerLogical(node: ts.BinaryExpression, operator: ts.SyntaxKind.AmpersandAmpersandToken | ts.SyntaxKind.BarBarToken, context: FunctionContext): Expression {
  const span = context.compilation.span(node);
  if (isTested(node) || typeOf(node, context).kind === "boolean") {
    const kind = operator === ts.SyntaxKind.AmpersandAmpersandToken ? "and" : "or";
    return { kind, left: lowerTruth(node.left, context), right: lowerTruth(node.right, context), span, type: boolean };
  }
  // As a value, `a || b` is a where a is truthy, and `a && b` is b then.
  const left = lowerExpression(node.left, context);
  const condition: Expression = { kind: "truthy", value: left, span: left.span, type: boolean };
  const right = lowerExpression(node.right, context);
  return operator === ts.SyntaxKind.BarBarToken
    ? { ...base(node, context), kind: "conditional", condition, whenTrue: left, whenFalse: right }
    : { ...base(node, context), kind: "conditional", condition, whenTrue: right, whenFalse: left };
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
    return (operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken) && isTested(parent);
  }
  return false;
}

function lowerEquality(node: ts.BinaryExpression, context: FunctionContext): Expression {
  const left = lowerExpression(node.left, context);
  const right = lowerExpression(node.right, context);
  const isNothing = (side: Expression): boolean => side.type.kind === "nothing";
  const comparable = (side: Expression): boolean => ["text", "number", "boolean", "other"].includes(side.type.kind);
  if (isPlaceholder(left) || isPlaceholder(right)) return { ...placeholder(node, context), type: boolean };
  if (!isNothing(left) && !isNothing(right) && !(comparable(left) && comparable(right))) {
    context.compilation.report("RS2004", node, "lists and objects are compared by identity in JavaScript");
  }
  return { kind: "equal", left, right, span: context.compilation.span(node), type: boolean };
}

function lowerTemplate(node: ts.TemplateExpression, context: FunctionContext): Expression {
  const parts: Expression[] = [];
  const addText = (value: string): void => {
    if (value !== "") parts.push({ kind: "literal", value: value, span: context.compilation.span(node), type: text });
  };
  addText(node.head.text);
  for (const span of node.templateSpans) {
    const part = lowerExpression(span.expression, context);
    checkPart(part, span.expression, context);
    parts.push(part);
    addText(span.literal.text);
  }
  return { kind: "template", parts, span: context.compilation.span(node), type: text };
}

function checkPart(part: Expression, node: ts.Expression, context: FunctionContext): void {
  if (["list", "record", "set", "object", "raw", "pattern"].includes(part.type.kind)) {
    context.compilation.report("RS2003", node, `\`${node.getText()}\` is not a string, number or boolean`);
  } else if (part.type.nullable && part.type.kind !== "other") {
    context.compilation.report("RS2002", node, `\`${node.getText()}\` may be undefined here`);
  }
}

function lowerArray(node: ts.ArrayLiteralExpression, context: FunctionContext): Expression {
  const items = node.elements.map((element) =>
    ts.isSpreadElement(element)
      ? { spread: true, value: lowerExpression(element.expression, context) }
      : { spread: false, value: lowerExpression(element, context) },
  );
  return { kind: "list", items, span: context.compilation.span(node), type: { kind: "list", nullable: false } };
}

function lowerObject(node: ts.ObjectLiteralExpression, context: FunctionContext): Expression {
  const entries: [string, Expression][] = [];
  for (const property of node.properties) {
    const name = property.name === undefined ? undefined : propertyName(property.name);
    if (name === undefined || !(ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property))) {
      context.compilation.report("RS1001", property, "only `name: value` is part of an object literal in the policy language");
      continue;
    }
    entries.push([name, ts.isPropertyAssignment(property) ? lowerExpression(property.initializer, context) : lowerIdentifier(property.name, context)]);
  }
  return { ...base(node, context), kind: "object", entries };
}

function lowerNew(node: ts.NewExpression, context: FunctionContext): Expression {
  const [argument] = node.arguments ?? [];
  if (node.expression.getText() === "Set" && argument !== undefined && ts.isArrayLiteralExpression(argument) && !argument.elements.some(ts.isSpreadElement)) {
    return { ...base(node, context), kind: "set", items: argument.elements.map((element) => lowerExpression(element, context)) };
  }
  context.compilation.report("RS1014", node, `\`new ${node.expression.getText()}\` is not part of the policy language`);
  return placeholder(node, context);
}

function lowerPattern(node: ts.RegularExpressionLiteral, context: FunctionContext): Expression {
  const end = node.text.lastIndexOf("/");
  const result = translatePattern(node.text.slice(1, end), node.text.slice(end + 1));
  if ("pattern" in result) return { kind: "literal", value: result.pattern, span: context.compilation.span(node), type: { kind: "pattern", nullable: false } };
  if (result.needsUnicode) context.compilation.report("RS2009", node, "this regular expression matches UTF-16 units");
  else context.compilation.report("RS2008", node, `RE2 doesn't have ${result.problem}`);
  return placeholder(node, context);
}
