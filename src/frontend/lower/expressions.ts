import { ts } from "ts-morph";
import type { Expression, Item, RecordEntry, Type } from "../../ir/nodes.ts";
import { boolean, list, literal, not, nothing, number, operation, text } from "../../ir/terms.ts";
import type { ContextPart, FunctionContext } from "../context.ts";
import { propertyName } from "../literals.ts";
import { irType, isLocated, isMap, isScalar, isSet, isUnknown, mayBe, valueTypeOf } from "../types.ts";
import { lowerCall } from "./calls.ts";
import { contextPart, lowerIdentifier } from "./identifiers.ts";
import { checkInherited, namesOf } from "./inherited.ts";
import { unlessNothing } from "./methods.ts";
import { lowerPattern } from "./pattern-methods.ts";

type Lowering<Node extends ts.Node> = (node: Node, context: FunctionContext) => Expression;

/** Every kind of expression that the policy language has. What isn't here is refused by its kind. */
const lowerings = new Map<ts.SyntaxKind, Lowering<never>>();

function register<Node extends ts.Expression>(kind: Node["kind"], lowering: Lowering<Node>): void {
  lowerings.set(kind, lowering as Lowering<never>);
}

register<ts.StringLiteral>(ts.SyntaxKind.StringLiteral, lowerText);
register<ts.NoSubstitutionTemplateLiteral>(ts.SyntaxKind.NoSubstitutionTemplateLiteral, lowerText);
register<ts.NumericLiteral>(ts.SyntaxKind.NumericLiteral, lowerNumber);
register<ts.TrueLiteral>(ts.SyntaxKind.TrueKeyword, (node, context) => ({ ...base(node, context), type: boolean, kind: "literal", value: true }));
register<ts.FalseLiteral>(ts.SyntaxKind.FalseKeyword, (node, context) => ({ ...base(node, context), type: boolean, kind: "literal", value: false }));
register<ts.NullLiteral>(ts.SyntaxKind.NullKeyword, (node, context) => {
  context.compilation.report("RS2014", node, "`null` is another value than `undefined` in JavaScript");
  return placeholder(node, context);
});
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
register<ts.TypeOfExpression>(ts.SyntaxKind.TypeOfExpression, (node, context) => {
  const value = lowerExpression(node.expression, context);
  if (mayBe(ts.TypeFlags.Null, context.compilation.checker.getTypeAtLocation(node.expression))) context.compilation.report("RS2014", node, "`typeof null` is \"object\" in JavaScript", "compare with `null`");
  if (value.type.kind === "pattern") context.compilation.report("RS1017", node, "the type of a regular expression can't be asked for");
  return operation("typeOf", [value], context.compilation.span(node), text);
});

