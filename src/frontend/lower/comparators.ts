import { ts } from "ts-morph";
import type { Binding, Expression } from "../../ir/nodes.ts";
import { sameExpression } from "../../ir/same.ts";
import { listFrom, listOf, listType, literal, local, numberType, operation } from "../../ir/terms.ts";
import { mapped } from "../../ir/traverse.ts";
import type { Callback, FunctionContext } from "../context.ts";
import { originOf } from "../modules.ts";
import { resolveAlias, symbolNamed } from "../symbols.ts";
import { elementTypeOf } from "../types.ts";
import { callbackOf } from "./callbacks.ts";
import { lowerExpression } from "./dispatch.ts";
import { errorAt } from "./nodes.ts";

interface Key {
  readonly value: Expression;
  readonly descends: boolean;
  readonly isText: boolean;
}

/**
 * `toSorted` by keys: `(a, b) => a.size - b.size`, `(a, b) => compareText(a.name, b.name)`, and several of these joined
 * by `||`. Rego sorts arrays by their elements in turn, so an element is put behind its keys and its index, which keeps
 * the order of equal ones. Texts compared by `compareText` itself have Rego's own order.
 */
export function lowerComparator(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  receiver: Expression,
  context: FunctionContext,
): Expression {
  const [comparator] = node.arguments;
  const span = context.compilation.span(node);
  const refuse = (): Expression => {
    context.compilation.report(
      "RS2005",
      comparator ?? callee.name,
      comparator === undefined
        ? "Rego has no order of its own for this"
        : "this comparator isn't put together from keys, each of one element",
      "sort strings with `sorted(list)` or `toSorted(compareText)`, other lists by keys: `toSorted((a, b) => a.size - b.size || compareText(a.name, b.name))`",
    );
    return errorAt(node, context);
  };
  const type = elementTypeOf(callee.expression, context.compilation.checker);
  if (comparator !== undefined && type.kind === "text" && !type.nullable && isCompareText(comparator, context))
    return operation("sorted", [receiver], span, listType);
  const callback = comparator === undefined ? undefined : callbackOf(comparator, context);
  const comparisons = callback === undefined ? undefined : comparisonsOf(callback.node, context);
  const [first, second] = callback?.node.parameters ?? [];
  if (
    callback === undefined ||
    comparisons === undefined ||
    first === undefined ||
    second === undefined ||
    callback.node.parameters.length !== 2 ||
    !ts.isIdentifier(first.name) ||
    !ts.isIdentifier(second.name)
  )
    return refuse();
  const left: Binding = { name: first.name.text, type };
  const right: Binding = { name: second.name.text, type };
  const inner = callback.context.inner(callback.node);
  inner.bind(first.name, left);
  inner.bind(second.name, right);
  const found = comparisons.map((comparison) => keyOf(comparison, left, right, inner));
  const keys = found.every((key) => key !== undefined) ? found : undefined;
  const texts = keys?.filter((key) => key.isText);
  const descends = texts?.[0]?.descends ?? false;
  if (keys === undefined || texts === undefined || texts.some((key) => key.descends !== descends)) return refuse();
  // Texts can't be negated, so where they descend all is sorted the other way round.
  const negated = (value: Expression): Expression => ({
    kind: "arithmetic",
    operator: "-",
    left: literal(0, span, numberType),
    right: value,
    span,
    type: numberType,
  });
  const index: Binding = { name: "index", type: numberType };
  const parts = [
    ...keys.map((key) => (key.isText || key.descends === descends ? key.value : negated(key.value))),
    descends ? negated(local(index, span)) : local(index, span),
    local(left, span),
  ];
  const rows = listFrom({ over: receiver, key: index, value: left, derived: [] }, undefined, listOf(parts, span), span);
  const sorted = operation("sorted", [rows], span, listType);
  const row: Binding = { name: "row", type: listType };
  const value: Expression = {
    kind: "element",
    collection: local(row, span),
    key: literal(parts.length - 1, span, numberType),
    span,
    type,
  };
  const over = descends ? operation("list.reversed", [sorted], span, listType) : sorted;
  const ordered = listFrom({ over, key: undefined, value: row, derived: [] }, undefined, value, span);
  return ordered;
}

/**
 * The comparisons that a comparator makes in turn: those of its body, or of what it returns, after steps such as `if
 * (a.id !== b.id) return compareText(a.id, b.id);`. One may have a name: `const order = a.size - b.size;`.
 */
