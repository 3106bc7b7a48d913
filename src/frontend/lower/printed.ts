import { ts } from "ts-morph";
import type { Binding, Expression, Item } from "../../ir/nodes.ts";
import { booleanType, listFrom, listOf, listType, literal, local, not, operation, textType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { irType } from "../types.ts";
import { lowerExpression } from "./dispatch.ts";
import { isExact } from "./exact.ts";
import { errorAt, isError } from "./nodes.ts";

/** `printed(value)`: the value has a name, since its parts are read one by one. */
export function printedCall(node: ts.Expression, context: FunctionContext): Expression {
  const { checker } = context.compilation;
  const span = context.compilation.span(node);
  const given = lowerExpression(node, context);
  if (!isError(given) && !isExact(node, context)) {
    context.compilation.report(
      "RS2003",
      node,
      `\`${node.getText()}\` may have more fields than its type says`,
      "name the fields where you print it: `printed({ id: part.id })`",
    );
    return errorAt(node, context);
  }
  const value: Binding = { name: "value", type: given.type };
  const body = lowerPrinted(local(value, span), checker.getTypeAtLocation(node), node, context);
  return {
    kind: "apply",
    lambda: { name: "printed", parameters: [value], body: [{ kind: "return", value: body, span }], span },
    arguments: [given],
    span,
    type: textType,
  };
}

const scalars: ReadonlySet<string> = new Set(["text", "number", "boolean"]);

/**
 * A value as text, written out along the value's static type, since engines print numbers and objects each in their own
 * way.
 */
function lowerPrinted(value: Expression, type: ts.Type, node: ts.Expression, context: FunctionContext): Expression {
  const { checker } = context.compilation;
  const span = context.compilation.span(node);
  const present = checker.getNonNullableType(type);
  const { kind, nullable } = irType(type, checker);
  if (nullable) {
    const condition: Expression = {
      kind: "equal",
      left: value,
      right: literal(null, span, { kind: "nothing", nullable: true }),
      span,
      type: booleanType,
    };
    const whenFalse = lowerPrinted({ ...value, type: { ...value.type, nullable: false } }, present, node, context);
    return {
      kind: "conditional",
      condition,
      whenTrue: literal("null", span, textType),
      whenFalse,
      span,
      type: textType,
    };
  }
  const inner = (binding: Binding, of: ts.Type): Expression => lowerPrinted(local(binding, span), of, node, context);
  switch (kind) {
    case "text":
      return operation("quoted", [value], span, textType);
    case "number":
    case "boolean":
      return { kind: "template", parts: [value], span, type: textType };
    case "list": {
      const element = checker.getIndexTypeOfType(present, ts.IndexKind.Number);
      if (element === undefined) break;
      const item: Binding = { name: "item", type: irType(element, checker) };
      return wrapped(
        "[",
        listFrom({ over: value, key: undefined, value: item, derived: [] }, undefined, inner(item, element), span),
        "]",
      );
    }
    case "record": {
      const values = checker.getIndexInfosOfType(present)[0]?.type;
      if (values === undefined) break;
      const key: Binding = { name: "key", type: textType };
      const item: Binding = { name: "value", type: irType(values, checker) };
      const shown = irType(values, checker).nullable
        ? ({
            kind: "equal",
            left: local(item, span),
            right: literal(null, span, { kind: "nothing", nullable: true }),
            span,
            type: booleanType,
          } as const)
        : undefined;
      const pair = listOf(
        [
          local(key, span),
          {
            kind: "template",
            parts: [
              operation("quoted", [local(key, span)], span, textType),
              literal(": ", span, textType),
              inner(item, values),
            ],
            span,
            type: textType,
          },
        ],
        span,
      );
      const shows = shown === undefined ? undefined : not(shown);
      const pairs = listFrom({ over: value, key, value: item, derived: [] }, shows, pair, span);
      // Sorted by key, which the text itself starts with but for its quotes and escapes.
      return wrapped(
        "{",
        operation("list.inOrder", [operation("sorted", [pairs], span, listType)], span, listType),
        "}",
      );
    }
    case "object":
      return wrapped("{", fieldsOf(value, present, node, context), "}");
  }
  if (present.isUnion() && present.types.every((member) => scalars.has(irType(member, checker).kind))) {
    const isText: Expression = { kind: "typeTest", value, is: "string", span, type: booleanType };
    return {
      kind: "conditional",
      condition: isText,
      whenTrue: operation("quoted", [{ ...value, type: textType }], span, textType),
      whenFalse: { kind: "template", parts: [value], span, type: textType },
      span,
      type: textType,
    };
  }
  context.compilation.report(
    "RS2003",
    node,
    `\`${node.getText()}\` is of a type that can't be printed`,
    "print a string, number, boolean, or a list, record or object of such",
  );
  return errorAt(node, context);
}

function wrapped(open: string, parts: Expression, close: string): Expression {
  const { span } = parts;
  const joined = operation("list.join", [parts, literal(", ", span, textType)], span, textType);
  return {
    kind: "template",
    parts: [literal(open, span, textType), joined, literal(close, span, textType)],
    span,
    type: textType,
  };
}

/** The list of an object's fields as text, those that may be absent only where they are there. */
function fieldsOf(value: Expression, type: ts.Type, node: ts.Expression, context: FunctionContext): Expression {
  const { checker } = context.compilation;
  const { span } = value;
  const properties = checker
    .getPropertiesOfType(type)
    .filter((property) => !property.name.startsWith("__@"))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const items = properties.map((property): Item => {
    const fieldType = checker.getTypeOfSymbol(property);
    const mayBeAbsent = irType(fieldType, checker).nullable;
    const field: Expression = {
      kind: "field",
      object: value,
      key: property.name,
      span,
      type: irType(fieldType, checker),
      ...(mayBeAbsent && { mayBeMissing: true }),
    };
    const present = { ...field, type: { ...field.type, nullable: false } };
    const line: Expression = {
      kind: "template",
      parts: [
        literal(`${JSON.stringify(property.name)}: `, span, textType),
        lowerPrinted(present, checker.getNonNullableType(fieldType), node, context),
      ],
      span,
      type: textType,
    };
    if (!mayBeAbsent) return { spread: false, value: line };
    const condition: Expression = {
      kind: "equal",
      left: field,
      right: literal(null, span, { kind: "nothing", nullable: true }),
      span,
      type: booleanType,
    };
    return {
      spread: true,
      value: {
        kind: "conditional",
        condition,
        whenTrue: listOf([], span),
        whenFalse: listOf([line], span),
        span,
        type: listType,
      },
    };
  });
  return { kind: "list", items, span, type: listType };
}
