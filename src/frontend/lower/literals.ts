import { ts } from "ts-morph";
import type { Expression, Item, RecordEntry } from "../../ir/nodes.ts";
import { listType, literal, nothingType, numberType, operation, textType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { propertyName } from "../literals.ts";
import { isMap, isSet, mayBe } from "../types.ts";
import { lowerExpression, lowerTruth } from "./dispatch.ts";
import { isGuarded, spreadValue } from "./exact.ts";
import { lowerIdentifier } from "./identifiers.ts";
import { isError, typedAt } from "./nodes.ts";
import { recordParts } from "./record-parts.ts";

export function lowerArray(node: ts.ArrayLiteralExpression, context: FunctionContext): Expression {
  const types = node.elements.map((element) => context.compilation.checker.getTypeAtLocation(element));
  if (
    types.some((type) => mayBe(ts.TypeFlags.Null, type)) &&
    types.some((type) => mayBe(ts.TypeFlags.Undefined, type))
  ) {
    context.compilation.report("RS2014", node, "some elements may be `null`, others `undefined`");
  }
  return {
    kind: "list",
    items: lowerItems(node.elements, context),
    span: context.compilation.span(node),
    type: { kind: "list", nullable: false },
  };
}

/** The elements of an array literal, or the arguments of a call that takes any number of them. */
export function lowerItems(nodes: readonly ts.Expression[], context: FunctionContext): Item[] {
  return nodes.map((node) => {
    if (!ts.isSpreadElement(node)) return { spread: false, value: lowerExpression(node, context) };
    const value = elementsOf(node.expression, context);
    const fits = value.type.kind === "list" || value.type.kind === "set" || isError(value);
    if (!fits)
      context.compilation.report(
        "RS1001",
        node,
        "what is spread here is not a list or set",
        "for a record use `Object.entries(record)`",
      );
    return { spread: true, value };
  });
}

/** What a value is to a loop or a spread: a text is its characters, a map its entries. */
export function elementsOf(node: ts.Expression, context: FunctionContext): Expression {
  const value = lowerExpression(node, context);
  return isMap(node, context.compilation.checker) && value.type.kind === "record" && !value.type.nullable
    ? recordParts(value, "entries", node, value.span, context)
    : charactersOf(value);
}

/** What a text is to a loop or a spread: the list of its characters, by code point as in JavaScript. */
export function charactersOf(value: Expression): Expression {
  return value.type.kind === "text" && !value.type.nullable
    ? operation("text.characters", [value], value.span, listType)
    : value;
}

export function lowerObject(node: ts.ObjectLiteralExpression, context: FunctionContext): Expression {
  const entries: RecordEntry[] = [];
  for (const property of node.properties) {
    const span = context.compilation.span(property);
    if (ts.isSpreadAssignment(property)) {
      const value = lowerSpread(property.expression, context);
      const isIterable =
        isMap(property.expression, context.compilation.checker) ||
        isSet(property.expression, context.compilation.checker);
      if ((isIterable || !["record", "object", "nothing"].includes(value.type.kind)) && !isError(value))
        context.compilation.report("RS1001", property, "what is spread here is not a record or object");
      checkOverridden(property, node, context);
      entries.push({ key: undefined, value });
    } else if (ts.isPropertyAssignment(property) && ts.isComputedPropertyName(property.name)) {
      const key = lowerExpression(property.name.expression, context);
      if (key.type.kind !== "text" && !isError(key))
        context.compilation.report("RS1001", property.name, "a computed key is not a string");
      entries.push({ key, value: lowerExpression(property.initializer, context) });
    } else {
      const name = property.name === undefined ? undefined : propertyName(property.name);
      if (name === undefined || !(ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property))) {
        context.compilation.report(
          "RS1001",
          property,
          "only `name: value`, `[key]: value` and `...object` are parts of an object literal in the policy language",
        );
        continue;
      }
      if (name === "__proto__")
        context.compilation.report(
          "RS2012",
          property.name ?? property,
          "`__proto__: value` sets what the object inherits",
          'use a `Map`, or compute the key: `["__proto__"]: value`',
        );
      const value = ts.isPropertyAssignment(property)
        ? lowerExpression(property.initializer, context)
        : lowerIdentifier(property.name, context);
      entries.push({ key: literal(name, span, textType), value });
    }
  }
  const common = typedAt(node, context);
  const isPlain = entries.every(({ key }) => key?.kind === "literal");
  if (!isPlain) return { ...common, kind: "record", entries };
  return {
    ...common,
    kind: "object",
    entries: entries.map(({ key, value }) => [key?.kind === "literal" ? String(key.value) : "", value]),
  };
}

/** What an object is spread from; `condition && {…}` gives nothing where the condition doesn't hold. */
function lowerSpread(node: ts.Expression, context: FunctionContext): Expression {
  if (ts.isParenthesizedExpression(node)) return lowerSpread(node.expression, context);
  if (!isGuarded(node)) return lowerExpression(node, context);
  const whenTrue = lowerSpread(node.right, context);
  const { span } = whenTrue;
  return {
    kind: "conditional",
    condition: lowerTruth(node.left, context),
    whenTrue,
    whenFalse: literal(null, span, nothingType),
    span,
    type: { ...whenTrue.type, nullable: true },
  };
}

/**
 * A field of a spread object that is undefined takes the place of one before it, which TypeScript's types don't say.
 */
function checkOverridden(
  spread: ts.SpreadAssignment,
  { properties }: ts.ObjectLiteralExpression,
  context: FunctionContext,
): void {
  const { checker } = context.compilation;
  const fieldsOf = (node: ts.Expression): readonly ts.Symbol[] =>
    checker.getPropertiesOfType(checker.getNonNullableType(checker.getTypeAtLocation(spreadValue(node))));
  const before = new Set(
    properties.slice(0, properties.indexOf(spread)).flatMap((property) => {
      if (ts.isSpreadAssignment(property)) return fieldsOf(property.expression).map(({ name }) => name);
      return property.name === undefined ? [] : (propertyName(property.name) ?? []);
    }),
  );
  const maybe = fieldsOf(spread.expression).find(
    (field) => !field.name.startsWith("__@") && (field.flags & ts.SymbolFlags.Optional) !== 0 && before.has(field.name),
  );
  if (maybe !== undefined) {
    context.compilation.report(
      "RS1001",
      spread,
      `\`${maybe.name}\` may be undefined here and then takes the place of the one before`,
      `say which counts, after the spread: \`${maybe.name}: value.${maybe.name} ?? …\``,
    );
  }
}

/** A text that is written out. */
export function lowerText(node: ts.StringLiteralLike, context: FunctionContext): Expression {
  return { kind: "literal", value: node.text, span: context.compilation.span(node), type: textType };
}

/** A number that is written out. */
export function lowerNumber(node: ts.NumericLiteral, context: FunctionContext): Expression {
  const value = Number(node.text);
  if (!Number.isSafeInteger(value))
    context.compilation.report("RS2011", node, `\`${node.getText()}\` is not an integer that every engine holds`);
  return { kind: "literal", value, span: context.compilation.span(node), type: numberType };
}
