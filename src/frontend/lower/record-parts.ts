import type { ts } from "ts-morph";
import type { Binding, Expression, Iteration } from "../../ir/nodes.ts";
import { listFrom, listType, textType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { valueTypeOf } from "../types.ts";

/** The keys, values or entries of a record or map, as a list without order. */
export function recordParts(
  record: Expression,
  which: "keys" | "values" | "entries",
  node: ts.Expression,
  span: Expression["span"],
  context: FunctionContext,
): Expression {
  const key: Binding = { name: "key", type: textType };
  const value: Binding = { name: "value", type: valueTypeOf(node, context.compilation.checker) };
  const keyLocal: Expression = { kind: "local", binding: key, span, type: textType };
  const valueLocal: Expression = { kind: "local", binding: value, span, type: value.type };
  const source: Iteration = {
    over: record,
    key: which === "values" ? undefined : key,
    value: which === "keys" ? undefined : value,
    derived: [],
  };
  const pair: Expression = {
    kind: "list",
    items: [
      { spread: false, value: keyLocal },
      { spread: false, value: valueLocal },
    ],
    span,
    type: listType,
  };
  return listFrom(source, undefined, which === "keys" ? keyLocal : which === "values" ? valueLocal : pair, span);
}
