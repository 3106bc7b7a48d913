import { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { local, nothing } from "../../ir/terms.ts";
import type { ContextPart, FunctionContext } from "../context.ts";
import { moduleOf } from "../modules.ts";
import { base, placeholder } from "./expressions.ts";

/** A name: of a variable, the parameters, a module's constant, or `undefined`. */
export function lowerIdentifier(node: ts.Identifier, context: FunctionContext): Expression {
  const { checker } = context.compilation;
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  if (symbol === undefined) return placeholder(node, context);
  const part = context.contextNames.get(symbol);
  if (part !== undefined) return contextPart(part, node, context);
  const binding = context.lookup(symbol);
  if (binding !== undefined)
    return {
      span: context.compilation.span(node),
      type: narrowed(node, context, binding.type),
      kind: "local",
      binding,
    };
  if (node.text === "undefined" && checker.isUndefinedSymbol(symbol))
    return { kind: "literal", value: null, span: context.compilation.span(node), type: nothing };
  const declaration = resolveAlias(symbol, checker).declarations?.[0];
  if (declaration !== undefined && ts.isVariableDeclaration(declaration) && isModuleLevel(declaration)) {
    if (isFunctionInitializer(declaration)) {
      context.compilation.report("RS1018", node, `the function \`${node.text}\` is used as a value`);
      return placeholder(node, context);
    }
    const declared = context.compilation.request(declaration, {
      symbol: { module: moduleOf(declaration.getSourceFile(), context.compilation.program), name: nameOf(declaration) },
      type: "constant",
    });
    return { ...base(node, context), kind: "constant", symbol: declared.symbol };
  }
  if (declaration !== undefined && ts.isFunctionDeclaration(declaration)) {
    context.compilation.report("RS1018", node, `the function \`${node.text}\` is used as a value`);
  } else {
    context.compilation.report("RS1017", node, `\`${node.text}\` is not part of the policy language`);
  }
  return placeholder(node, context);
}

/** A part of what a rule's check gets beside the instance. */
export function contextPart(part: ContextPart, node: ts.Expression, context: FunctionContext): Expression {
  const common = base(node, context);
  switch (part) {
    case "parameters":
      return { ...common, kind: "parameters" };
    case "request":
      if (context.subject === undefined) return placeholder(node, context);
      return { ...common, kind: "field", object: local(context.subject, common.span), key: "$request" };
    case "inventory":
      // Only its methods are of use, and they say themselves what they give.
      return { ...common, kind: "literal", value: null };
    case "context":
      context.compilation.report(
        "RS1017",
        node,
        "the rule's context is used as a value",
        "use its parts: `context.parameters`",
      );
      return placeholder(node, context);
  }
}

/** The type at this use, which a test before it may have narrowed. */
function narrowed(node: ts.Identifier, context: FunctionContext, declared: Expression["type"]): Expression["type"] {
  const { type } = base(node, context);
  return type.kind === "other" || type.kind === "nothing" ? declared : type;
}

export function resolveAlias(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The declaration of the constant that an expression names, if it is one. */
export function constantDeclaration(node: ts.Expression, checker: ts.TypeChecker): ts.VariableDeclaration | undefined {
  const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
  const declaration = symbol === undefined ? undefined : resolveAlias(symbol, checker).declarations?.[0];
  const isConstant =
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  return isConstant ? declaration : undefined;
}

export function isModuleLevel(declaration: ts.VariableDeclaration): boolean {
  return (
    ts.isVariableDeclarationList(declaration.parent) &&
    ts.isVariableStatement(declaration.parent.parent) &&
    ts.isSourceFile(declaration.parent.parent.parent)
  );
}

export function isFunctionInitializer(declaration: ts.VariableDeclaration): boolean {
  return (
    declaration.initializer !== undefined &&
    (ts.isArrowFunction(declaration.initializer) || ts.isFunctionExpression(declaration.initializer))
  );
}

export function nameOf(declaration: ts.VariableDeclaration): string {
  return declaration.name.getText();
}
