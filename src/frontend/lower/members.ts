import { ts } from "ts-morph";
import type { Expression, Type } from "../../ir/nodes.ts";
import { literal, numberType, operation, textType } from "../../ir/terms.ts";
import type { Operation } from "../../std/operations.ts";
import type { ContextPart, FunctionContext } from "../context.ts";
import { namedBy } from "../symbols.ts";
import { irType, isErroneous, isMap, isUnknown, valueTypeOf } from "../types.ts";
import { lowerExpression } from "./dispatch.ts";
import { contextPart, lowerIdentifier } from "./identifiers.ts";
import { checkInherited, namesOf } from "./inherited.ts";
import { errorAt, isError, keyText, typedAt, unlessNothing } from "./nodes.ts";

/** A field, `length`, `size`, or a member of an enumeration. */
export function lowerProperty(node: ts.PropertyAccessExpression, context: FunctionContext): Expression {
  const { checker } = context.compilation;
  const imported = namedBy(node, checker);
  if (imported !== undefined) return lowerIdentifier(imported, context);
  const named = ts.isIdentifier(node.expression) ? checker.getSymbolAtLocation(node.expression) : undefined;
  if (named !== undefined && context.contextNames.get(named) === "context")
    return contextPart(node.name.text as ContextPart, node, context);
  if (isUnknown(checker.getTypeAtLocation(node.expression))) {
    // What TypeScript refuses has no type either.
    if (!isErroneous(checker.getTypeAtLocation(node.expression)))
      context.compilation.report(
        "RS1011",
        node.expression,
        `\`${node.expression.getText()}\` has no type that says what it is`,
      );
    return errorAt(node, context);
  }
  const isGlobal = named !== undefined && context.compilation.isOfJavaScript(named);
  if (isGlobal && node.getText() === "Number.MAX_SAFE_INTEGER")
    return literal(Number.MAX_SAFE_INTEGER, context.compilation.span(node), numberType);
  const member = checker.getSymbolAtLocation(node.name)?.valueDeclaration;
  const constant = member !== undefined && ts.isEnumMember(member) ? checker.getConstantValue(member) : undefined;
  if (typeof constant === "number" && !Number.isSafeInteger(constant))
    context.compilation.report("RS2011", node, `\`${node.getText()}\` is not an integer that every engine holds`);
  if (constant !== undefined)
    return literal(constant, context.compilation.span(node), typeof constant === "string" ? textType : numberType);
  const object = lowerExpression(node.expression, context);
  if (isError(object)) return errorAt(node, context);
  const common = typedAt(node, context);
  const name = node.name.text;
  const sizeOf = sizeOperation(node, object, context);
  if (sizeOf !== undefined) {
    const size = (of: Expression): Expression => operation(sizeOf, [of], common.span, numberType);
    return object.type.nullable ? unlessNothing(object, size) : size(object);
  }
  if (object.type.kind === "record") {
    if (name in {}) checkInherited(node.expression, object, [name], node.name, context);
    const key: Expression = { kind: "literal", value: name, span: context.compilation.span(node.name), type: textType };
    return {
      ...common,
      type: elementType(node, common.type, context),
      kind: "element",
      collection: object,
      key,
      mayHoldNothing: valueTypeOf(node.expression, checker).nullable,
    };
  }
  if (object.type.kind === "raw") {
    context.compilation.report(
      "RS1017",
      node.name,
      `\`${name}\` of a raw value can't be read by its name`,
      "use `member`, `elements`, `members`, `text` and the like",
    );
    return errorAt(node, context);
  }
  if (object.type.kind !== "object") {
    context.compilation.report(
      "RS1017",
      node.name,
      `\`${name}\` is not part of the policy language`,
      name === "groups" && object.type.kind === "list" ? "read groups by their numbers: `match[1]`" : undefined,
    );
    return errorAt(node, context);
  }
  return {
    ...common,
    type: fieldType(node, common.type, context),
    kind: "field",
    object,
    key: name,
    ...mayBeMissing(node.expression, name, context),
  };
}

