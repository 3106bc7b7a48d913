import type { Expression } from "./nodes.ts";

/** Whether two expressions without names of their own are written alike, wherever they stand. */
export function sameExpression(left: Expression, right: Expression): boolean {
  return key(left) !== undefined && key(left) === key(right);
}

const bindings = new WeakMap<object, number>();
let next = 0;

/** A text for the expression, or `undefined` where it binds names of its own. */
function key(expression: Expression): string | undefined {
  if (["quantified", "comprehension", "collect", "exists", "apply"].includes(expression.kind)) return undefined;
  let whole = true;
  const text = JSON.stringify(expression, (name, value: unknown) => {
    if (name === "span" || name === "type") return undefined;
    if (name === "binding") return numberOf(value as object);
    if (
      typeof value === "object" &&
      value !== null &&
      "kind" in value &&
      value !== expression &&
      key(value as Expression) === undefined
    )
      whole = false;
    return value;
  });
  return whole ? text : undefined;
}

function numberOf(binding: object): number {
  let number = bindings.get(binding);
  if (number === undefined) {
    number = next++;
    bindings.set(binding, number);
  }
  return number;
}
