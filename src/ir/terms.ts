import type { Span } from "../diagnostics/span.ts";
import type { Operation } from "../std/operations.ts";
import type { Binding, Expression, Type } from "./nodes.ts";

export const text: Type = { kind: "text", nullable: false };
export const number: Type = { kind: "number", nullable: false };
export const boolean: Type = { kind: "boolean", nullable: false };
export const list: Type = { kind: "list", nullable: false };
export const nothing: Type = { kind: "nothing", nullable: true };

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
  return { kind: "not", operand, span: operand.span, type: boolean };
}

/** The list of some expressions. */
export function listOf(values: readonly Expression[], span: Span): Expression {
  return { kind: "list", items: values.map((value) => ({ spread: false, value })), span, type: list };
}
