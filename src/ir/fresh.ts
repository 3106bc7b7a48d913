import { operations } from "../std/operations.ts";
import type { Expression } from "./nodes.ts";

/** Whether nothing else can refer to an expression's value, or the value is one that nothing changes. */
export function isFresh(value: Expression): boolean {
  if (["text", "number", "boolean", "nothing", "pattern"].includes(value.type.kind)) return true;
  if (value.kind === "operation") {
    const { result } = operations[value.name];
    return "fresh" in result && result.fresh;
  }
  if (value.kind === "conditional") return isFresh(value.whenTrue) && isFresh(value.whenFalse);
  return ["literal", "list", "set", "record", "object", "collect"].includes(value.kind);
}
