import { ts } from "ts-morph";
import type { Binding, Change, Expression, Statement, Type } from "../../ir/nodes.ts";
import { booleanType, operation } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { constantDeclaration } from "../symbols.ts";
import { lowerComparator } from "./comparators.ts";
import { checkElements } from "./constructors.ts";
import { lowerExpression } from "./dispatch.ts";
import { lowerGrouped } from "./grouped.ts";
import { checkInherited, namesOf } from "./inherited.ts";
import { lowerItems } from "./literals.ts";
import { keyText, typeOf } from "./nodes.ts";
import { combine } from "./operators.ts";
import { variableOf } from "./variable-of.ts";

/** Methods that change a list, set or map in place and are part of the language. */
const changingMethods = new Set(["push", "add", "set"]);

/** Whether a call is a statement `list.sort(…)` or `list.reverse()`. */
function isOrdering(node: ts.CallExpression): boolean {
  return (
    ts.isPropertyAccessExpression(node.expression) &&
    (node.expression.name.text === "sort" || node.expression.name.text === "reverse") &&
    ts.isExpressionStatement(node.parent)
  );
}

/** Whether a variable's value is changed in place somewhere in the function that declares it. */
export function isChangedInPlace(name: ts.Identifier, context: FunctionContext): boolean {
  const { checker } = context.compilation;
  const symbol = checker.getSymbolAtLocation(name);
  let scope: ts.Node = name;
  while (!ts.isFunctionLike(scope) && !ts.isSourceFile(scope)) scope = scope.parent;
  const isIt = (node: ts.Expression): boolean =>
    ts.isIdentifier(node) && node.text === name.text && checker.getSymbolAtLocation(node) === symbol;
  const changes = (node: ts.Node): boolean => {
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      (changingMethods.has(node.expression.name.text) || isOrdering(node)) &&
      isIt(node.expression.expression)
    )
      return true;
    if (
      ts.isBinaryExpression(node) &&
      isAssignment(node) &&
      ts.isElementAccessExpression(node.left) &&
      isIt(node.left.expression)
    )
      return true;
    return ts.forEachChild(node, (child) => changes(child) || undefined) ?? false;
  };
  return changes(scope);
}

function isAssignment(node: ts.BinaryExpression): boolean {
  const operator = node.operatorToken.kind;
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}

/** Whether something inside a statement changes a variable. */
export function changesVariable(statement: ts.Node): boolean {
  const changes = (node: ts.Node): boolean =>
    (ts.isBinaryExpression(node) && isAssignment(node)) ||
    ts.isPostfixUnaryExpression(node) ||
    (ts.isPrefixUnaryExpression(node) &&
      [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator)) ||
    (ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      changingMethods.has(node.expression.name.text)) ||
    (ts.forEachChild(node, changes) ?? false);
  return changes(statement);
}

/** A statement that changes a variable, or `undefined` if the expression is none. */
export function lowerChange(node: ts.Expression, context: FunctionContext): Statement[] | undefined {
  if (ts.isParenthesizedExpression(node)) return lowerChange(node.expression, context);
  if (ts.isBinaryExpression(node) && isAssignment(node)) return lowerAssignment(node, context);
  if (
    ts.isPostfixUnaryExpression(node) ||
    (ts.isPrefixUnaryExpression(node) &&
      [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator))
  ) {
    return lowerStep(node as ts.PostfixUnaryExpression, context);
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && isOrdering(node))
    return lowerOrdering(node, node.expression, context);
  if (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    changingMethods.has(node.expression.name.text)
  )
    return lowerMethodChange(node, node.expression, context);
  return undefined;
}

