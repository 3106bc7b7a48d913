import type { Expression } from "./nodes.ts";

/** Whether two expressions without names of their own are written alike, wherever they stand. */
export function sameExpression(left: Expression, right: Expression): boolean {
  const key = textOf(left);
  return key !== undefined && key === textOf(right);
}

const numbers = new WeakMap<object, number>();
let next = 0;

/** Kinds of expressions that bind names of their own. */
const binding: ReadonlySet<unknown> = new Set(["collect", "exists", "apply"]);

/** A text for the expression, or `undefined` where it binds names of its own. */
function textOf(expression: Expression): string | undefined {
  let whole = true;
  const text = JSON.stringify(expression, (name, value: unknown) => {
    if (name === "span" || name === "type") return undefined;
    if (name === "binding") return numberOf(value as object);
    if (name === "kind" && binding.has(value)) whole = false;
    return value;
  });
  return whole ? text : undefined;
}

function numberOf(object: object): number {
  let number = numbers.get(object);
  if (number === undefined) {
    number = next++;
    numbers.set(object, number);
  }
  return number;
}
