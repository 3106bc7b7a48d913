import type { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { textType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { isScalar } from "../types.ts";
import { lowerExpression } from "./dispatch.ts";
import { isError } from "./nodes.ts";

export function lowerTemplate(node: ts.TemplateExpression, context: FunctionContext): Expression {
  const parts: Expression[] = [];
  const addText = (value: string): void => {
    if (value !== "")
      parts.push({ kind: "literal", value: value, span: context.compilation.span(node), type: textType });
  };
  addText(node.head.text);
  for (const span of node.templateSpans) {
    const part = lowerExpression(span.expression, context);
    checkPart(part, span.expression, context);
    parts.push(part);
    addText(span.literal.text);
  }
  return { kind: "template", parts, span: context.compilation.span(node), type: textType };
}

/** Refuses a part of a text that engines print each in their own way. */
export function checkPart(part: Expression, node: ts.Expression, context: FunctionContext): void {
  if (isError(part)) return;
  const { checker } = context.compilation;
  const isMixed =
    part.type.kind === "other" && !isScalar(checker.getNonNullableType(checker.getTypeAtLocation(node)), checker);
  if (isMixed || ["list", "record", "set", "object", "raw", "pattern"].includes(part.type.kind)) {
    context.compilation.report("RS2003", node, `\`${node.getText()}\` is not a string, number or boolean`);
  } else if (part.type.nullable) {
    context.compilation.report("RS2002", node, `\`${node.getText()}\` may be undefined here`);
  }
}