function lowerAssignment(node: ts.BinaryExpression, context: FunctionContext): Statement[] {
  const span = context.compilation.span(node);
  const operator = node.operatorToken.kind;
  if (ts.isElementAccessExpression(node.left)) {
    const binding = variableOf(node.left.expression, context);
    const key = lowerExpression(node.left.argumentExpression, context);
    const value = lowerExpression(node.right, context);
    if (binding === undefined) return [];
    if (binding.type.kind !== "record" || operator !== ts.SyntaxKind.EqualsToken) {
      context.compilation.report(
        "RS1009",
        node,
        "an element is changed in place",
        "build a new list: `map`, `filter`, spread; set a key of a record with `=`",
      );
      return [];
    }
    const put: Statement = { kind: "change", binding, change: { how: "put", key: keyText(key), value }, span };
    checkInherited(
      node.left.expression,
      put,
      namesOf(node.left.argumentExpression, context),
      node.left.argumentExpression,
      context,
    );
    return [put];
  }
  const binding = variableOf(node.left, context);
  if (binding === undefined) {
    lowerExpression(node.right, context);
    return [];
  }
  const old: Expression = {
    kind: "local",
    binding,
    span: context.compilation.span(node.left),
    type: typeNow(node.left, binding, context),
  };
  const right = lowerExpression(node.right, context);
  const change = (value: Expression): Statement[] => [
    { kind: "change", binding, change: { how: "assign", value }, span },
  ];
  const condition: Expression = { kind: "truthy", value: old, span, type: booleanType };
  switch (operator) {
    case ts.SyntaxKind.EqualsToken:
      return change(right);
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
      return change({
        kind: "coalesce",
        left: { ...old, type: { ...old.type, nullable: true } },
        right,
        span,
        type: binding.type,
      });
    case ts.SyntaxKind.BarBarEqualsToken:
      if (isBoolean(old) && isBoolean(right)) return change({ kind: "or", left: old, right, span, type: booleanType });
      return change({ kind: "conditional", condition, whenTrue: old, whenFalse: right, span, type: binding.type });
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
      if (isBoolean(old) && isBoolean(right)) return change({ kind: "and", left: old, right, span, type: booleanType });
      return change({ kind: "conditional", condition, whenTrue: right, whenFalse: old, span, type: binding.type });
    case ts.SyntaxKind.PlusEqualsToken:
      return change(combine(ts.SyntaxKind.PlusToken, old, right, node, context));
    case ts.SyntaxKind.MinusEqualsToken:
      return change(combine(ts.SyntaxKind.MinusToken, old, right, node, context));
    case ts.SyntaxKind.AsteriskEqualsToken:
      return change(combine(ts.SyntaxKind.AsteriskToken, old, right, node, context));
    default:
      context.compilation.report(
        "RS2006",
        node.operatorToken,
        `the operator \`${node.operatorToken.getText()}\` is not part of the policy language`,
      );
      return [];
  }
}

function isBoolean({ type }: Expression): boolean {
  return type.kind === "boolean" && !type.nullable;
}

/** A variable's type where it changes, which a test before may have narrowed. */
function typeNow(node: ts.Expression, { type }: Binding, context: FunctionContext): Type {
  const now = typeOf(node, context);
  return now.kind === type.kind ? now : type;
}

/** `count++` and the like, where the value isn't used. */
function lowerStep(node: ts.PostfixUnaryExpression | ts.PrefixUnaryExpression, context: FunctionContext): Statement[] {
  const binding = variableOf(node.operand, context);
  if (binding === undefined) return [];
  const span = context.compilation.span(node);
  const old: Expression = { kind: "local", binding, span, type: typeNow(node.operand, binding, context) };
  const one: Expression = { kind: "literal", value: 1, span, type: { kind: "number", nullable: false } };
  const operator = node.operator === ts.SyntaxKind.PlusPlusToken ? ts.SyntaxKind.PlusToken : ts.SyntaxKind.MinusToken;
  return [
    { kind: "change", binding, change: { how: "assign", value: combine(operator, old, one, node, context) }, span },
  ];
}

