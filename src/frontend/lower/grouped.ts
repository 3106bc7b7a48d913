import { ts } from "ts-morph";
import type { Binding, Expression, Statement } from "../../ir/nodes.ts";
import { listOf } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { isMap } from "../types.ts";
import { lowerExpression } from "./dispatch.ts";
import { checkInherited, namesOf } from "./inherited.ts";
import { lowerItems } from "./literals.ts";
import { keyText } from "./nodes.ts";
import { variableOf } from "./variable-of.ts";

/** `(lists[key] ??= []).push(item)`. */
export function lowerGrouped(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  context: FunctionContext,
): Statement[] | undefined {
  let target: ts.Expression = callee.expression;
  while (ts.isParenthesizedExpression(target)) target = target.expression;
  if (
    callee.name.text !== "push" ||
    !ts.isBinaryExpression(target) ||
    target.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionEqualsToken ||
    !ts.isElementAccessExpression(target.left)
  )
    return undefined;
  const binding = variableOf(target.left.expression, context);
  if (binding === undefined) return [];
  const span = context.compilation.span(node);
  const key = keyText(lowerExpression(target.left.argumentExpression, context));
  const start = lowerExpression(target.right, context);
  if (start.kind !== "list" || start.items.length > 0) {
    context.compilation.report(
      "RS1009",
      target.right,
      "what is put here is changed too",
      "start from an empty list: `(lists[key] ??= []).push(item)`",
    );
    return [];
  }
  const put = added(binding, key, node.arguments, start, span, context);
  checkInherited(
    target.left.expression,
    put,
    namesOf(target.left.argumentExpression, context),
    target.left.argumentExpression,
    context,
  );
  return [put];
}

/** What a list of a map gets more, in two statements that name the list in between. */
interface ListOfMap {
  readonly map: ts.Expression;
  readonly key: ts.Expression;
  readonly items: ts.NodeArray<ts.Expression>;
}

/** Whether a declaration only names a list of a map for the statement after it, which `lowerListOfMap` takes. */
export function namesListOfMap(node: ts.VariableStatement, { compilation }: FunctionContext): boolean {
  const next = beside(node, 1);
  return next !== undefined && ts.isIfStatement(next) && listOfMap(node, next, compilation.checker) !== undefined;
}

/** `const list = map.get(key);` and then `if (list === undefined) map.set(key, [item]); else list.push(item);`. */
export function lowerListOfMap(node: ts.IfStatement, context: FunctionContext): Statement[] | undefined {
  const before = beside(node, -1);
  if (before === undefined || !ts.isVariableStatement(before)) return undefined;
  const change = listOfMap(before, node, context.compilation.checker);
  if (change === undefined) return undefined;
  const binding = variableOf(change.map, context);
  if (binding === undefined) return [];
  const span = context.compilation.span(node);
  const key = lowerExpression(change.key, context);
  return [added(binding, key, change.items, listOf([], span), span, context)];
}

/** The statement before or after another in the same block. */
function beside(node: ts.Statement, offset: 1 | -1): ts.Statement | undefined {
  if (!ts.isBlock(node.parent)) return undefined;
  const { statements } = node.parent;
  return statements[statements.indexOf(node) + offset];
}

function listOfMap(
  { declarationList }: ts.VariableStatement,
  test: ts.IfStatement,
  checker: ts.TypeChecker,
): ListOfMap | undefined {
  const [declaration, ...more] = declarationList.declarations;
  const isConstant = (declarationList.flags & ts.NodeFlags.Const) !== 0 && more.length === 0;
  if (!isConstant || declaration === undefined || !ts.isIdentifier(declaration.name)) return undefined;
  const { name, initializer } = declaration;
  const got = methodCall(initializer, "get");
  const [whenNew, whenKnown] = branches(test, name.text);
  const set = methodCall(whenNew, "set");
  const push = methodCall(whenKnown, "push");
  const [key] = got?.arguments ?? [];
  const [setKey, list] = set?.arguments ?? [];
  if (got === undefined || key === undefined || setKey === undefined || push === undefined) return undefined;
  if (set === undefined || list === undefined || !ts.isArrayLiteralExpression(list)) return undefined;
  const isSame =
    isMap(got.receiver, checker) &&
    push.receiver.getText() === name.text &&
    sameText([got.receiver, key, ...push.arguments], [set.receiver, setKey, ...list.elements]);
  // Where it is declared, tested and added to, and nowhere else.
  return isSame && timesNamed(name, checker) === 3 ? { map: got.receiver, key, items: push.arguments } : undefined;
}

interface MethodCall {
  readonly receiver: ts.Expression;
  readonly arguments: ts.NodeArray<ts.Expression>;
}

function methodCall(node: ts.Node | undefined, method: string): MethodCall | undefined {
  if (node === undefined || !ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
    return undefined;
  const { name, expression: receiver } = node.expression;
  return name.text === method && ts.isIdentifier(receiver) ? { receiver, arguments: node.arguments } : undefined;
}

/** The only expression of each branch of an `if` that asks for a name's value: where there is none, where there is. */
function branches(
  { expression: condition, thenStatement, elseStatement }: ts.IfStatement,
  name: string,
): ts.Expression[] {
  const then = onlyExpression(thenStatement);
  const otherwise = onlyExpression(elseStatement);
  if (then === undefined || otherwise === undefined) return [];
  const text = condition.getText();
  if ([`${name} === undefined`, `!${name}`].includes(text)) return [then, otherwise];
  return [`${name} !== undefined`, name].includes(text) ? [otherwise, then] : [];
}

function onlyExpression(node: ts.Statement | undefined): ts.Expression | undefined {
  if (node !== undefined && ts.isBlock(node))
    return node.statements.length === 1 ? onlyExpression(node.statements[0]) : undefined;
  return node !== undefined && ts.isExpressionStatement(node) ? node.expression : undefined;
}

/** Whether expressions are written alike, and so have the same value at the same place. */
function sameText(some: readonly ts.Node[], others: readonly ts.Node[]): boolean {
  return some.length === others.length && some.every((node, index) => node.getText() === others[index]!.getText());
}

/** How often a name is used in the block that declares it. */
function timesNamed(name: ts.Identifier, checker: ts.TypeChecker): number {
  const symbol = checker.getSymbolAtLocation(name);
  const times = (node: ts.Node): number => {
    let count =
      ts.isIdentifier(node) && node.text === name.text && checker.getSymbolAtLocation(node) === symbol ? 1 : 0;
    ts.forEachChild(node, (child) => {
      count += times(child);
    });
    return count;
  };
  return times(name.parent.parent.parent.parent);
}

/** Items are added to the list that a record or map has for a key, which is empty where there is none. */
function added(
  binding: Binding,
  key: Expression,
  items: ts.NodeArray<ts.Expression>,
  start: Expression,
  span: Expression["span"],
  context: FunctionContext,
): Statement {
  const collection: Expression = { kind: "local", binding, span, type: binding.type };
  const before: Expression = {
    kind: "coalesce",
    left: { kind: "element", collection, key, span, type: { ...start.type, nullable: true } },
    right: start,
    span,
    type: start.type,
  };
  const value: Expression = {
    kind: "list",
    items: [{ spread: true, value: before }, ...lowerItems(items, context)],
    span,
    type: start.type,
  };
  return { kind: "change", binding, change: { how: "put", key, value, inPlace: true }, span };
}
