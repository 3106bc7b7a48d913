import { ts } from "ts-morph";
import type { Expression, Type } from "../../../ir/nodes.ts";
import { isOperation } from "../../../std/operations.ts";
import type { FunctionContext } from "../../context.ts";
import { isInventory } from "../../inventory-type.ts";
import { irType, isErroneous, isFunctionType, isMap } from "../../types.ts";
import { lowerExpression } from "../dispatch.ts";
import { lowerMethodOperation } from "../method-operations.ts";
import { errorAt, isError, unlessNothing } from "../nodes.ts";
import { globalFunctions } from "./global.ts";
import { inventoryMethods } from "./inventory.ts";
import { listMethods } from "./list.ts";
import { mapMethods } from "./map.ts";
import { mathHelp } from "./math.ts";
import { type GlobalCall, lowerByTable, type MethodCall, type Methods } from "./method.ts";
import { patternMethods } from "./pattern.ts";
import { scalarMethods } from "./scalar.ts";
import { setMethods } from "./set.ts";
import { textMethods } from "./text.ts";
import { takesPattern, textMethodsWithPattern } from "./text-with-pattern.ts";

/** The methods of the values of each type, beside those of strings and lists whose operation says all of them. */
const methods: { readonly [kind in Type["kind"]]?: Methods } = {
  list: listMethods,
  set: setMethods,
  text: { ...scalarMethods, ...textMethods },
  number: scalarMethods,
  boolean: scalarMethods,
  other: scalarMethods,
  pattern: patternMethods,
};

/** A method of a list, string, set or regular expression, or a function such as `Object.keys`. */
export function lowerMethod(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  context: FunctionContext,
): Expression {
  // TypeScript says that there is no such method.
  if (isErroneous(context.compilation.checker.getTypeAtLocation(callee))) return refusedCall(node, context);
  if (ts.isIdentifier(callee.expression) && isGlobal(callee.expression, context))
    return lowerGlobalFunction(callee.expression.text, { node, callee, context });
  if (isInventory(callee.expression, context.compilation)) return lowerInventory(node, callee, context);
  const receiver = lowerExpression(callee.expression, context);
  if (isError(receiver)) return refusedCall(node, context);
  // Type-checked code calls a method of what may be nothing only in an optional chain, whose `?.` may stand further to
  // the left.
  if (receiver.type.nullable)
    return unlessNothing(
      receiver,
      (present) => methodOf({ node, callee, receiver: present, context }),
      givesNothing(node, context),
    );
  return methodOf({ node, callee, receiver, context });
}

function lowerGlobalFunction(name: string, call: GlobalCall): Expression {
  const { node, callee, context } = call;
  const functions = Object.hasOwn(globalFunctions, name) ? globalFunctions[name] : undefined;
  const lowered = functions === undefined ? undefined : lowerByTable(functions, call);
  if (lowered !== undefined) return lowered;
  context.compilation.report(
    "RS1017",
    callee,
    `\`${callee.getText()}\` is not part of the policy language`,
    name === "Math" ? mathHelp : undefined,
  );
  return errorAt(node, context);
}

function methodOf(call: MethodCall): Expression {
  const { node, callee, receiver, context } = call;
  const { kind } = receiver.type;
  const table = tableOf(call);
  const lowered = table === undefined ? undefined : lowerByTable(table, call);
  if (lowered !== undefined) return lowered;
  const name = `${kind}.${callee.name.text}`;
  if ((kind === "text" || kind === "list") && isOperation(name))
    return lowerMethodOperation(name, node, receiver, context);
  if (kind !== "other") return unknownMethod(call);
  context.compilation.report(
    "RS2013",
    callee.expression,
    `\`${callee.expression.getText()}\` has more than one type here`,
  );
  return errorAt(node, context);
}

function tableOf({ node, callee, receiver, context }: MethodCall): Methods | undefined {
  const { kind } = receiver.type;
  if (kind === "record") return isMap(callee.expression, context.compilation.checker) ? mapMethods : undefined;
  return kind === "text" && takesPattern(node, context) ? textMethodsWithPattern : methods[kind];
}

function unknownMethod({ node, callee, context }: GlobalCall): Expression {
  context.compilation.report(
    "RS1017",
    callee.name,
    `the method \`${callee.name.text}\` is not part of the policy language`,
  );
  return errorAt(node, context);
}

/** What is wrong in the arguments of a call that is itself refused. */
function refusedCall(node: ts.CallExpression, context: FunctionContext): Expression {
  for (const given of node.arguments)
    if (!isFunctionType(context.compilation.checker.getTypeAtLocation(given))) lowerExpression(given, context);
  return errorAt(node, context);
}

/** `inventory.all(Kind)` and the like. */
function lowerInventory(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  context: FunctionContext,
): Expression {
  const { text } = callee.name;
  const method = Object.hasOwn(inventoryMethods, text) ? inventoryMethods[text] : undefined;
  const [given] = node.arguments;
  if (method === undefined || given === undefined) return unknownMethod({ node, callee, context });
  return method(node, given, context);
}

/** Whether a call's own result, apart from an optional chain around it, may be nothing. */
function givesNothing(node: ts.CallExpression, context: FunctionContext): boolean {
  const { checker } = context.compilation;
  const signature = checker.getResolvedSignature(node);
  return signature === undefined || irType(checker.getReturnTypeOfSignature(signature), checker).nullable;
}

function isGlobal(node: ts.Identifier, context: FunctionContext): boolean {
  const symbol = context.compilation.checker.getSymbolAtLocation(node);
  return symbol !== undefined && context.compilation.isOfJavaScript(symbol);
}
