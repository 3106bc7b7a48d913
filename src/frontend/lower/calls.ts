import { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { operations } from "../../std/operations.ts";
import type { FunctionContext } from "../context.ts";
import { moduleOf, originOf } from "../modules.ts";
import { fieldsOfKind } from "../shapes.ts";
import { base, lowerExpression, placeholder } from "./expressions.ts";
import { isFunctionInitializer, isModuleLevel, lowerIdentifier, resolveAlias } from "./identifiers.ts";
import { propertyName } from "../literals.ts";
import { lowerMethod } from "./methods.ts";

/** A call: of a method, of a function of Regoscript, or of a function of the policy or library. */
export function lowerCall(node: ts.CallExpression, context: FunctionContext): Expression {
  for (const argument of node.arguments) {
    if (ts.isSpreadElement(argument)) {
      context.compilation.report("RS1001", argument, "a spread argument is not part of the policy language", "pass the arguments one by one");
      return placeholder(node, context);
    }
  }
  if (ts.isPropertyAccessExpression(node.expression)) return lowerMethod(node, node.expression, context);
  if (!ts.isIdentifier(node.expression)) {
    context.compilation.report("RS1018", node.expression, "only a function with a name can be called");
    return placeholder(node, context);
  }
  const { checker } = context.compilation;
  const symbol = checker.getSymbolAtLocation(node.expression);
  const declaration = symbol === undefined ? undefined : resolveAlias(symbol, checker).declarations?.[0];
  const name = node.expression.text;
  if (declaration !== undefined) {
    const origin = originOf(declaration.getSourceFile(), context.compilation.program);
    if (origin === "builtin") return lowerBuiltin(node, functionName(declaration) ?? name, context);
    if (origin === "policy" || origin === "library") {
      const callee = functionOf(declaration);
      if (callee !== undefined) return callFunction(node, callee, context);
    }
  }
  context.compilation.report("RS1017", node.expression, `the function \`${name}\` is not part of the policy language`);
  return placeholder(node, context);
}

function functionName(declaration: ts.Declaration): string | undefined {
  return ts.isFunctionDeclaration(declaration) ? declaration.name?.text : undefined;
}

type Callable = { readonly node: ts.FunctionLikeDeclaration; readonly name: string };

function functionOf(declaration: ts.Declaration): Callable | undefined {
  if (ts.isFunctionDeclaration(declaration) && declaration.name !== undefined && ts.isSourceFile(declaration.parent)) {
    return { node: declaration, name: declaration.name.text };
  }
  if (ts.isVariableDeclaration(declaration) && isModuleLevel(declaration) && isFunctionInitializer(declaration) && ts.isIdentifier(declaration.name)) {
    return { node: declaration.initializer as ts.ArrowFunction | ts.FunctionExpression, name: declaration.name.text };
  }
  return undefined;
}

function callFunction(node: ts.CallExpression, callee: Callable, context: FunctionContext): Expression {
  const common = base(node, context);
  const module = moduleOf(callee.node.getSourceFile(), context.compilation.program);
  const declared = context.compilation.request(callee.node, { symbol: { module, name: callee.name }, type: "function" }, node);
  const args = node.arguments.map((argument) => lowerExpression(argument, context));
  for (const parameter of callee.node.parameters.slice(args.length)) {
    // A default value is filled in by the callee; nothing stands for the argument that isn't there.
    args.push({ kind: "literal", value: null, span: context.compilation.span(parameter), type: { kind: "nothing", nullable: true } });
  }
  return { ...common, kind: "call", function: declared.symbol, arguments: args };
}

function lowerBuiltin(node: ts.CallExpression, name: string, context: FunctionContext): Expression {
  const common = base(node, context);
  const [first, second, third] = node.arguments;
  switch (name) {
    case "violation":
      if (first === undefined || second === undefined) return placeholder(node, context);
      return { ...common, kind: "violation", node: lowerNode(first, context), message: lowerExpression(second, context) };
    case "at":
      if (first === undefined) return placeholder(node, context);
      return { ...common, kind: "place", node: lowerNode(first, context), keys: node.arguments.slice(1).map((key) => lowerExpression(key, context)) };
    case "instance":
      if (first === undefined || second === undefined) return placeholder(node, context);
      return lowerInstance(node, first, second, third, context);
  }
  if (operations[name] === undefined) {
    context.compilation.report("RS1017", node.expression, `\`${name}\` can't be called in a rule`);
    return placeholder(node, context);
  }
  return { ...common, kind: "operation", name, arguments: node.arguments.map((argument) => lowerExpression(argument, context)) };
}

/** A node of the document: an instance, an object reached from one, or a place. */
function lowerNode(node: ts.Expression, context: FunctionContext): Expression {
  const lowered = lowerExpression(node, context);
  const madeHere = lowered.kind === "object" || (lowered.kind === "constant" && lowered.type.kind === "object");
  if (madeHere) context.compilation.report("RS3009", node, `\`${node.getText()}\` is a value that the rule made`);
  return lowered;
}

function lowerInstance(node: ts.CallExpression, at: ts.Expression, resource: ts.Expression, fields: ts.Expression | undefined, context: FunctionContext): Expression {
  const { checker } = context.compilation;
  const shape = instanceShape(node, context);
  const place = lowerExpression(at, context);
  const given = new Map<string, Expression>();
  if (fields !== undefined) {
    if (!ts.isObjectLiteralExpression(fields)) {
      context.compilation.report("RS3001", fields, "the fields of an instance are not an object literal");
      return placeholder(node, context);
    }
    for (const property of fields.properties) {
      const name = property.name === undefined ? undefined : propertyName(property.name);
      if (name === undefined || !(ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property))) {
        context.compilation.report("RS3001", property, "a field of an instance is written `name: value`");
        continue;
      }
      given.set(name, ts.isPropertyAssignment(property) ? lowerExpression(property.initializer, context) : lowerIdentifier(property.name, context));
    }
  }
  const names = shape === undefined ? [] : fieldsOfKind(shape, checker);
  return {
    ...base(node, context),
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

