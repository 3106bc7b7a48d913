import { ts } from "ts-morph";
import type { FunctionContext } from "../context.ts";
import { constantDeclaration } from "../symbols.ts";
import { irType, isLocated } from "../types.ts";

/**
 * Whether objects in an expression's value surely have no other fields than their types say. TypeScript lets an object
 * with more fields stand for one with fewer, so that is known only of nodes of a document and of objects written out
 * where they are used.
 */
export function isExact(node: ts.Expression, context: FunctionContext): boolean {
  const { checker } = context.compilation;
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return isExact(node.expression, context);
  if (isExactType(checker.getTypeAtLocation(node), context)) return true;
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.every((property) =>
      ts.isPropertyAssignment(property)
        ? isExact(property.initializer, context)
        : ts.isShorthandPropertyAssignment(property) && isExact(property.name, context),
    );
  }
  if (ts.isArrayLiteralExpression(node)) {
    // TypeScript may leave out a type that another of the elements' types contains.
    const whole = checker.getIndexTypeOfType(checker.getTypeAtLocation(node), ts.IndexKind.Number);
    return node.elements.every(
      (element) =>
        !ts.isSpreadElement(element) &&
        isExact(element, context) &&
        whole !== undefined &&
        checker.isTypeAssignableTo(whole, checker.getTypeAtLocation(element)),
    );
  }
  if (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === "map"
  ) {
    const [callback] = node.arguments;
    return (
      callback !== undefined &&
      ts.isArrowFunction(callback) &&
      !ts.isBlock(callback.body) &&
      isExact(callback.body, context)
    );
  }
  const value = initializerOf(node, context);
  return value !== undefined && isExact(value, context);
}

/** Whether an expression is `condition && value`. */
export function isGuarded(node: ts.Expression): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

/** The value that `...(condition && value)` spreads, if any. */
export function spreadValue(node: ts.Expression): ts.Expression {
  if (ts.isParenthesizedExpression(node)) return spreadValue(node.expression);
  return isGuarded(node) ? spreadValue(node.right) : node;
}

/** Whether an object is one that the rule writes out, of which all fields are known and none is a place. */
export function isWrittenOut(node: ts.Expression, context: FunctionContext): boolean {
  const { checker } = context.compilation;
  if (ts.isObjectLiteralExpression(node))
    return node.properties.every(
      (property) =>
        !ts.isSpreadAssignment(property) ||
        irType(checker.getTypeAtLocation(property.expression), checker).kind === "record" ||
        isWrittenOut(spreadValue(property.expression), context),
    );
  if (ts.isConditionalExpression(node))
    return isWrittenOut(node.whenTrue, context) && isWrittenOut(node.whenFalse, context);
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return isWrittenOut(node.expression, context);
  const value = initializerOf(node, context);
  return value !== undefined && isWrittenOut(value, context);
}

/**
 * Refuses an object where a record is asked for: it may have more fields than its type says, and a node of the
 * document has a place; a record's keys would show them.
 */
export function checkRecord(node: ts.Expression, context: FunctionContext): void {
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

/** What a constant is declared with, where its type is that value's own. */
function initializerOf(node: ts.Expression, { compilation: { checker } }: FunctionContext): ts.Expression | undefined {
  const declaration = constantDeclaration(node, checker);
  return declaration?.type === undefined ? declaration?.initializer : undefined;
}

/** Whether values of a type hold no objects but nodes of a document. */
function isExactType(type: ts.Type, context: FunctionContext, depth = 0): boolean {
  const { checker, locatedTypes } = context.compilation;
  const present = checker.getNonNullableType(type);
  const inner = (one: ts.Type | undefined): boolean =>
    one !== undefined && depth < 8 && isExactType(one, context, depth + 1);
  switch (irType(present, checker).kind) {
    case "list":
      return inner(checker.getIndexTypeOfType(present, ts.IndexKind.Number));
    case "record":
      return inner(checker.getIndexInfosOfType(present)[0]?.type);
    case "object":
      return (
        locatedTypes.isExact(present) &&
        checker
          .getPropertiesOfType(present)
          .every((property) => property.name.startsWith("__@") || inner(checker.getTypeOfSymbol(property)))
      );
    case "other":
      return present.isUnion() && present.types.every(inner);
    default:
      return true;
  }
}
