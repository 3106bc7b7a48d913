import { ts } from "ts-morph";
import type { Bind, Binding, Expression } from "../../ir/nodes.ts";
import { listOf, literal, numberType, operation, textType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { propertyName } from "../literals.ts";
import { irType, isMap, isSet, mayBe } from "../types.ts";
import { lowerExpression } from "./dispatch.ts";
import { checkInherited, namesOf } from "./inherited.ts";
import { charactersOf } from "./literals.ts";
import { keyText } from "./nodes.ts";

/** Takes a value apart as a pattern says; the names in the pattern become known in `context`. */
export function bindPattern(pattern: ts.BindingName, value: Expression, context: FunctionContext): Bind[] {
  if (ts.isIdentifier(pattern)) {
    const binding: Binding = { name: pattern.text, type: typeOfName(pattern, context, value) };
    context.bind(pattern, binding);
    return [{ kind: "bind", binding, value, span: context.compilation.span(pattern) }];
  }
  const { checker } = context.compilation;
  if (
    (isMap(pattern, checker) || isSet(pattern, checker) || value.type.kind === "set") &&
    value.kind !== "parameters"
  ) {
    context.compilation.report(
      "RS1021",
      pattern,
      "a set or map is taken apart by a pattern",
      "use `size`, `has` and `get`, or take a list apart: `[...set]`",
    );
    return [];
  }
  const binds: Bind[] = [];
  const whole = ts.isArrayBindingPattern(pattern) ? charactersOf(value) : value;
  pattern.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    if (element.dotDotDotToken !== undefined) {
      binds.push(...bindPattern(element.name, rest(pattern, element, index, whole, context), context));
      return;
    }
    const part = ts.isObjectBindingPattern(pattern)
      ? property(element, whole, context)
      : item(element, index, whole, context);
    if (part !== undefined) binds.push(...bindPart(element, withDefault(element, part, context), context));
  });
  return binds;
}

/** A part of a value under its name; one that is computed and taken apart itself gets a name too. */
function bindPart(element: ts.BindingElement, part: Expression, context: FunctionContext): Bind[] {
  if (ts.isIdentifier(element.name) || part.kind === "local" || part.kind === "field")
    return bindPattern(element.name, part, context);
  const binding: Binding = { name: "part", type: part.type };
  const named: Expression = { kind: "local", binding, span: part.span, type: part.type };
  return [{ kind: "bind", binding, value: part, span: part.span }, ...bindPattern(element.name, named, context)];
}

/** What is left of a value: the elements from an index on, or an object without the fields named before. */
function rest(
  pattern: ts.ArrayBindingPattern | ts.ObjectBindingPattern,
  element: ts.BindingElement,
  index: number,
  value: Expression,
  context: FunctionContext,
): Expression {
  const span = context.compilation.span(element);
  const type = partType(element, context);
  if (ts.isArrayBindingPattern(pattern))
    return operation("list.slice", [value, literal(index, span, numberType)], span, type);
  const taken = pattern.elements.flatMap((other): Expression[] => {
    if (other === element) return [];
    const given = other.propertyName ?? other.name;
    if (ts.isComputedPropertyName(given)) return [keyText(lowerExpression(given.expression, context))];
    const name = propertyName(given);
    return name === undefined ? [] : [literal(name, span, textType)];
  });
  return operation("record.without", [value, listOf(taken, span)], span, type);
}

