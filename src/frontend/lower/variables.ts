import { ts } from "ts-morph";
import { isFresh } from "../../ir/fresh.ts";
import type { Binding, Expression, Statement } from "../../ir/nodes.ts";
import { nothingType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { irType, isIterable } from "../types.ts";
import { bindPattern } from "./bindings.ts";
import { isChangedInPlace } from "./changes.ts";
import { lowerExpression } from "./dispatch.ts";
import { namesListOfMap } from "./grouped.ts";

/** `const` and `let`. */
export function lowerVariables(node: ts.VariableStatement, context: FunctionContext): Statement[] {
  const isVar = (node.declarationList.flags & ts.NodeFlags.BlockScoped) === 0;
  if (isVar) context.compilation.report("RS1002", node, "`var` declares a variable of the whole function");
  if (namesListOfMap(node, context)) return [];
  const changes = (node.declarationList.flags & ts.NodeFlags.Let) !== 0;
  return node.declarationList.declarations.flatMap((declaration): Statement[] => {
    const { name, initializer } = declaration;
    if (
      initializer !== undefined &&
      ts.isIdentifier(name) &&
      (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
    ) {
      if (changes)
        context.compilation.report(
          "RS1018",
          declaration,
          "a function is kept in a variable that can change",
          "declare it with `const`",
        );
      context.bindCallback(name, { node: initializer, context });
      return [];
    }
    const span = context.compilation.span(declaration);
    if (declaration.type !== undefined && isIterable(context.compilation.checker.getTypeAtLocation(declaration))) {
      context.compilation.report(
        "RS2013",
        declaration,
        "what can be looped over may be a list, a set, a map or a text",
        "declare a list: `readonly T[]`",
      );
    }
    const value: Expression =
      initializer === undefined
        ? { kind: "literal", value: null, span, type: nothingType }
        : lowerExpression(initializer, context);
    if (ts.isIdentifier(name) && (changes || isChangedInPlace(name, context))) {
      const { checker } = context.compilation;
      const binding: Binding = { name: name.text, type: irType(checker.getTypeAtLocation(name), checker) };
      context.declareChanging(name, binding, isFresh(value));
      return [{ kind: "change", binding, change: { how: "assign", value }, span }];
    }
    if (changes)
      context.compilation.report(
        "RS1021",
        name,
        "a pattern declares variables that can change",
        "declare each by itself",
      );
    if (ts.isIdentifier(name)) return bindPattern(name, value, context);
    if (value.kind === "parameters" || value.kind === "local") return bindPattern(name, value, context);
    const whole: Binding = { name: "whole", type: value.type };
    const local: Expression = { kind: "local", binding: whole, span: value.span, type: value.type };
    return [{ kind: "bind", binding: whole, value, span: value.span }, ...bindPattern(name, local, context)];
  });
}