function lowerMethodChange(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  context: FunctionContext,
): Statement[] | undefined {
  const { checker } = context.compilation;
  const grouped = lowerGrouped(node, callee, context);
  if (grouped !== undefined) return grouped;
  const symbol = checker.getSymbolAtLocation(callee.expression);
  const known = symbol === undefined ? undefined : context.lookup(symbol);
  const binding = known !== undefined && context.changes(known) ? known : variableOf(callee.expression, context);
  const span = context.compilation.span(node);
  const method = callee.name.text;
  const items = lowerItems(node.arguments, context);
  const [first, second] = items;
  if (binding === undefined) return [];
  if (binding.type.kind === "set") checkElements(callee.expression, context);
  const change = changeOf(method, binding, items, first?.value, second?.value);
  if (change === undefined) {
    context.compilation.report("RS1009", callee.name, `\`${method}\` changes the value that it is called on`);
    return [];
  }
  return [{ kind: "change", binding, change, span }];
}

/** `list.sort(…)` and `list.reverse()` of a list that the function made and that nothing else holds. */
function lowerOrdering(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  context: FunctionContext,
): Statement[] | undefined {
  const { checker } = context.compilation;
  const name = callee.expression;
  const symbol = ts.isIdentifier(name) ? checker.getSymbolAtLocation(name) : undefined;
  const binding = symbol === undefined ? undefined : context.lookup(symbol);
  const declaration = constantDeclaration(name, checker);
  if (binding?.type.kind !== "list" || !context.changes(binding) || declaration?.initializer === undefined)
    return undefined;
  if (!context.startsFresh(binding) || !isHeldByNameOnly(declaration, node, checker)) return undefined;
  const span = context.compilation.span(node);
  const before: Expression = { kind: "local", binding, span, type: binding.type };
  const value =
    callee.name.text === "reverse"
      ? operation("list.reversed", [before], span, binding.type)
      : lowerComparator(node, callee, before, context);
  return [{ kind: "change", binding, change: { how: "assign", value }, span }];
}

/**
 * Whether nothing but its name can hold a list when a statement runs: what reads it before takes its elements or asks
 * for something of it, in the same function, and no loop leads from after the statement to before it.
 */
function isHeldByNameOnly(declaration: ts.VariableDeclaration, until: ts.Node, checker: ts.TypeChecker): boolean {
  const symbol = checker.getSymbolAtLocation(declaration.name);
  const block = declaration.parent.parent.parent;
  for (let around: ts.Node = until.parent; around !== block; around = around.parent)
    if (ts.isFunctionLike(around) || ts.isForOfStatement(around) || ts.isSourceFile(around)) return false;
  const visit = (node: ts.Node): boolean => {
    if (node.pos >= until.pos) return true;
    if (ts.isIdentifier(node) && node !== declaration.name && checker.getSymbolAtLocation(node) === symbol) {
      const { parent } = node;
      const isOf = ts.isPropertyAccessExpression(parent) && parent.expression === node;
      return (
        ts.isSpreadElement(parent) ||
        (ts.isForOfStatement(parent) && parent.expression === node) ||
        (ts.isElementAccessExpression(parent) && parent.expression === node) ||
        (isOf && (ts.isExpressionStatement(parent.parent.parent) || !["sort", "reverse"].includes(parent.name.text)))
      );
    }
    return ts.forEachChild(node, (child) => (visit(child) ? undefined : true)) === undefined;
  };
  return visit(block);
}

function changeOf(
  method: string,
  { type }: Binding,
  items: readonly { spread: boolean; value: Expression }[],
  first: Expression | undefined,
  second: Expression | undefined,
): Change | undefined {
  if (method === "push" && type.kind === "list") return { how: "append", items };
  if (method === "add" && type.kind === "set" && first !== undefined) return { how: "insert", value: first };
  if (method === "set" && type.kind === "record" && first !== undefined && second !== undefined)
    return { how: "put", key: first, value: second };
  return undefined;
}
