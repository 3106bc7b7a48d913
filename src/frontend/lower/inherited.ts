import { ts } from "ts-morph";
import { codes } from "../../diagnostics/codes.ts";
import type { Expression, Statement } from "../../ir/nodes.ts";
import type { FunctionContext } from "../context.ts";
import { constantDeclaration, namedBy, symbolNamed } from "../symbols.ts";
import { membersOf } from "../types.ts";

/**
 * Has it checked that a key isn't one that a record inherits, unless the key is known or was shown to be the record's
 * own.
 *
 * @param node the record, or the part of a pattern that takes it apart
 * @param record the same in the intermediate representation, or the statement that changes it
 * @param names the keys that may be looked up, `undefined` for any
 */
export function checkInherited(
  node: ts.Expression | ts.BindingElement,
  record: Expression | Statement,
  names: readonly (string | undefined)[],
  at: ts.Node,
  context: FunctionContext,
): void {
  const { compilation } = context;
  if (names.every((name) => name !== undefined && !(name in {}))) return;
  if (!ts.isBindingElement(node) && isTestedOwn(node, at, compilation.checker)) return;
  compilation.keyLookups.push({ record, at, help: helpFor(node, at, context) });
}

function helpFor(
  node: ts.Expression | ts.BindingElement,
  at: ts.Node,
  { compilation: { checker } }: FunctionContext,
): string {
  const isTable = ts.isExpression(node) && namedBy(node, checker) !== undefined && ts.isExpression(at);
  if (!isTable) return codes.RS2012.remedy;
  const [table, key] = [node.getText(), at.getText()];
  return ts.isBinaryExpression(at.parent)
    ? `ask \`Object.hasOwn(${table}, ${key})\``
    : `ask first: \`Object.hasOwn(${table}, ${key}) ? ${table}[${key}] : …\`; or use a \`Map\``;
}

/**
 * Whether a test on the way to an expression has shown that a key is the record's own: `Object.hasOwn(record, key)`, of
 * names that always stand for the same value.
 */
function isTestedOwn(record: ts.Expression, key: ts.Node, checker: ts.TypeChecker): boolean {
  const isFixed = (node: ts.Node): boolean => {
    const declaration = symbolNamed(node, checker)?.valueDeclaration;
    if (declaration === undefined) return ts.isIdentifier(node) && constantDeclaration(node, checker) !== undefined;
    return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0 || ts.isParameter(declaration);
  };
  if (!isFixed(record) || !isFixed(key)) return false;
  const isSame = (one: ts.Node | undefined, other: ts.Node): boolean =>
    one !== undefined && symbolNamed(one, checker) === symbolNamed(other, checker);
  const shows = (condition: ts.Expression, holds: boolean): boolean => {
    if (ts.isParenthesizedExpression(condition)) return shows(condition.expression, holds);
    if (ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken)
      return shows(condition.operand, !holds);
    if (ts.isBinaryExpression(condition)) {
      const both = holds ? ts.SyntaxKind.AmpersandAmpersandToken : ts.SyntaxKind.BarBarToken;
      return condition.operatorToken.kind === both && (shows(condition.left, holds) || shows(condition.right, holds));
    }
    return (
      holds &&
      ts.isCallExpression(condition) &&
      condition.expression.getText() === "Object.hasOwn" &&
      isSame(condition.arguments[0], record) &&
      isSame(condition.arguments[1], key)
    );
  };
  for (let node: ts.Node = key; !ts.isFunctionLike(node) && !ts.isSourceFile(node); node = node.parent) {
    const { parent } = node;
    if (ts.isConditionalExpression(parent) && parent.condition !== node)
      if (shows(parent.condition, parent.whenTrue === node)) return true;
    if (ts.isIfStatement(parent) && parent.expression !== node)
      if (shows(parent.expression, parent.thenStatement === node)) return true;
    if (ts.isBinaryExpression(parent) && parent.right === node) {
      const operator = parent.operatorToken.kind;
      if (operator === ts.SyntaxKind.AmpersandAmpersandToken && shows(parent.left, true)) return true;
      if (operator === ts.SyntaxKind.BarBarToken && shows(parent.left, false)) return true;
    }
    if (ts.isBlock(parent)) {
      for (const before of parent.statements.slice(0, parent.statements.indexOf(node as ts.Statement)))
        if (
          ts.isIfStatement(before) &&
          before.elseStatement === undefined &&
          leaves(before.thenStatement) &&
          shows(before.expression, false)
        )
          return true;
    }
  }
  return false;
}

/** Whether what comes after a statement in its block isn't reached. */
function leaves(statement: ts.Statement | undefined): boolean {
  if (statement === undefined) return false;
  if (ts.isBlock(statement)) return leaves(statement.statements.at(-1));
  return ts.isReturnStatement(statement) || ts.isBreakOrContinueStatement(statement);
}

/** The keys that an expression may be, `undefined` for any. */
export function namesOf(key: ts.Expression, { compilation }: FunctionContext): (string | undefined)[] {
  const type = compilation.checker.getTypeAtLocation(key);
  return membersOf(type).map((member) =>
    member.isStringLiteral() || member.isNumberLiteral() ? String(member.value) : undefined,
  );
}
