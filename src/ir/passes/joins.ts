import type { Span } from "../../diagnostics/span.ts";
import { freeBindings } from "../free.ts";
import type { Binding, Expression, Statement } from "../nodes.ts";
import { literal } from "../terms.ts";

/** A way that ends where others do, and a variable's value at its end. */
interface Branch {
  readonly body: readonly Statement[];
  readonly value: Expression;
}

/** Whether a branch's value can be used after the branch. */
function isVisible({ body, value }: Branch): boolean {
  const inside = new Set(body.flatMap((statement) => (statement.kind === "bind" ? [statement.binding] : [])));
  return freeBindings(value).every((binding) => !inside.has(binding));
}

/** A variable's value after an `if`, from its values at the end of the branches that end. */
export function joinedValue(
  binding: Binding,
  condition: Expression,
  whenTrue: Branch | undefined,
  whenFalse: Branch | undefined,
  span: Span,
): Expression {
  if (whenTrue !== undefined && isVisible(whenTrue) && (whenFalse === undefined || whenFalse.value === whenTrue.value))
    return whenTrue.value;
  if (whenFalse !== undefined && isVisible(whenFalse) && whenTrue === undefined) return whenFalse.value;
  if (whenTrue !== undefined && whenFalse !== undefined && isVisible(whenTrue) && isVisible(whenFalse)) {
    return {
      kind: "conditional",
      condition,
      whenTrue: whenTrue.value,
      whenFalse: whenFalse.value,
      span,
      type: binding.type,
    };
  }
  const branch = (end: Branch | undefined): Statement[] => {
    if (end === undefined) return [{ kind: "return", value: literal(null, span, binding.type), span }];
    return [...end.body.filter((statement) => statement.kind === "bind"), { kind: "return", value: end.value, span }];
  };
  const choice: Statement = { kind: "if", condition, whenTrue: branch(whenTrue), whenFalse: branch(whenFalse), span };
  return resultOf(binding, [choice], span);
}

/** A variable's value as that which statements return. */
export function resultOf(binding: Binding, body: readonly Statement[], span: Span): Expression {
  return {
    kind: "apply",
    lambda: { name: `${binding.name}_of`, parameters: [], body, span },
    arguments: [],
    span,
    type: binding.type,
  };
}
