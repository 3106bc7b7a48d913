import type { Span } from "../../diagnostics/span.ts";
import type { Binding, Change, Expression } from "../nodes.ts";

/** A collection after a change of its content. */
export function changedCollection(old: Expression, change: Change, span: Span, { type }: Binding): Expression {
  switch (change.how) {
    case "assign":
      return change.value;
    case "append":
      return {
        kind: "list",
        items: [...(isEmpty(old) ? [] : [{ spread: true, value: old }]), ...change.items],
        span,
        type,
      };
    case "insert":
      return {
        kind: "set",
        items: [...(isEmpty(old) ? [] : [{ spread: true, value: old }]), { spread: false, value: change.value }],
        span,
        type,
      };
    case "put":
      return {
        kind: "record",
        entries: [...(isEmpty(old) ? [] : [{ key: undefined, value: old }]), { key: change.key, value: change.value }],
        span,
        type,
      };
    default:
      throw new Error(`a change of the kind ${change.how} stands only in a loop`);
  }
}

export function isEmpty(value: Expression): boolean {
  if (value.kind === "list" || value.kind === "set") return value.items.length === 0;
  return (value.kind === "record" || value.kind === "object") && value.entries.length === 0;
}
