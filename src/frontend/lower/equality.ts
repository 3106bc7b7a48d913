import { ts } from "ts-morph";
import type { Expression, Type } from "../../ir/nodes.ts";
import { booleanType, literal, not, nothingType, operation } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { isScalarWherever } from "../instantiations.ts";
import { isMap, mayBe, valueTypeOf } from "../types.ts";
import { lowerExpression } from "./dispatch.ts";
import { isWrittenOut } from "./exact.ts";
import { checkInherited, namesOf } from "./inherited.ts";
import { errorAt, isError, keyText, typedAt, typeOf } from "./nodes.ts";

/** `left === right`, of which either may be `null`. */
export function lowerEquality(node: ts.BinaryExpression, context: FunctionContext): Expression {
  return equality(
    { node: node.left, value: lowerOperand(node.left, context) },
    { node: node.right, value: lowerOperand(node.right, context) },
    node,
    context,
  );
}

/** `value == null`: whether it is nothing, be it `undefined` or `null`. */
export function lowerNothingTest(node: ts.BinaryExpression, context: FunctionContext): Expression | undefined {
  const isNothing = (side: ts.Expression): boolean =>
    side.kind === ts.SyntaxKind.NullKeyword || typeOf(side, context).kind === "nothing";
  const value = isNothing(node.right) ? node.left : isNothing(node.left) ? node.right : undefined;
  if (value === undefined) return undefined;
  const { span } = typedAt(node, context);
  return {
    kind: "equal",
    left: lowerExpression(value, context),
    right: literal(null, span, nothingType),
    span,
    type: booleanType,
  };
}

/** An operand of an equality, where alone `null` may stand. */
function lowerOperand(node: ts.Expression, context: FunctionContext): Expression {
  return node.kind === ts.SyntaxKind.NullKeyword
    ? literal(null, context.compilation.span(node), nothingType)
    : lowerExpression(node, context);
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
  const result: Expression = {
    kind: "equal",
    left: left.value,
    right: right.value,
    span: context.compilation.span(node),
    type: booleanType,
  };
  if (isError(left.value) || isError(right.value)) return { ...errorAt(node, context), type: booleanType };
  const types = [left, right].map((operand) => checker.getTypeAtLocation(operand.node));
  if (
    types.some((type) => mayBe(ts.TypeFlags.Null, type)) &&
    types.some((type) => mayBe(ts.TypeFlags.Undefined, type))
  ) {
    context.compilation.report("RS2014", node, "one side may be `null`, the other `undefined`");
  }
  const isNothing = (operand: Operand): boolean => operand.value.type.kind === "nothing";
  if (
    !isNothing(left) &&
    !isNothing(right) &&
    !types.every((type) => isScalarWherever(checker.getNonNullableType(type), context.compilation))
  ) {
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
      return { kind: "typeTest", value, is: name.value, span, type: booleanType };
    case "undefined":
      return { kind: "equal", left: value, right: literal(null, span, nothingType), span, type: booleanType };
    case "object": {
      const test = (is: "array" | "object" | "set"): Expression => ({
        kind: "typeTest",
        value,
        is,
        span,
        type: booleanType,
      });
      const objectOrList: Expression = {
        kind: "or",
        left: test("object"),
        right: test("array"),
        span,
        type: booleanType,
      };
      return value.type.kind === "other"
        ? { kind: "or", left: objectOrList, right: test("set"), span, type: booleanType }
        : objectOrList;
    }
    default:
      return undefined;
  }
}

/** `key in record`. */
export function lowerIn(node: ts.BinaryExpression, context: FunctionContext): Expression {
  const key = lowerExpression(node.left, context);
  const collection = lowerExpression(node.right, context);
  const { checker } = context.compilation;
  const { span } = errorAt(node, context);
  if (
    !(collection.type.kind === "record" || (collection.type.kind === "object" && isWrittenOut(node.right, context))) ||
    collection.type.nullable ||
    key.type.kind !== "text" ||
    isMap(node.right, context.compilation.checker)
  ) {
    context.compilation.report(
      "RS1001",
      node.operatorToken,
      "`in` here doesn't ask for a key of a record",
      checker.getNonNullableType(checker.getTypeAtLocation(node.right)).isUnion()
        ? "give each type of the union a field that tells them apart, `kind`, and compare that"
        : collection.type.kind === "object" && key.kind !== "literal"
          ? "ask `Object.hasOwn(table, key)`"
          : "compare the field with `undefined`",
    );
    return { ...errorAt(node, context), type: booleanType };
  }
  checkInherited(node.right, collection, namesOf(node.left, context), node.left, context);
  return hasKey(collection, key, span, valueTypeOf(node.right, context.compilation.checker));
}

/** Whether a record has a value for a key. Only one that the rule made may hold nothing, where its type says so. */
export function hasKey(
  collection: Expression,
  given: Expression,
  span: Expression["span"],
  valueType: Type,
): Expression {
  const key = keyText(given);
  if (valueType.nullable || valueType.kind === "other")
    return {
      kind: "membership",
      value: key,
      collection: operation("record.keys", [collection], span, { kind: "set", nullable: false }),
      span,
      type: booleanType,
    };
  const value: Expression = { kind: "element", collection, key, span, type: { kind: "other", nullable: true } };
  return not({ kind: "equal", left: value, right: literal(null, span, nothingType), span, type: booleanType });
}