function property(element: ts.BindingElement, value: Expression, context: FunctionContext): Expression | undefined {
  const given = element.propertyName ?? element.name;
  if (ts.isComputedPropertyName(given) && value.type.kind === "record") {
    checkInherited(element, value, namesOf(given.expression, context), given.expression, context);
    return {
      kind: "element",
      collection: value,
      key: keyText(lowerExpression(given.expression, context)),
      span: context.compilation.span(element),
      type: { ...partType(element, context), nullable: true },
      mayHoldNothing: true,
    };
  }
  const name = ts.isNumericLiteral(given) ? undefined : propertyName(given);
  if (name === undefined) {
    context.compilation.report(
      "RS1021",
      element,
      "a computed or numeric name in a pattern is not part of the policy language",
    );
    return undefined;
  }
  const span = context.compilation.span(element);
  const type = partType(element, context);
  if (value.type.kind === "record") {
    if (name in {}) checkInherited(element, value, [name], given, context);
    return {
      kind: "element",
      collection: value,
      key: { kind: "literal", value: name, span, type: { kind: "text", nullable: false } },
      span,
      type: { ...type, nullable: true },
      mayHoldNothing: true,
    };
  }
  if (value.type.kind === "list" || value.type.kind === "text") {
    if (name === "length") return operation(`${value.type.kind}.length`, [value], span, numberType);
    context.compilation.report(
      "RS1021",
      element,
      `\`${name}\` of a ${value.type.kind} is not part of the policy language in a pattern`,
    );
    return undefined;
  }
  return {
    kind: "field",
    object: value,
    key: name,
    span,
    type,
    ...(mayBeMissing(element, name, context) && { mayBeMissing: true }),
  };
}

/**
 * Whether what a pattern takes apart may lack a field; with a default for the whole it may be an object of the rule.
 */
function mayBeMissing({ parent }: ts.BindingElement, name: string, context: FunctionContext): boolean {
  const { checker, locatedTypes } = context.compilation;
  const around = parent.parent;
  const mayBeMade = around.initializer !== undefined && !ts.isVariableDeclaration(around);
  const type =
    ts.isVariableDeclaration(around) && around.initializer !== undefined
      ? checker.getTypeAtLocation(around.initializer)
      : checker.getTypeAtLocation(parent);
  return mayBeMade || locatedTypes.mayLack(type, name);
}

function item(element: ts.BindingElement, index: number, value: Expression, context: FunctionContext): Expression {
  const span = context.compilation.span(element);
  return {
    kind: "element",
    collection: value,
    key: { kind: "literal", value: index, span, type: { kind: "number", nullable: false } },
    span,
    type: partType(element, context),
  };
}

/** The type of the part before a default is applied. */
function partType(element: ts.BindingElement, context: FunctionContext): Expression["type"] {
  const { checker } = context.compilation;
  const type = irType(checker.getTypeAtLocation(element.name), checker);
  return element.initializer === undefined ? type : { ...type, nullable: true };
}

function withDefault(element: ts.BindingElement, part: Expression, context: FunctionContext): Expression {
  if (element.initializer === undefined) return part;
  if (mayBeNull(element, context)) context.compilation.report("RS2014", element, "`null` doesn't take the default");
  return {
    kind: "coalesce",
    left: part,
    right: lowerExpression(element.initializer, context),
    span: part.span,
    type: { ...part.type, nullable: false },
  };
}

/** Whether the part that a pattern's element stands for may be `null`, before a default is applied. */
function mayBeNull(element: ts.BindingElement, { compilation: { checker } }: FunctionContext): boolean {
  const around = element.parent.parent;
  const whole =
    ts.isVariableDeclaration(around) && around.initializer !== undefined ? around.initializer : element.parent;
  const source = checker.getNonNullableType(checker.getTypeAtLocation(whole));
  const name = propertyName(element.propertyName ?? element.name);
  const property = name === undefined ? undefined : checker.getPropertyOfType(source, name);
  const types = [
    property === undefined ? undefined : checker.getTypeOfSymbol(property),
    checker.getIndexTypeOfType(source, ts.IndexKind.Number),
    checker.getIndexTypeOfType(source, ts.IndexKind.String),
  ];
  return types.some((type) => type !== undefined && mayBe(ts.TypeFlags.Null, type));
}

function typeOfName(name: ts.Identifier, context: FunctionContext, value: Expression): Expression["type"] {
  const { checker } = context.compilation;
  const type = irType(checker.getTypeAtLocation(name), checker);
  return type.kind === "other" ? value.type : type;
}
