import { ts } from "ts-morph";
import type { Expression, Lambda } from "../../ir/nodes.ts";
import { literal, nothingType } from "../../ir/terms.ts";
import { type Callback, type CompilationContext, FunctionContext } from "../context.ts";
import { lowerFunctionBody } from "../functions.ts";
import { isInventory } from "../inventory-type.ts";
import { moduleOf, originOf } from "../modules.ts";
import { isFunctionInitializer, isModuleLevel, resolveAlias, symbolNamed } from "../symbols.ts";
import { isFunctionType } from "../types.ts";
import { errorAt, typedAt } from "./nodes.ts";

/** An argument of a function: a value, or a function. */
export type Argument = Expression | Callback;

function isCallback(argument: Argument): argument is Callback {
  return "node" in argument && "context" in argument;
}

function isValue(argument: Argument): argument is Expression {
  return !isCallback(argument);
}

/** The function that an expression is or names, if it is one of the policy or library. */
export function callbackOf(node: ts.Expression, context: FunctionContext): Callback | undefined {
  if (ts.isParenthesizedExpression(node)) return callbackOf(node.expression, context);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return { node, context };
  const { checker, program } = context.compilation;
  const symbol = symbolNamed(node, checker);
  if (symbol === undefined) return undefined;
  const known = context.callback(symbol);
  if (known !== undefined) return known;
  const declaration = resolveAlias(symbol, checker).declarations?.[0];
  const origin = declaration === undefined ? "elsewhere" : originOf(declaration.getSourceFile(), program);
  if (declaration === undefined || (origin !== "policy" && origin !== "library")) return undefined;
  const isFunction =
    ts.isFunctionDeclaration(declaration) && declaration.name !== undefined && ts.isSourceFile(declaration.parent);
  const isConstant =
    ts.isVariableDeclaration(declaration) && isModuleLevel(declaration) && isFunctionInitializer(declaration);
  if (!isFunction && !isConstant) return undefined;
  if (isFunction && (symbol.declarations?.length ?? 0) > 1) {
    context.compilation.report(
      "RS1018",
      node,
      `the function \`${node.getText()}\` has overloads`,
      "declare it once, with unions for its parameters",
    );
    return undefined;
  }
  return {
    node: (isFunction ? declaration : (declaration as ts.VariableDeclaration).initializer) as Callback["node"],
    context: new FunctionContext(context.compilation, "function"),
  };
}

/** Whether a function takes functions: each call of it is lowered by itself. */
export function takesFunctions(node: ts.SignatureDeclaration, checker: ts.TypeChecker): boolean {
  return node.parameters.some((parameter) => isFunctionType(checker.getTypeAtLocation(parameter.name)));
}

/** A call of a function: by its name if it is a module's, else in place. */
export function applyCallback(
  callback: Callback,
  args: readonly Argument[],
  node: ts.Expression,
  context: FunctionContext,
): Expression {
  const { compilation } = context;
  const name = functionName(callback.node);
  const isModules = name !== undefined && isOfModule(callback.node);
  if (isModules && !takesFunctions(callback.node, compilation.checker)) {
    const module = moduleOf(callback.node.getSourceFile(), compilation.program);
    const { symbol } = compilation.request(callback.node, { symbol: { module, name }, type: "function" });
    const values = valuesOf(args, callback, context);
    return { ...typedAt(node, context), kind: "call", function: symbol, arguments: filled(values, callback, context) };
  }
  if (context.calling.has(callback.node)) {
    compilation.report("RS1010", node, `\`${name ?? "this function"}\` calls itself, directly or through others`);
    return errorAt(node, context);
  }
  if (callback.node.asteriskToken !== undefined) {
    compilation.report(
      "RS1015",
      node,
      "a generator inside a function, or one that takes functions",
      "move it to the module, or let it return an array",
    );
    return errorAt(node, context);
  }
  const lambda = lambdaOf(callback, args, context);
  const values = valuesOf(args, callback, context).slice(0, lambda.parameters.length);
  return {
    ...typedAt(node, context),
    kind: "apply",
    lambda,
    arguments: [...values, ...nothings(lambda.parameters.length - values.length, node, context)],
  };
}

function lambdaOf(callback: Callback, args: readonly Argument[], context: FunctionContext): Lambda {
  const takesNone = !args.some(isCallback);
  const lambdas = callback.context.lambdas;
  const known = takesNone ? lambdas.get(callback.node) : undefined;
  if (known !== undefined) return known;
  const inner = callback.context.inner(...context.calling, callback.node);
  callback.node.parameters.forEach((parameter, index) => {
    const argument = args[index];
    if (argument !== undefined && isCallback(argument) && ts.isIdentifier(parameter.name))
      inner.bindCallback(parameter.name, argument);
  });
  const { parameters, body } = lowerFunctionBody(callback.node, inner);
  const lambda: Lambda = {
    name: functionName(callback.node) ?? "function",
    parameters,
    body,
    span: context.compilation.span(callback.node),
  };
  if (takesNone) lambdas.set(callback.node, lambda);
  return lambda;
}

/** What a function gets as values: neither functions nor the inventory. */
function valuesOf(args: readonly Argument[], { node }: Callback, { compilation }: FunctionContext): Expression[] {
  return args.filter((_, index) => !isInventoryParameter(node.parameters[index], compilation)).filter(isValue);
}

function isInventoryParameter(
  parameter: ts.ParameterDeclaration | undefined,
  compilation: CompilationContext,
): boolean {
  return parameter !== undefined && isInventory(parameter.name, compilation);
}

/** A default value is filled in by the function itself; nothing stands for an argument that isn't there. */
function filled(args: readonly Expression[], callback: Callback, context: FunctionContext): Expression[] {
  const { compilation } = context;
  const { length } = callback.node.parameters.filter((parameter) => !isInventoryParameter(parameter, compilation));
  return [...args.slice(0, length), ...nothings(length - args.length, callback.node, context)];
}

function nothings(count: number, node: ts.Node, context: FunctionContext): Expression[] {
  return Array.from({ length: Math.max(0, count) }, () => literal(null, context.compilation.span(node), nothingType));
}

function functionName(node: ts.FunctionLikeDeclaration): string | undefined {
  if (node.name !== undefined) return node.name.getText();
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined;
}

/** Whether a function is one that a module declares. */
export function isOfModule(node: ts.FunctionLikeDeclaration): boolean {
  return ts.isFunctionDeclaration(node)
    ? ts.isSourceFile(node.parent)
    : ts.isVariableDeclaration(node.parent) && isModuleLevel(node.parent);
}
