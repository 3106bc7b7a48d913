import { ts } from "ts-morph";
import { codes } from "../../diagnostics/codes.ts";
import type { CompilationContext, FunctionContext } from "../context.ts";
import { MadeRecords } from "../made-records.ts";
import { constantDeclaration, namedBy, symbolNamed } from "../symbols.ts";

const analyses = new WeakMap<CompilationContext, MadeRecords>();

/**
 * Refuses to look up a key that isn't known in a record that the rule itself made: `{}` has keys that it inherits, such
 * as `constructor`, which a document may name. Records of a document inherit nothing.
 *
 * @param record the record, or the part of a pattern that takes it apart
 * @param names the keys that may be looked up, `undefined` for any
 */
export function checkInherited(
  record: ts.Expression | ts.BindingElement,
  names: readonly (string | undefined)[],
  at: ts.Node,
  context: FunctionContext,
): void {
  const { compilation } = context;
  if (names.every((name) => name !== undefined && !(name in {}))) return;
  if (!ts.isBindingElement(record) && isTestedOwn(record, at, compilation.checker)) return;
  const analysis = analyses.get(compilation) ?? new MadeRecords(compilation.program);
  analyses.set(compilation, analysis);
  const origin = ts.isBindingElement(record) ? analysis.originOfPattern(record) : analysis.originOf(record);
  if (origin === undefined) return;
  const { file, line } = compilation.span(origin);
  const isDefault =
    ts.isObjectLiteralExpression(origin) && origin.properties.length === 0 && ts.isBinaryExpression(origin.parent);
  const isTable = !isDefault && namedBy(record, compilation.checker) !== undefined && ts.isExpression(at);
  const help = isDefault
    ? "leave out `?? {}`, and ask what may be undefined: `record?.[key]`"
    : isTable && ts.isBinaryExpression(at.parent)
      ? `ask \`Object.hasOwn(${record.getText()}, ${at.getText()})\``
      : isTable
        ? `ask first: \`Object.hasOwn(${record.getText()}, ${at.getText()}) ? ${record.getText()}[${at.getText()}] : …\`; or use a \`Map\``
        : codes.RS2012.remedy;
  compilation.report(
    "RS2012",
    at,
    `\`${at.getText()}\` may be a key that every object inherits, such as \`constructor\`: the record is made at ${file}:${line}`,
    help,
  );
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
  return (type.isUnion() ? type.types : [type]).map((member) =>
    member.isStringLiteral() || member.isNumberLiteral() ? String(member.value) : undefined,
  );
}
