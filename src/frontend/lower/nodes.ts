import type { ts } from "ts-morph";
import type { Expression, Type } from "../../ir/nodes.ts";
import { booleanType, literal, numberType, textType } from "../../ir/terms.ts";
import { constantValue } from "../constants.ts";
import type { FunctionContext } from "../context.ts";
import { irType } from "../types.ts";

/** Stands for an expression that was refused. */
export function errorAt(node: ts.Node, context: FunctionContext): Expression {
  return { kind: "error", span: context.compilation.span(node), type: { kind: "other", nullable: true } };
}

/** Whether an expression was refused: what is done with it then needs no diagnostic of its own. */
export function isError(expression: Expression): boolean {
  return expression.kind === "error";
}

/** The span and type of an expression, with which its node begins. */
export function typedAt(node: ts.Expression, context: FunctionContext): Pick<Expression, "span" | "type"> {
  return { span: context.compilation.span(node), type: typeOf(node, context) };
}

/** The type of an expression where it stands. */
export function typeOf(node: ts.Expression, context: FunctionContext): Type {
  return irType(context.compilation.checker.getTypeAtLocation(node), context.compilation.checker);
}

/** The literal in place of an expression whose value is known before the rule runs, else what it was lowered to. */
export function knownOr(lowered: Expression, node: ts.Expression | undefined, context: FunctionContext): Expression {
  const value = node === undefined ? undefined : constantValue(node, context.compilation.checker);
  if (typeof value === "string") return literal(value, lowered.span, textType);
  return typeof value === "number" ? literal(value, lowered.span, numberType) : lowered;
}

/** An argument that JavaScript takes for one that isn't given where it is undefined. */
export function definite(value: Expression, node: ts.Expression | undefined, context: FunctionContext): Expression {
  if (node !== undefined && value.type.nullable && !isError(value))
    context.compilation.report(
      "RS2002",
      node,
      `\`${node.getText()}\` may be undefined here`,
      "say what then: `value ?? …`",
    );
  return value;
}

/**
 * `list?.some(…)`: nothing where the list is nothing.
 *
 * @param nullable whether the result may be nothing even where the list isn't
 */
export function unlessNothing(
  receiver: Expression,
  lower: (present: Expression) => Expression,
  nullable = false,
): Expression {
  const result = lower({ ...receiver, type: { ...receiver.type, nullable: false } });
  const { span } = receiver;
  return {
    kind: "conditional",
    condition: {
      kind: "not",
      operand: {
        kind: "equal",
        left: receiver,
        right: { kind: "literal", value: null, span, type: { kind: "nothing", nullable: true } },
        span,
        type: booleanType,
      },
      span,
      type: booleanType,
    },
    whenTrue: { ...result, type: { ...result.type, nullable } },
    whenFalse: { kind: "literal", value: null, span, type: { kind: "nothing", nullable: true } },
    span: result.span,
    type: { ...result.type, nullable: true },
  };
}

/** A key as JavaScript has it: a number stands for its digits. */
export function keyText(key: Expression): Expression {
  return key.type.kind === "number" || (key.type.kind === "other" && !isError(key))
    ? { kind: "template", parts: [key], span: key.span, type: textType }
    : key;
}
