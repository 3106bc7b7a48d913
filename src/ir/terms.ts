import type { Span } from "../diagnostics/span.ts";
import type { Operation } from "../std/operations.ts";
import type { Binding, Expression, Iteration, Step, Type } from "./nodes.ts";

export const textType: Type = { kind: "text", nullable: false };
export const numberType: Type = { kind: "number", nullable: false };
export const booleanType: Type = { kind: "boolean", nullable: false };
export const listType: Type = { kind: "list", nullable: false };
export const nothingType: Type = { kind: "nothing", nullable: true };

export function literal(value: string | number | boolean | null, span: Span, type: Type): Expression {
  return { kind: "literal", value, span, type };
}

export function local(binding: Binding, span: Span): Expression {
  return { kind: "local", binding, span, type: binding.type };
}

export function operation(name: Operation, args: readonly Expression[], span: Span, type: Type): Expression {
  return { kind: "operation", name, arguments: args, span, type };
}

export function not(operand: Expression): Expression {
  return { kind: "not", operand, span: operand.span, type: booleanType };
}

/** The list of some expressions. */
export function listOf(values: readonly Expression[], span: Span): Expression {
  return { kind: "list", items: values.map((value) => ({ spread: false, value })), span, type: listType };
}

/** The list of `value` for the elements of an iteration for which the condition, if any, holds. */
export function listFrom(
  source: Iteration,
  condition: Expression | undefined,
  value: Expression,
  span: Span,
): Expression {
  const steps: Step[] = [{ kind: "iterate", source }];
  if (condition !== undefined) steps.push({ kind: "guard", condition, holds: true });
  return { kind: "collect", into: "list", steps, value, span, type: listType };
}

/** The elements of the lists that `value` is for the elements of an iteration, one list after another. */
export function flatListFrom(source: Iteration, value: Expression, span: Span): Expression {
  const item: Binding = { name: "item", type: { kind: "other", nullable: false } };
  const elements: Iteration = { over: value, key: undefined, value: item, derived: [] };
  const steps: Step[] = [
    { kind: "iterate", source },
    { kind: "iterate", source: elements },
  ];
  return { kind: "collect", into: "list", steps, value: local(item, span), span, type: listType };
}

/** Whether the condition is `holds` for one of the elements. */
export function anyOf(source: Iteration, condition: Expression, holds: boolean, span: Span): Expression {
  const steps: Step[] = [
    { kind: "iterate", source },
    { kind: "guard", condition, holds },
  ];
  return { kind: "exists", ways: [steps], span, type: booleanType };
}
