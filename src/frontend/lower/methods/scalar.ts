import type { Expression } from "../../../ir/nodes.ts";
import { textType } from "../../../ir/terms.ts";
import { checkPart } from "../templates.ts";
import type { MethodCall, Methods } from "./method.ts";

/** What strings, numbers and booleans have in common. */
export const scalarMethods: Methods = { toString: { arity: 0, lower: lowerToString } };

function lowerToString({ node, callee, receiver, context }: MethodCall): Expression {
  checkPart(receiver, callee.expression, context);
  return { kind: "template", parts: [receiver], span: context.compilation.span(node), type: textType };
}