function comparisonsOf({ body }: Callback["node"], context: FunctionContext): ts.Expression[] | undefined {
  const named = new Map<string, ts.Expression>();
  if (body === undefined || !ts.isBlock(body)) return body === undefined ? undefined : inTurn(body, named);
  const last = body.statements.at(-1);
  if (last === undefined || !ts.isReturnStatement(last)) return undefined;
  const comparisons: ts.Expression[] = [];
  for (const statement of body.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations)
        if (initializer !== undefined) named.set(name.getText(), initializer);
      continue;
    }
    const returned = statement === last ? last.expression : stepOf(statement, named, context);
    if (returned === undefined) return undefined;
    comparisons.push(...inTurn(returned, named));
  }
  // A value that no comparison stands for isn't looked at, so it may be anything.
  return named.size === 0 ? comparisons : undefined;
}

/** The comparisons that `||` joins; one that has a name counts where the name stands first. */
function inTurn(node: ts.Expression, named: Map<string, ts.Expression>): ts.Expression[] {
  if (ts.isParenthesizedExpression(node)) return inTurn(node.expression, named);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.BarBarToken)
    return [...inTurn(node.left, named), ...inTurn(node.right, named)];
  const comparison = named.get(node.getText());
  if (comparison === undefined) return [node];
  named.delete(node.getText());
  return inTurn(comparison, named);
}

/** What `if (…) return …;` returns, where it asks whether that isn't zero. */
function stepOf(
  statement: ts.Statement,
  named: ReadonlyMap<string, ts.Expression>,
  context: FunctionContext,
): ts.Expression | undefined {
  if (!ts.isIfStatement(statement) || statement.elseStatement !== undefined) return undefined;
  const { expression: condition, thenStatement: then } = statement;
  const [only, ...others] = ts.isBlock(then) ? then.statements : [then];
  if (only === undefined || others.length > 0 || !ts.isReturnStatement(only) || only.expression === undefined)
    return undefined;
  const returned = only.expression.getText();
  const sides = operandsOf(named.get(returned) ?? only.expression, context)?.map((side) => side.getText());
  if (sides === undefined) return undefined;
  if (condition.getText() === returned) return only.expression;
  if (!ts.isBinaryExpression(condition) || condition.operatorToken.kind !== ts.SyntaxKind.ExclamationEqualsEqualsToken)
    return undefined;
  const compared = [condition.left.getText(), condition.right.getText()];
  const isNotZero = compared[0] === returned && compared[1] === "0";
  return isNotZero || sides.every((side) => compared.includes(side)) ? only.expression : undefined;
}

/** What a difference or a call of `compareText` compares. */
function operandsOf(node: ts.Expression, context: FunctionContext): readonly ts.Expression[] | undefined {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.MinusToken)
    return [node.left, node.right];
  return ts.isCallExpression(node) && isCompareText(node.expression, context) ? node.arguments : undefined;
}

/** Whether an expression names Regoscript's `compareText`, and not a function that a policy calls so. */
function isCompareText(node: ts.Expression, { compilation }: FunctionContext): boolean {
  const symbol = symbolNamed(node, compilation.checker);
  const resolved = symbol === undefined ? undefined : resolveAlias(symbol, compilation.checker);
  const file = resolved?.declarations?.[0]?.getSourceFile();
  return file !== undefined && resolved?.name === "compareText" && originOf(file, compilation.program) === "builtin";
}

function keyOf(body: ts.Expression, left: Binding, right: Binding, context: FunctionContext): Key | undefined {
  const isText = ts.isCallExpression(body);
  const [one, other] = operandsOf(body, context) ?? [];
  if (one === undefined || other === undefined) return undefined;
  const key = lowerExpression(one, context);
  const twin = lowerExpression(other, context);
  if (key.type.kind !== (isText ? "text" : "number") || key.type.nullable) return undefined;
  if (sameExpression(renamed(key, left, right), twin)) return { value: key, descends: false, isText };
  if (sameExpression(key, renamed(twin, left, right))) return { value: twin, descends: true, isText };
  return undefined;
}

function renamed(expression: Expression, from: Binding, to: Binding): Expression {
  if (expression.kind === "local") return expression.binding === from ? { ...expression, binding: to } : expression;
  return mapped("expression", expression, (child) => renamed(child, from, to));
}
