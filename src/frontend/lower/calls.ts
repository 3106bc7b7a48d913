import { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { booleanType, textType } from "../../ir/terms.ts";
import { isOperation } from "../../std/operations.ts";
import type { FunctionContext } from "../context.ts";
import { requireKind } from "../discover.ts";
import { noTime } from "../globals.ts";
import { propertyName } from "../literals.ts";
import { originOf } from "../modules.ts";
import { fieldsOfKind } from "../shapes.ts";
import { namedBy, resolveAlias } from "../symbols.ts";
import { isFunctionType, mayBe } from "../types.ts";
import { type Argument, applyCallback, callbackOf } from "./callbacks.ts";
import { patternHelp } from "./constructors.ts";
import { lowerExpression } from "./dispatch.ts";
import { lowerIdentifier } from "./identifiers.ts";
import { checkIterator } from "./iterators.ts";
import { lowerMethod } from "./methods/index.ts";
import { errorAt, typedAt } from "./nodes.ts";
import { printedCall } from "./printed.ts";
import { checkPart } from "./templates.ts";

/** A call: of a method, of a function of Regoscript, or of a function of the policy or library. */
export function lowerCall(node: ts.CallExpression, context: FunctionContext): Expression {
  checkIterator(node, context);
  const { checker } = context.compilation;
  const callee = namedBy(node.expression, checker);
  if (callee === undefined) {
    if (ts.isPropertyAccessExpression(node.expression)) return lowerMethod(node, node.expression, context);
    context.compilation.report("RS1018", node.expression, "only a function with a name can be called");
    return errorAt(node, context);
  }
  if (hasSpread(node, context)) return errorAt(node, context);
  const callback = callbackOf(callee, context);
  if (callback !== undefined) return applyCallback(callback, lowerArguments(node.arguments, context), node, context);
  const symbol = checker.getSymbolAtLocation(callee);
  const declaration = symbol === undefined ? undefined : resolveAlias(symbol, checker).declarations?.[0];
  const name = callee.text;
  if (declaration !== undefined) {
    if (originOf(declaration.getSourceFile(), context.compilation.program) === "builtin")
      return lowerBuiltin(node, functionName(declaration) ?? name, context);
    const converted = lowerConversion(node, name, context);
    if (converted !== undefined) return converted;
  }
  context.compilation.reportUnknown(
    callee,
    "RS1017",
    node.expression,
    `the function \`${name}\` is not part of the policy language`,
    conversions[name],
  );
  return errorAt(node, context);
}

/** Arguments of a call, of which some may be functions. */
function lowerArguments(nodes: readonly ts.Expression[], context: FunctionContext): Argument[] {
  const { checker } = context.compilation;
  const call = nodes[0]?.parent;
  if (call !== undefined && ts.isCallExpression(call)) checkNullForParameter(call, context);
  return nodes.map(
    (node) =>
      (isFunctionType(checker.getTypeAtLocation(node)) ? callbackOf(node, context) : undefined) ??
      lowerExpression(node, context),
  );
}

/** A function of any type compares with `undefined` alone, so `null` may not stand for the type. */
function checkNullForParameter(call: ts.CallExpression, context: FunctionContext): void {
  const { checker } = context.compilation;
  const declaration = checker.getResolvedSignature(call)?.declaration;
  if (declaration?.typeParameters === undefined) return;
  for (const argument of call.arguments) {
    const type = checker.getTypeAtLocation(argument);
    const element = checker.getIndexTypeOfType(checker.getNonNullableType(type), ts.IndexKind.Number);
    if (mayBe(ts.TypeFlags.Null, type) || (element !== undefined && mayBe(ts.TypeFlags.Null, element))) {
      context.compilation.report(
        "RS2014",
        argument,
        "`null` is passed where any type may stand",
        "pass `value ?? undefined`",
      );
    }
  }
}

function hasSpread(node: ts.CallExpression, context: FunctionContext): boolean {
  const spread = node.arguments.find(ts.isSpreadElement);
  if (spread !== undefined)
    context.compilation.report(
      "RS1001",
      spread,
      "a spread argument is not part of the policy language here",
      "pass the arguments one by one",
    );
  return spread !== undefined;
}

/** Functions of JavaScript that convert a value in a way that Rego doesn't, and what to use instead. */
const conversions: { readonly [name: string]: string } = {
  Number: "use `integer(text)`, which is `undefined` for what is no integer",
  parseInt: "use `integer(text)`, which is `undefined` for what is no integer",
  atob: "use `decodeBase64(text)`, which is `undefined` for what is no base64 of a text",
  btoa: "use `encodeBase64(text)`",
  RegExp: patternHelp,
  Date: noTime,
  structuredClone: "values never change here, so a copy isn't needed",
  parseFloat: "use `integer(text)`, or `quantity(text)` for what Kubernetes measures",
};

/** `String(value)` and `Boolean(value)`. */
function lowerConversion(node: ts.CallExpression, name: string, context: FunctionContext): Expression | undefined {
  const [argument] = node.arguments;
  if (argument === undefined || node.arguments.length !== 1) return undefined;
  const span = context.compilation.span(node);
  if (name === "Boolean") return { kind: "truthy", value: lowerExpression(argument, context), span, type: booleanType };
  if (name !== "String") return undefined;
  const part = lowerExpression(argument, context);
  checkPart(part, argument, context);
  return { kind: "template", parts: [part], span, type: textType };
}

function functionName(declaration: ts.Declaration): string | undefined {
  return ts.isFunctionDeclaration(declaration) ? declaration.name?.text : undefined;
}

function lowerBuiltin(node: ts.CallExpression, name: string, context: FunctionContext): Expression {
  const common = typedAt(node, context);
  const [first, second, third] = node.arguments;
  switch (name) {
    case "violation":
      if (first === undefined || second === undefined) return errorAt(node, context);
      return {
        ...common,
        kind: "violation",
        node: lowerNode(first, context),
        message: lowerExpression(second, context),
      };
    case "undetermined":
      if (first === undefined || second === undefined || third === undefined) return errorAt(node, context);
      return lowerUndetermined(node, first, second, third, context);
    case "at":
      if (first === undefined) return errorAt(node, context);
      return {
        ...common,
        kind: "place",
        node: lowerNode(first, context),
        keys: node.arguments.slice(1).map((key) => lowerExpression(key, context)),
      };
    case "printed":
      if (first === undefined) return errorAt(node, context);
      return printedCall(first, context);
    case "instance":
      if (first === undefined || second === undefined) return errorAt(node, context);
      return lowerInstance(node, first, second, third, context);
  }
  if (!isOperation(name)) {
    context.compilation.report("RS1017", node.expression, `\`${name}\` can't be called in a rule`);
    return errorAt(node, context);
  }
  return {
    ...common,
    kind: "operation",
    name,
    arguments: node.arguments.map((argument) => lowerExpression(argument, context)),
  };
}

function lowerUndetermined(
  node: ts.CallExpression,
  at: ts.Expression,
  message: ts.Expression,
  kind: ts.Expression,
  context: FunctionContext,
): Expression {
  const missing = requireKind(kind, context.compilation);
  if (missing === undefined) return errorAt(node, context);
  if (missing.collect === undefined) {
    context.compilation.report(
      "RS3001",
      kind,
      `the input kind \`${missing.id}\` doesn't say how its documents are collected`,
      "give it `collect`, a command that prints them",
    );
    return errorAt(node, context);
  }
  return {
    ...typedAt(node, context),
    kind: "undetermined",
    node: lowerNode(at, context),
    message: lowerExpression(message, context),
    missing: missing.id,
    collect: missing.collect,
  };
}

/** A node of the document: an instance, an object reached from one, or a place. */
function lowerNode(node: ts.Expression, context: FunctionContext): Expression {
  const lowered = lowerExpression(node, context);
  const madeHere = lowered.kind === "object" || (lowered.kind === "constant" && lowered.type.kind === "object");
  if (madeHere) context.compilation.report("RS3009", node, `\`${node.getText()}\` is a value that the rule made`);
  return lowered;
}

function lowerInstance(
  node: ts.CallExpression,
  at: ts.Expression,
  resource: ts.Expression,
  fields: ts.Expression | undefined,
  context: FunctionContext,
): Expression {
  const { checker } = context.compilation;
  const shape = instanceShape(node, context);
  const place = lowerExpression(at, context);
  const given = new Map<string, Expression>();
  if (fields !== undefined) {
    if (!ts.isObjectLiteralExpression(fields)) {
      context.compilation.report("RS3001", fields, "the fields of an instance are not an object literal");
      return errorAt(node, context);
    }
    for (const property of fields.properties) {
      const name = property.name === undefined ? undefined : propertyName(property.name);
      if (name === undefined || !(ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property))) {
        context.compilation.report("RS3001", property, "a field of an instance is written `name: value`");
        continue;
      }
      given.set(
        name,
        ts.isPropertyAssignment(property)
          ? lowerExpression(property.initializer, context)
          : lowerIdentifier(property.name, context),
      );
    }
  }
  const names = shape === undefined ? [] : fieldsOfKind(shape, checker);
  return {
    ...typedAt(node, context),
    kind: "instance",
    at: place,
    resource: lowerExpression(resource, context),
    whole: fields === undefined,
    fields: names.map((name) => [name, given.get(name)]),
  };
}

/** The interface that an instance is of: from the type argument, or from what the finder must yield. */
function instanceShape(node: ts.CallExpression, context: FunctionContext): ts.Type | undefined {
  const { checker } = context.compilation;
  const signature = checker.getResolvedSignature(node);
  const declared = signature === undefined ? undefined : checker.getReturnTypeOfSignature(signature);
  const argument = declared?.aliasTypeArguments?.[0] ?? (declared as ts.TypeReference | undefined)?.typeArguments?.[0];
  if (argument !== undefined && checker.getPropertiesOfType(argument).length > 1) return argument;
  return context.instanceType ?? argument;
}