/** Kinds of expressions with a diagnostic of their own. */
const refused = new Map<ts.SyntaxKind, { code: "RS1005" | "RS1006" | "RS1007" | "RS1009" | "RS1013" | "RS1015" | "RS1018"; what: string }>([
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
  if (reason !== undefined) context.compilation.report(reason.code, node, `${reason.what} is not part of the policy language`);
  else context.compilation.report("RS1001", node, `\`${syntaxName(node.kind)}\` is not part of the policy language`);
  return placeholder(node, context);
}

/** A node of the document has a place among its fields, which a record's keys would show. */
function checkRecord(node: ts.Expression, context: FunctionContext): void {
  const { checker } = context.compilation;
  if (!isLocated(checker.getNonNullableType(checker.getTypeAtLocation(node)), checker)) return;
  // A pattern's own type is open, and takes only what it names.
  const isTakenApart = ts.isVariableDeclaration(node.parent) && !ts.isIdentifier(node.parent.name);
  const wanted = isTakenApart ? undefined : checker.getContextualType(node);
  const isRecord = wanted !== undefined && !isLocated(wanted, checker) && checker.getIndexInfosOfType(checker.getNonNullableType(wanted)).length > 0;
  if (isRecord) context.compilation.report("RS3009", node, "a node of the document is taken for a record", "name the fields: `{ id: part.id }`");
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

function lowerText(node: ts.StringLiteralLike, context: FunctionContext): Expression {
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
  const named = ts.isIdentifier(node.expression) ? checker.getSymbolAtLocation(node.expression) : undefined;
  if (named !== undefined && context.contextNames.get(named) === "context") return contextPart(node.name.text as ContextPart, node, context);
  if (isUnknown(checker.getTypeAtLocation(node.expression))) {
    context.compilation.report("RS1011", node.expression, `\`${node.expression.getText()}\` has no type that says what it is`);
    return placeholder(node, context);
  }
  const member = checker.getSymbolAtLocation(node.name)?.valueDeclaration;
  const constant = member !== undefined && ts.isEnumMember(member) ? checker.getConstantValue(member) : undefined;
  if (typeof constant === "number" && !Number.isSafeInteger(constant)) context.compilation.report("RS2011", node, `\`${node.getText()}\` is not an integer that every engine holds`);
  if (constant !== undefined) return literal(constant, context.compilation.span(node), typeof constant === "string" ? text : number);
  const object = lowerExpression(node.expression, context);
  if (isPlaceholder(object)) return placeholder(node, context);
  const common = base(node, context);
  const name = node.name.text;
  const sizeOf = sizeOperation(node, object, context);
  if (sizeOf !== undefined) {
    const size = (of: Expression): Expression => operation(sizeOf, [of], common.span, number);
    return object.type.nullable ? unlessNothing(object, size) : size(object);
  }
  if (object.type.kind === "record") {
    if (name in {}) checkInherited(node.expression, [name], node.name, context);
    const key: Expression = { kind: "literal", value: name, span: context.compilation.span(node.name), type: text };
    return { ...common, type: elementType(node, common.type, context), kind: "element", collection: object, key, mayHoldNothing: valueTypeOf(node.expression, checker).nullable };
  }
  if (object.type.kind === "raw") {
    context.compilation.report("RS1017", node.name, `\`${name}\` of a raw value can't be read by its name`, "use `member`, `elements`, `members`, `text` and the like");
    return placeholder(node, context);
  }
  if (object.type.kind !== "object") {
    context.compilation.report("RS1017", node.name, `\`${name}\` is not part of the policy language`);
    return placeholder(node, context);
  }
  return { ...common, type: fieldType(node, common.type, context), kind: "field", object, key: name, ...mayBeMissing(node.expression, name, context) };
}

/** The operation that `length` or `size` of a value is. */
function sizeOperation(node: ts.PropertyAccessExpression, object: Expression, context: FunctionContext): string | undefined {
  const name = node.name.text;
  if (name === "length" && (object.type.kind === "list" || object.type.kind === "text")) return `${object.type.kind}.length`;
  if (name !== "size") return undefined;
  return isMap(node.expression, context.compilation.checker) ? "record.size" : object.type.kind === "set" ? "set.size" : undefined;
}

/**
 * The type of a field at this use. Where tests before it leave nothing of its type, the declared one counts: TypeScript takes `a ?? b` that
 * fails to say that `a` is undefined, though it may be false.
 */
function fieldType(node: ts.PropertyAccessExpression, narrowed: Type, context: FunctionContext): Type {
  const { checker } = context.compilation;
  const symbol = narrowed.kind === "nothing" ? checker.getSymbolAtLocation(node.name) : undefined;
  return symbol === undefined ? narrowed : irType(checker.getTypeOfSymbol(symbol), checker);
}

/** Whether the object to the left of a field's name may lack the field. */
function mayBeMissing(object: ts.Expression, name: string, context: FunctionContext): { mayBeMissing?: true } {
  const { checker, locatedTypes } = context.compilation;
  return locatedTypes.mayLack(checker.getTypeAtLocation(object), name) ? { mayBeMissing: true } : {};
}

/** The same for an element of a list or record. */
function elementType(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, narrowed: Type, context: FunctionContext): Type {
  if (narrowed.kind !== "nothing") return narrowed;
  const { checker } = context.compilation;
  const of = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
  const declared = checker.getIndexTypeOfType(of, ts.IndexKind.String) ?? checker.getIndexTypeOfType(of, ts.IndexKind.Number);
  return declared === undefined ? narrowed : { ...irType(declared, checker), nullable: true };
}

/** An argument that JavaScript takes for one that isn't given where it is undefined. */
export function definite(value: Expression, node: ts.Expression | undefined, context: FunctionContext): Expression {
  if (node !== undefined && value.type.nullable && !isPlaceholder(value)) context.compilation.report("RS2002", node, `\`${node.getText()}\` may be undefined here`, "say what then: `value ?? …`");
  return value;
}

/** A key as JavaScript has it: a number stands for its digits. */
export function keyText(key: Expression): Expression {
  return key.type.kind === "number" || (key.type.kind === "other" && !isPlaceholder(key)) ? { kind: "template", parts: [key], span: key.span, type: text } : key;
}

function lowerElement(node: ts.ElementAccessExpression, context: FunctionContext): Expression {
  const collection = lowerExpression(node.expression, context);
  const common = base(node, context);
  if (collection.type.kind === "object" && ts.isStringLiteralLike(node.argumentExpression)) {
    const name = node.argumentExpression.text;
    return { ...common, kind: "field", object: collection, key: name, ...mayBeMissing(node.expression, name, context) };
  }
  const key = lowerExpression(node.argumentExpression, context);
  if (collection.type.kind === "text" && !collection.type.nullable) return operation("text.unit", [collection, key], common.span, { kind: "text", nullable: true });
  if (collection.type.kind === "text") return unlessNothing(collection, (present) => operation("text.unit", [present, key], common.span, { kind: "text", nullable: true }));
  if (collection.type.kind !== "list" && collection.type.kind !== "record" && collection.type.kind !== "object") {
    context.compilation.report("RS1001", node, "only lists and records have elements");
    return placeholder(node, context);
  }
  if (collection.type.kind === "list" && key.type.kind !== "number" && !isPlaceholder(key)) {
    context.compilation.report("RS1017", node.argumentExpression, `\`${node.argumentExpression.getText()}\` is not an index of the list`, "write `list.length` for its length");
    return placeholder(node, context);
  }
  if (collection.type.kind === "list" && key.kind === "literal" && typeof key.value === "number" && key.value < 0) {
    context.compilation.report("RS2010", node.argumentExpression, "an index must not be negative");
  }
  const type = elementType(node, common.type, context);
  if (collection.type.kind === "list") return { ...common, type, kind: "element", collection, key };
  checkInherited(node.expression, namesOf(node.argumentExpression, context), node.argumentExpression, context);
  return { ...common, type, kind: "element", collection, key: keyText(key), mayHoldNothing: valueTypeOf(node.expression, context.compilation.checker).nullable };
}

function lowerPrefix(node: ts.PrefixUnaryExpression, context: FunctionContext): Expression {
  if (node.operator === ts.SyntaxKind.ExclamationToken) {
    return { kind: "not", operand: lowerTruth(node.operand, context), span: context.compilation.span(node), type: boolean };
  }
  if (node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand)) {
    const operand = lowerNumber(node.operand, context);
    // There is no -0 in Rego.
    return operand.kind === "literal" && operand.value !== 0 ? { ...operand, value: -Number(operand.value) } : operand;
  }
  if (node.operator === ts.SyntaxKind.MinusToken) {
    const span = context.compilation.span(node);
    return combine(ts.SyntaxKind.MinusToken, literal(0, span, number), lowerExpression(node.operand, context), node, context);
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
    case ts.SyntaxKind.ExclamationEqualsToken: {
      const tested = lowerNothingTest(node, context);
      if (tested !== undefined) return operator === ts.SyntaxKind.EqualsEqualsToken ? tested : not(tested);
      context.compilation.report("RS1012", node.operatorToken, `\`${node.operatorToken.getText()}\` converts its operands before it compares them`);
      checkOperands(node, context);
      return { ...placeholder(node, context), type: boolean };
    }
  }
  if (operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment) {
    context.compilation.report("RS1009", node, "an assignment inside an expression", "assign in a statement of its own");
    return placeholder(node, context);
  }
  if (operator === ts.SyntaxKind.InKeyword) return lowerIn(node, context);
  if (!orders.has(operator) && !arithmetic.has(operator) && operator !== ts.SyntaxKind.PercentToken) {
    context.compilation.report(
      operator === ts.SyntaxKind.InstanceOfKeyword || operator === ts.SyntaxKind.CommaToken ? "RS1001" : "RS2006",
      node.operatorToken,
      `the operator \`${node.operatorToken.getText()}\` is not part of the policy language`,
    );
    checkOperands(node, context);
    return { ...placeholder(node, context), type: typeOf(node, context) };
  }
  return combine(operator, lowerExpression(node.left, context), lowerExpression(node.right, context), node, context);
}

/** Two values and an operator of order or arithmetic between them. */
export function combine(operator: ts.SyntaxKind, left: Expression, right: Expression, node: ts.Expression, context: FunctionContext): Expression {
  const span = context.compilation.span(node);
  const order = orders.get(operator);
  const operation = arithmetic.get(operator);
  const numbers = left.type.kind === "number" && right.type.kind === "number" && !left.type.nullable && !right.type.nullable;
  if (isPlaceholder(left) || isPlaceholder(right)) return { ...placeholder(node, context), type: typeOf(node, context) };
  if (order !== undefined) {
    if (!numbers) context.compilation.report("RS2005", node, `\`${order}\` compares values that are not both numbers`);
    return { kind: "order", operator: order, left, right, span, type: boolean };
  }
  const isText = ({ type }: Expression): boolean => ["text", "number", "boolean"].includes(type.kind) && !type.nullable;
  if (operation === "+" && (left.type.kind === "text" || right.type.kind === "text") && isText(left) && isText(right)) {
    if (left.kind === "template") return { ...left, parts: [...left.parts, right], span };    return { kind: "template", parts: [left, right], span, type: text };
  }
  if (operator === ts.SyntaxKind.PercentToken && numbers && right.kind === "literal" && typeof right.value === "number" && right.value > 0) {
    return { kind: "arithmetic", operator: "%", left, right, span, type: number };
  }
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
  const { kind: type, nullable } = typeOf(node, context);
  if (isTested(node) || (type === "boolean" && !nullable)) {
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
  return equality({ node: node.left, value: lowerOperand(node.left, context) }, { node: node.right, value: lowerOperand(node.right, context) }, node, context);
}

/** `value == null`: whether it is nothing, be it `undefined` or `null`. */
function lowerNothingTest(node: ts.BinaryExpression, context: FunctionContext): Expression | undefined {
  const isNothing = (side: ts.Expression): boolean => side.kind === ts.SyntaxKind.NullKeyword || typeOf(side, context).kind === "nothing";
  const value = isNothing(node.right) ? node.left : isNothing(node.left) ? node.right : undefined;
  if (value === undefined) return undefined;
  const { span } = base(node, context);
  return { kind: "equal", left: lowerExpression(value, context), right: literal(null, span, nothing), span, type: boolean };
}

/** An operand of an equality, where alone `null` may stand. */
function lowerOperand(node: ts.Expression, context: FunctionContext): Expression {
  return node.kind === ts.SyntaxKind.NullKeyword ? literal(null, context.compilation.span(node), nothing) : lowerExpression(node, context);
}

interface Operand {
  readonly node: ts.Expression;
  readonly value: Expression;
}

/** `left === right`. */
export function equality(left: Operand, right: Operand, node: ts.Node, context: FunctionContext): Expression {
  const tested = typeTest(left.value, right.value) ?? typeTest(right.value, left.value);
  if (tested !== undefined) return tested;
  const { checker } = context.compilation;
  const result: Expression = { kind: "equal", left: left.value, right: right.value, span: context.compilation.span(node), type: boolean };
  if (isPlaceholder(left.value) || isPlaceholder(right.value)) return { ...placeholder(node, context), type: boolean };
  const types = [left, right].map((operand) => checker.getTypeAtLocation(operand.node));
  if (types.some((type) => mayBe(ts.TypeFlags.Null, type)) && types.some((type) => mayBe(ts.TypeFlags.Undefined, type))) {
    context.compilation.report("RS2014", node, "one side may be `null`, the other `undefined`");
  }
  const isNothing = (operand: Operand): boolean => operand.value.type.kind === "nothing";
  if (!isNothing(left) && !isNothing(right) && !types.every((type) => isScalar(checker.getNonNullableType(type), checker))) {
    context.compilation.report("RS2004", node, "lists and objects are compared by identity in JavaScript");
  }
  return result;
}

/** `typeof value === "string"`. */
function typeTest(type: Expression, name: Expression): Expression | undefined {
  if (type.kind !== "operation" || type.name !== "typeOf" || name.kind !== "literal") return undefined;
  const [value] = type.arguments;
  if (value === undefined) return undefined;
  const { span } = type;
  switch (name.value) {
    case "string":
    case "number":
    case "boolean":
      return { kind: "typeTest", value, is: name.value, span, type: boolean };
    case "undefined":
      return { kind: "equal", left: value, right: literal(null, span, nothing), span, type: boolean };
    case "object": {
      const test = (is: "array" | "object" | "set"): Expression => ({ kind: "typeTest", value, is, span, type: boolean });
      const objectOrList: Expression = { kind: "or", left: test("object"), right: test("array"), span, type: boolean };
      return value.type.kind === "other" ? { kind: "or", left: objectOrList, right: test("set"), span, type: boolean } : objectOrList;
    }
    default:
      return undefined;
  }
}

/** `key in record`. */
function lowerIn(node: ts.BinaryExpression, context: FunctionContext): Expression {
  const key = lowerExpression(node.left, context);
  const collection = lowerExpression(node.right, context);
  const { span } = placeholder(node, context);
  if (collection.type.kind !== "record" || collection.type.nullable || key.type.kind !== "text" || isMap(node.right, context.compilation.checker)) {
    context.compilation.report("RS1001", node.operatorToken, "`in` here doesn't ask for a key of a record", "compare the field with `undefined`");
    return { ...placeholder(node, context), type: boolean };
  }
  checkInherited(node.right, namesOf(node.left, context), node.left, context);
  return hasKey(collection, key, span, valueTypeOf(node.right, context.compilation.checker));
}

/** Whether a record has a value for a key. Only one that the rule made may hold nothing, where its type says so. */
export function hasKey(collection: Expression, given: Expression, span: Expression["span"], valueType: Type): Expression {
  const key = keyText(given);
  if (valueType.nullable || valueType.kind === "other") return { kind: "membership", value: key, collection: operation("record.keys", [collection], span, { kind: "set", nullable: false }), span, type: boolean };
  const value: Expression = { kind: "element", collection, key, span, type: { kind: "other", nullable: true } };
  return not({ kind: "equal", left: value, right: literal(null, span, nothing), span, type: boolean });
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

export function checkPart(part: Expression, node: ts.Expression, context: FunctionContext): void {
  if (isPlaceholder(part)) return;
  const { checker } = context.compilation;
  const isMixed = part.type.kind === "other" && !isScalar(checker.getNonNullableType(checker.getTypeAtLocation(node)), checker);
  if (isMixed || ["list", "record", "set", "object", "raw", "pattern"].includes(part.type.kind)) {
    context.compilation.report("RS2003", node, `\`${node.getText()}\` is not a string, number or boolean`);
  } else if (part.type.nullable) {
    context.compilation.report("RS2002", node, `\`${node.getText()}\` may be undefined here`);
  }
}

function lowerArray(node: ts.ArrayLiteralExpression, context: FunctionContext): Expression {
  const types = node.elements.map((element) => context.compilation.checker.getTypeAtLocation(element));
  if (types.some((type) => mayBe(ts.TypeFlags.Null, type)) && types.some((type) => mayBe(ts.TypeFlags.Undefined, type))) {
    context.compilation.report("RS2014", node, "some elements may be `null`, others `undefined`");
  }
  return { kind: "list", items: lowerItems(node.elements, context), span: context.compilation.span(node), type: { kind: "list", nullable: false } };
}

/** The elements of an array literal, or the arguments of a call that takes any number of them. */
export function lowerItems(nodes: readonly ts.Expression[], context: FunctionContext): Item[] {
  return nodes.map((node) => {
    if (!ts.isSpreadElement(node)) return { spread: false, value: lowerExpression(node, context) };
    const value = charactersOf(lowerExpression(node.expression, context));
    const fits = value.type.kind === "list" || value.type.kind === "set" || isPlaceholder(value);
    if (!fits) context.compilation.report("RS1001", node, "what is spread here is not a list or set", "for a record use `Object.entries(record)`");
    return { spread: true, value };
  });
}

/** What a text is to a loop or a spread: the list of its characters, by code point as in JavaScript. */
export function charactersOf(value: Expression): Expression {
  return value.type.kind === "text" && !value.type.nullable ? operation("text.characters", [value], value.span, list) : value;
}

function lowerObject(node: ts.ObjectLiteralExpression, context: FunctionContext): Expression {
  const entries: RecordEntry[] = [];
  for (const property of node.properties) {
    const span = context.compilation.span(property);
    if (ts.isSpreadAssignment(property)) {
      const value = lowerExpression(property.expression, context);
      const isIterable = isMap(property.expression, context.compilation.checker) || isSet(property.expression, context.compilation.checker);
      if ((isIterable || !["record", "object", "nothing"].includes(value.type.kind)) && !isPlaceholder(value)) context.compilation.report("RS1001", property, "what is spread here is not a record or object");
      checkOverridden(property, node, context);
      entries.push({ key: undefined, value });
    } else if (ts.isPropertyAssignment(property) && ts.isComputedPropertyName(property.name)) {
      const key = lowerExpression(property.name.expression, context);
      if (key.type.kind !== "text" && !isPlaceholder(key)) context.compilation.report("RS1001", property.name, "a computed key is not a string");
      entries.push({ key, value: lowerExpression(property.initializer, context) });
    } else {
      const name = property.name === undefined ? undefined : propertyName(property.name);
      if (name === undefined || !(ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property))) {
        context.compilation.report("RS1001", property, "only `name: value`, `[key]: value` and `...object` are parts of an object literal in the policy language");
        continue;
      }
      if (name === "__proto__") context.compilation.report("RS2012", property.name ?? property, "`__proto__: value` sets what the object inherits", "use a `Map`, or compute the key: `[\"__proto__\"]: value`");
      const value = ts.isPropertyAssignment(property) ? lowerExpression(property.initializer, context) : lowerIdentifier(property.name, context);
      entries.push({ key: literal(name, span, text), value });
    }
  }
  const common = base(node, context);
  const isPlain = entries.every(({ key }) => key?.kind === "literal");
  if (!isPlain) return { ...common, kind: "record", entries };
  return { ...common, kind: "object", entries: entries.map(({ key, value }) => [key?.kind === "literal" ? String(key.value) : "", value]) };
}

/** A field of a spread object that is undefined takes the place of one before it, which TypeScript's types don't say. */
function checkOverridden(spread: ts.SpreadAssignment, { properties }: ts.ObjectLiteralExpression, context: FunctionContext): void {
  const { checker } = context.compilation;
  const fieldsOf = (node: ts.Expression): readonly ts.Symbol[] => checker.getPropertiesOfType(checker.getNonNullableType(checker.getTypeAtLocation(node)));
  const before = new Set(
    properties.slice(0, properties.indexOf(spread)).flatMap((property) => {
      if (ts.isSpreadAssignment(property)) return fieldsOf(property.expression).map(({ name }) => name);
      return property.name === undefined ? [] : (propertyName(property.name) ?? []);
    }),
  );
  const maybe = fieldsOf(spread.expression).find((field) => !field.name.startsWith("__@") && (field.flags & ts.SymbolFlags.Optional) !== 0 && before.has(field.name));
  if (maybe !== undefined) {
    context.compilation.report("RS1001", spread, `\`${maybe.name}\` may be undefined here and then takes the place of the one before`, `say which counts, after the spread: \`${maybe.name}: value.${maybe.name} ?? …\``);
  }
}

function lowerNew(node: ts.NewExpression, context: FunctionContext): Expression {
  const name = node.expression.getText();
  const [argument] = node.arguments ?? [];
  const common = base(node, context);
  if (name === "Set") {
    checkElements(node, context);
    if (argument === undefined) return { ...common, kind: "set", items: [] };
    if (ts.isArrayLiteralExpression(argument)) return { ...common, kind: "set", items: lowerItems(argument.elements, context) };
    const value = lowerExpression(argument, context);
    if (value.type.kind === "list" || value.type.kind === "set") return { ...common, kind: "set", items: [{ spread: true, value }] };
  }
  if (name === "Map") return lowerNewMap(node, argument, context);
  if (name === "RegExp" && argument !== undefined && node.arguments?.length === 2) return lowerNewPattern(node, argument, context);
  context.compilation.report("RS1014", node, `\`new ${name}\` here is not part of the policy language`);
  return placeholder(node, context);
}

/** Lists and objects are told apart in a set by their identity. */
export function checkElements(set: ts.Expression, context: FunctionContext): void {
  const { checker } = context.compilation;
  const [element] = checker.getTypeArguments(checker.getNonNullableType(checker.getTypeAtLocation(set)) as ts.TypeReference);
  const isNever = element !== undefined && (element.flags & ts.TypeFlags.Never) !== 0;
  if (element !== undefined && !isNever && !isScalar(checker.getNonNullableType(element), checker)) context.compilation.report("RS2004", set, "the elements of this set are told apart by identity in JavaScript", "make a set of a field that tells them apart");
}

function lowerNewMap(node: ts.NewExpression, argument: ts.Expression | undefined, context: FunctionContext): Expression {
  const common = base(node, context);
  const [key] = context.compilation.checker.getTypeArguments(context.compilation.checker.getTypeAtLocation(node) as ts.TypeReference);
  if (key !== undefined && irType(key, context.compilation.checker).kind !== "text") {
    context.compilation.report("RS1014", node, "the keys of this `Map` are not strings", "use strings as keys");
    return placeholder(node, context);
  }
  if (argument === undefined) return { ...common, kind: "record", entries: [] };
  if (!ts.isArrayLiteralExpression(argument)) return operation("record.of", [lowerExpression(argument, context)], common.span, common.type);
  const entries: RecordEntry[] = [];
  for (const element of argument.elements) {
    const [first, second] = ts.isArrayLiteralExpression(element) ? element.elements : [];
    if (first === undefined || second === undefined) {
      context.compilation.report("RS1014", element, "an entry of this `Map` is not written as `[key, value]`");
      continue;
    }
    entries.push({ key: lowerExpression(first, context), value: lowerExpression(second, context) });
  }
  return { ...common, kind: "record", entries };
}

/** `new RegExp(text, "u")`: an expression that is known only when the rule runs. */
function lowerNewPattern(node: ts.NewExpression, argument: ts.Expression, context: FunctionContext): Expression {
  const flags = node.arguments?.[1];
  if (flags === undefined || !ts.isStringLiteralLike(flags) || flags.text !== "u") {
    context.compilation.report("RS2009", flags ?? node, "the flags of this regular expression are not `\"u\"`");
  }
  context.compilation.report("RS2008", node, "whether RE2 has all of this expression can't be known before the rule runs", "call `matchesPattern(text, pattern)`, which is `undefined` for an expression that engines don't read alike");
  lowerExpression(argument, context);
  return placeholder(node, context);
}