/** The operation that `length` or `size` of a value is. */
function sizeOperation(
  node: ts.PropertyAccessExpression,
  object: Expression,
  context: FunctionContext,
): Operation | undefined {
  const name = node.name.text;
  if (name === "length" && (object.type.kind === "list" || object.type.kind === "text"))
    return `${object.type.kind}.length`;
  if (name !== "size") return undefined;
  return isMap(node.expression, context.compilation.checker)
    ? "record.size"
    : object.type.kind === "set"
      ? "set.size"
      : undefined;
}

/**
 * The type of a field at this use. Where tests before it leave nothing of its type, the declared one counts: TypeScript
 * takes `a ?? b` that fails to say that `a` is undefined, though it may be false.
 */
function fieldType(node: ts.PropertyAccessExpression, narrowed: Type, context: FunctionContext): Type {
  const { checker } = context.compilation;
  const symbol = narrowed.kind === "nothing" ? checker.getSymbolAtLocation(node.name) : undefined;
  return symbol === undefined ? narrowed : irType(checker.getTypeOfSymbol(symbol), checker);
}

/** The same for an element of a list or record. */
function elementType(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  narrowed: Type,
  context: FunctionContext,
): Type {
  if (narrowed.kind !== "nothing") return narrowed;
  const { checker } = context.compilation;
  const of = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
  const declared =
    checker.getIndexTypeOfType(of, ts.IndexKind.String) ?? checker.getIndexTypeOfType(of, ts.IndexKind.Number);
  return declared === undefined ? narrowed : { ...irType(declared, checker), nullable: true };
}

/** Whether the object to the left of a field's name may lack the field. */
function mayBeMissing(object: ts.Expression, name: string, context: FunctionContext): { mayBeMissing?: true } {
  const { checker, locatedTypes } = context.compilation;
  return locatedTypes.mayLack(checker.getTypeAtLocation(object), name) ? { mayBeMissing: true } : {};
}

export function lowerElement(node: ts.ElementAccessExpression, context: FunctionContext): Expression {
  const collection = lowerExpression(node.expression, context);
  const common = typedAt(node, context);
  if (collection.type.kind === "object" && ts.isStringLiteralLike(node.argumentExpression)) {
    const name = node.argumentExpression.text;
    return { ...common, kind: "field", object: collection, key: name, ...mayBeMissing(node.expression, name, context) };
  }
  const key = lowerExpression(node.argumentExpression, context);
  if (isError(collection) || isErroneous(context.compilation.checker.getTypeAtLocation(node.expression)))
    return errorAt(node, context);
  if (collection.type.kind === "text") {
    const unit = (of: Expression): Expression =>
      operation("text.unit", [of, key], common.span, { kind: "text", nullable: true });
    return collection.type.nullable ? unlessNothing(collection, unit) : unit(collection);
  }
  if (collection.type.kind !== "list" && collection.type.kind !== "record" && collection.type.kind !== "object") {
    context.compilation.report("RS1001", node, "only lists and records have elements");
    return errorAt(node, context);
  }
  if (collection.type.kind === "list" && key.type.kind !== "number" && !isError(key)) {
    context.compilation.report(
      "RS1017",
      node.argumentExpression,
      `\`${node.argumentExpression.getText()}\` is not an index of the list`,
      "write `list.length` for its length",
    );
    return errorAt(node, context);
  }
  if (collection.type.kind === "list" && key.kind === "literal" && typeof key.value === "number" && key.value < 0) {
    context.compilation.report(
      "RS2010",
      node.argumentExpression,
      "an index from the end is always `undefined` in JavaScript",
      `use \`at\`: \`${node.expression.getText()}.at(${key.value})\``,
    );
  }
  const type = elementType(node, common.type, context);
  if (collection.type.kind === "list") return { ...common, type, kind: "element", collection, key };
  checkInherited(
    node.expression,
    collection,
    namesOf(node.argumentExpression, context),
    node.argumentExpression,
    context,
  );
  return {
    ...common,
    type,
    kind: "element",
    collection,
    key: keyText(key),
    mayHoldNothing: valueTypeOf(node.expression, context.compilation.checker).nullable,
  };
}
