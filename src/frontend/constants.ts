import { ts } from "ts-morph";
import { type Literal, literalValue, propertyName } from "./literals.ts";
import { constantDeclaration, isModuleLevel } from "./symbols.ts";

/**
 * The value of an expression that is known before the rule runs: written out, the name of a constant that is, a member
 * of an enumeration, or a field of a constant object. `undefined` where it isn't known.
 */
export function constantValue(node: ts.Expression, checker: ts.TypeChecker): Literal | undefined {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return constantValue(node.expression, checker);
  if (ts.isPropertyAccessExpression(node)) {
    const member = checker.getSymbolAtLocation(node.name)?.valueDeclaration;
    if (member !== undefined && ts.isEnumMember(member)) return checker.getConstantValue(member);
    const object = constantDeclaration(node.expression, checker);
    // A constant of a function may be a record that the function fills.
    return object?.initializer === undefined || !isModuleLevel(object)
      ? undefined
      : fieldOf(object.initializer, node.name.text, checker);
  }
  const initializer = constantDeclaration(node, checker)?.initializer;
  return initializer === undefined ? literalValue(node) : constantValue(initializer, checker);
}

/** The value of a field of an object that is written out, each field once. */
function fieldOf(node: ts.Expression, name: string, checker: ts.TypeChecker): Literal | undefined {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return fieldOf(node.expression, name, checker);
  if (!ts.isObjectLiteralExpression(node) || node.properties.some((property) => !ts.isPropertyAssignment(property)))
    return undefined;
  const fields = node.properties.filter(
    (property) => property.name !== undefined && propertyName(property.name) === name,
  );
  const [field] = fields;
  return fields.length === 1 && field !== undefined && ts.isPropertyAssignment(field)
    ? constantValue(field.initializer, checker)
    : undefined;
}
