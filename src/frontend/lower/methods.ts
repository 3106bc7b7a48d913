import { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { booleanType, operation, textType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { requireKind } from "../discover.ts";
import { originOf } from "../modules.ts";
import { irType, isErroneous, isFunctionType, isMap, valueTypeOf } from "../types.ts";
import { checkElements } from "./constructors.ts";
import { lowerExpression } from "./dispatch.ts";
import { hasKey } from "./equality.ts";
import { isWrittenOut } from "./exact.ts";
import { noTime } from "./identifiers.ts";
import { lowerArrayFrom, lowerListMethod } from "./list-methods.ts";
import { lowerMath } from "./math.ts";
import { argument, unknownMethod } from "./method-call.ts";
import { errorAt, isError, typedAt, unlessNothing } from "./nodes.ts";
import { lowerPatternMethod } from "./pattern-methods.ts";
import { recordParts } from "./record-parts.ts";
import { checkPart } from "./templates.ts";
import { lowerTextMethod } from "./text-methods.ts";

/** Functions of JavaScript that fail, or give what Rego has no value for, and what to use instead. */
const replacements: { readonly [name: string]: string } = {
  "JSON.parse": "use `parseJsonText(text)`, which is `undefined` for what is no JSON",
  "JSON.stringify": "use `printed(value)`, which is the same in every engine",
  "Number.parseInt": "use `integer(text)`, which is `undefined` for what is no integer",
  "Number.parseFloat": "use `integer(text)`, or `quantity(text)` for what Kubernetes measures",
  "Date.now": noTime,
  "Date.parse": noTime,
  "Buffer.from": "use `decodeBase64(text)`, which is `undefined` for what is no base64 of a text",
};

/** A method of a list, string, set or regular expression, or a static function such as `Object.keys`. */
export function lowerMethod(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  context: FunctionContext,
): Expression {
  const method = callee.name.text;
  // TypeScript says that there is no such method.
  if (isErroneous(context.compilation.checker.getTypeAtLocation(callee))) return refusedCall(node, context);
  if (ts.isIdentifier(callee.expression) && callee.expression.text === "Object" && isGlobal(callee.expression, context))
    return lowerObjectFunction(node, method, context);
  if (ts.isIdentifier(callee.expression) && isGlobal(callee.expression, context)) {
    if (callee.expression.text === "Math") return lowerMath(node, callee, context);
    if (callee.getText() === "Array.isArray")
      return {
        kind: "typeTest",
        value: argument(node, 0, context),
        is: "array",
        span: context.compilation.span(node),
        type: booleanType,
      };
    if (callee.getText() === "Array.from") return lowerArrayFrom(node, context);
    context.compilation.report(
      "RS1017",
      callee,
      `\`${callee.getText()}\` is not part of the policy language`,
      replacements[callee.getText()],
    );
    return errorAt(node, context);
  }
  if (isInventory(callee.expression, context)) return lowerInventory(node, callee, context);
  const receiver = lowerExpression(callee.expression, context);
  if (isError(receiver)) return refusedCall(node, context);
  // Type-checked code calls a method of what may be nothing only in an optional chain, whose `?.` may stand further to
  // the left.
  if (receiver.type.nullable)
    return unlessNothing(receiver, (present) => methodOf(node, callee, present, context), givesNothing(node, context));
  return methodOf(node, callee, receiver, context);
}

/** What is wrong in the arguments of a call that is itself refused. */
function refusedCall(node: ts.CallExpression, context: FunctionContext): Expression {
  for (const given of node.arguments)
    if (!isFunctionType(context.compilation.checker.getTypeAtLocation(given))) lowerExpression(given, context);
  return errorAt(node, context);
}

function isInventory(node: ts.Expression, context: FunctionContext): boolean {
  const symbol = context.compilation.checker.getTypeAtLocation(node).getSymbol();
  const declaration = symbol?.declarations?.[0];
  return (
    symbol?.name === "Inventory" &&
    declaration !== undefined &&
    originOf(declaration.getSourceFile(), context.compilation.program) === "builtin"
  );
}

/** `inventory.all(Kind)`. */
function lowerInventory(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  context: FunctionContext,
): Expression {
  const [kind] = node.arguments;
  if (callee.name.text !== "all" || kind === undefined) return unknownMethod(node, callee, context);
  const found = requireKind(kind, context.compilation);
  return found === undefined ? errorAt(node, context) : { ...typedAt(node, context), kind: "inventory", of: found.id };
}

/** Whether a call's own result, apart from an optional chain around it, may be nothing. */
function givesNothing(node: ts.CallExpression, context: FunctionContext): boolean {
  const { checker } = context.compilation;
  const signature = checker.getResolvedSignature(node);
  return signature === undefined || irType(checker.getReturnTypeOfSignature(signature), checker).nullable;
}

function methodOf(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  receiver: Expression,
  context: FunctionContext,
): Expression {
  const method = callee.name.text;
  if (
    method === "toString" &&
    node.arguments.length === 0 &&
    ["text", "number", "boolean", "other"].includes(receiver.type.kind)
  ) {
    checkPart(receiver, callee.expression, context);
    return { kind: "template", parts: [receiver], span: context.compilation.span(node), type: textType };
  }
  switch (receiver.type.kind) {
    case "record":
      if (isMap(callee.expression, context.compilation.checker)) return lowerMapMethod(node, callee, receiver, context);
      break;
    case "list":
      return lowerListMethod(node, callee, receiver, context);
    case "set":
      if (method === "values" || method === "keys") return receiver;
      checkElements(callee.expression, context);
      if (method === "has")
        return {
          ...typedAt(node, context),
          kind: "membership",
          value: argument(node, 0, context),
          collection: receiver,
        };
      break;
    case "text":
      return lowerTextMethod(node, callee, receiver, context);
    case "pattern":
      return (
        lowerPatternMethod(node, callee, receiver, argument(node, 0, context), context) ??
        unknownMethod(node, callee, context)
      );
    case "other":
      if (!isError(receiver))
        context.compilation.report(
          "RS2013",
          callee.expression,
          `\`${callee.expression.getText()}\` has more than one type here`,
        );
      return errorAt(node, context);
  }
  return unknownMethod(node, callee, context);
}

function lowerMapMethod(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  receiver: Expression,
  context: FunctionContext,
): Expression {
  const common = typedAt(node, context);
  switch (callee.name.text) {
    case "get":
      return {
        ...common,
        type: { ...common.type, nullable: true },
        kind: "element",
        collection: receiver,
        key: argument(node, 0, context),
        mayHoldNothing: valueTypeOf(callee.expression, context.compilation.checker).nullable,
      };
    case "has":
      return hasKey(
        receiver,
        argument(node, 0, context),
        common.span,
        valueTypeOf(callee.expression, context.compilation.checker),
      );
    case "keys":
    case "values":
    case "entries":
      return recordParts(receiver, callee.name.text, callee.expression, common.span, context);
  }
  return unknownMethod(node, callee, context);
}

function isGlobal(node: ts.Identifier, context: FunctionContext): boolean {
  const symbol = context.compilation.checker.getSymbolAtLocation(node);
  return symbol !== undefined && context.compilation.isOfJavaScript(symbol);
}

function lowerObjectFunction(node: ts.CallExpression, method: string, context: FunctionContext): Expression {
  if (method === "fromEntries") checkEntries(node, context);
  if (method === "fromEntries")
    return operation("record.of", [argument(node, 0, context)], context.compilation.span(node), {
      kind: "record",
      nullable: false,
    });
  if (method === "create" && node.arguments.length === 1 && node.arguments[0]?.kind === ts.SyntaxKind.NullKeyword) {
    return {
      kind: "record",
      entries: [],
      span: context.compilation.span(node),
      type: { kind: "record", nullable: false },
    };
  }
  if (method === "hasOwn" && node.arguments.length === 2) {
    const record = argument(node, 0, context);
    const [of] = node.arguments;
    const isTable =
      record.type.kind === "record" || (record.type.kind === "object" && of !== undefined && isWrittenOut(of, context));
    if (of !== undefined && isTable && !record.type.nullable) {
      return hasKey(
        record,
        argument(node, 1, context),
        context.compilation.span(node),
        valueTypeOf(of, context.compilation.checker),
      );
    }
  }
  const record = argument(node, 0, context);
  if (record.type.kind !== "record" && record.type.kind !== "object") {
    context.compilation.report("RS1017", node, `\`Object.${method}\` here is not of a record`);
    return errorAt(node, context);
  }
  const [given] = node.arguments;
  if (given !== undefined && isMap(given, context.compilation.checker)) {
    context.compilation.report("RS1017", node, `\`Object.${method}\` of a map has nothing`, `use \`map.${method}()\``);
    return errorAt(node, context);
  }
  if (given !== undefined && record.type.kind === "object" && !isWrittenOut(given, context)) {
    context.compilation.report(
      "RS1017",
      node,
      `\`Object.${method}\` of an object that may have other fields than its type says`,
      "name the fields, or declare a `Record<string, …>`",
    );
    return errorAt(node, context);
  }
  if (given !== undefined && (method === "keys" || method === "values" || method === "entries"))
    return recordParts(record, method, given, context.compilation.span(node), context);
  context.compilation.report("RS1017", node, `\`Object.${method}\` is not part of the policy language`);
  return errorAt(node, context);
}

/** The keys of a record are texts; numbers would become such. */
function checkEntries(node: ts.CallExpression, context: FunctionContext): void {
  const { checker } = context.compilation;
  const [given] = node.arguments;
  if (given === undefined) return;
  const entry = checker.getIndexTypeOfType(
    checker.getNonNullableType(checker.getTypeAtLocation(given)),
    ts.IndexKind.Number,
  );
  const key =
    entry === undefined
      ? undefined
      : (checker.getTypeArguments(entry as ts.TypeReference)[0] ??
        checker.getIndexTypeOfType(entry, ts.IndexKind.Number));
  if (key !== undefined && irType(key, checker).kind !== "text")
    context.compilation.report(
      "RS1001",
      given,
      "the keys of these entries are not strings",
      "make strings of them: `[`${key}`, value]`",
    );
}
