import { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { local, nothingType } from "../../ir/terms.ts";
import type { ContextPart, FunctionContext } from "../context.ts";
import { globals } from "../globals.ts";
import { moduleOf, originOf } from "../modules.ts";
import { isFunctionInitializer, isModuleLevel, isNamespace, nameOf, resolveAlias } from "../symbols.ts";
import { irType } from "../types.ts";
import { errorAt, typedAt } from "./nodes.ts";

/** A name: of a variable, the parameters, a module's constant, or `undefined`. */
export function lowerIdentifier(node: ts.Identifier, context: FunctionContext): Expression {
  const { checker } = context.compilation;
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  if (symbol === undefined) return errorAt(node, context);
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
    return { kind: "literal", value: null, span: context.compilation.span(node), type: nothingType };
  const declaration = resolveAlias(symbol, checker).declarations?.[0];
  const origin =
    declaration === undefined ? "elsewhere" : originOf(declaration.getSourceFile(), context.compilation.program);
  if (
    declaration !== undefined &&
    origin !== "elsewhere" &&
    ts.isVariableDeclaration(declaration) &&
    isModuleLevel(declaration)
  ) {
    if (isFunctionInitializer(declaration)) {
      context.compilation.report("RS1018", node, `the function \`${node.text}\` is used as a value`);
      return errorAt(node, context);
    }
    const declared = context.compilation.request(declaration, {
      symbol: { module: moduleOf(declaration.getSourceFile(), context.compilation.program), name: nameOf(declaration) },
      type: "constant",
    });
    const type = narrowed(node, context, irType(checker.getTypeAtLocation(declaration.name), checker));
    return { span: context.compilation.span(node), type, kind: "constant", symbol: declared.symbol };
  }
  if (declaration !== undefined && ts.isFunctionDeclaration(declaration)) {
    context.compilation.report("RS1018", node, `the function \`${node.text}\` is used as a value`);
  } else {
    const isWhole = isNamespace(node, checker);
    context.compilation.reportUnknown(
      node,
      "RS1017",
      node,
      isWhole
        ? `\`${node.text}\` stands for all that a file exports`
        : `\`${node.text}\` is not part of the policy language`,
      isWhole ? `name what you need of it: \`${node.text}.name\`` : globals[node.text],
    );
  }
  return errorAt(node, context);
}

/** A part of what a rule's check gets beside the instance. */
export function contextPart(part: ContextPart, node: ts.Expression, context: FunctionContext): Expression {
  const common = typedAt(node, context);
  switch (part) {
    case "parameters":
      return { ...common, kind: "parameters" };
    case "request":
      if (context.subject === undefined) return errorAt(node, context);
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
      return errorAt(node, context);
  }
}

/** The type at this use, which a test before it may have narrowed. */
function narrowed(node: ts.Identifier, context: FunctionContext, declared: Expression["type"]): Expression["type"] {
  const { type } = typedAt(node, context);
  return type.kind === "other" || type.kind === "nothing" ? declared : type;
}
