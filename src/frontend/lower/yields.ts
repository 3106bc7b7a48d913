import type { ts } from "ts-morph";
import type { Binding, Expression, Statement } from "../../ir/nodes.ts";
import type { FunctionContext } from "../context.ts";
import { elementTypeOf } from "../types.ts";
import { lowerExpression } from "./dispatch.ts";

/** `yield` and `yield*`. */
export function lowerYield(node: ts.YieldExpression, context: FunctionContext): Statement[] {
  const { compilation } = context;
  if (node.expression === undefined || context.role === "function") {
    compilation.report("RS1015", node, "nothing is yielded here");
    return [];
  }
  const span = compilation.span(node);
  const value = lowerExpression(node.expression, context);
  if (node.asteriskToken !== undefined) {
    if (value.type.kind !== "list" && value.type.kind !== "set")
      compilation.report("RS1015", node.expression, "`yield*` is not given a list or a generator's call");
    const item: Binding = { name: "item", type: elementTypeOf(node.expression, compilation.checker) };
    const local: Expression = { kind: "local", binding: item, span: value.span, type: item.type };
    return [
      {
        kind: "for",
        source: { over: value, key: undefined, value: item, derived: [] },
        label: { name: "loop" },
        body: [{ kind: "yield", value: local, span }],
        span,
      },
    ];
  }
  const expected = context.role === "check" ? "violation" : "instance";
  // TypeScript sees to the type; an object literal of the same form has no path.
  if (context.role !== "generator" && value.kind === "object") {
    compilation.report(
      "RS3009",
      node.expression,
      `\`${context.role}\` yields something else than \`${expected}(…)\``,
      `write \`yield ${expected}(…)\``,
    );
    return [];
  }
  return [{ kind: "yield", value, span }];
}
