import { ts } from "ts-morph";
import type { FunctionContext } from "../context.ts";
import { resolveAlias } from "./identifiers.ts";

/**
 * Refuses to look up a key that isn't known in a record that the rule itself made: `{}` has keys that it inherits, such as `constructor`,
 * which a document may name. Records of a document inherit nothing.
 */
export function checkInherited(record: ts.Expression, key: ts.Expression, context: FunctionContext): void {
  const { checker } = context.compilation;
  const type = checker.getTypeAtLocation(key);
  const names = (type.isUnion() ? type.types : [type]).map((member) => (member.isStringLiteral() || member.isNumberLiteral() ? String(member.value) : undefined));
  if (names.every((name) => name !== undefined && !(name in {}))) return;
  if (inherits(record, context, 0)) context.compilation.report("RS2012", key, `\`${key.getText()}\` may be a key that every object inherits, such as \`constructor\``);
}

function inherits(node: ts.Expression, context: FunctionContext, depth: number): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node)) return inherits(node.expression, context, depth);
  if (ts.isObjectLiteralExpression(node)) return true;
  if (ts.isConditionalExpression(node)) return inherits(node.whenTrue, context, depth) || inherits(node.whenFalse, context, depth);
  if (ts.isBinaryExpression(node)) return inherits(node.left, context, depth) || inherits(node.right, context, depth);
  if (ts.isCallExpression(node)) return node.expression.getText() === "Object.fromEntries" || returnsInheriting(node, context, depth);
  const symbol = ts.isIdentifier(node) ? context.compilation.checker.getSymbolAtLocation(node) : undefined;
  const declaration = symbol === undefined ? undefined : resolveAlias(symbol, context.compilation.checker).declarations?.[0];
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || declaration.initializer === undefined || depth > 8) return false;
  return inherits(declaration.initializer, context, depth + 1);
}

/** Whether a call's function gives a record that it made. */
function returnsInheriting(node: ts.CallExpression, context: FunctionContext, depth: number): boolean {
  const declaration = context.compilation.checker.getResolvedSignature(node)?.declaration;
  if (declaration === undefined || ts.isJSDocSignature(declaration) || !("body" in declaration) || declaration.body === undefined || depth > 8) return false;
  if (!ts.isBlock(declaration.body)) return inherits(declaration.body, context, depth + 1);
  let found = false;
  const visit = (child: ts.Node): void => {
    if (ts.isFunctionLike(child)) return;
    if (ts.isReturnStatement(child) && child.expression !== undefined) found ||= inherits(child.expression, context, depth + 1);
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(declaration.body, visit);
  return found;
}
