import type { Expression } from "../../ir/nodes.ts";
import { array, call, infix, scalar, type Term } from "../ast.ts";
import type { BodyLowering } from "./body.ts";

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

export function lowerArithmetic({ operator, left, right }: Of<"arithmetic">, scope: BodyLowering): Term {
  return infix(operator, scope.term(left), scope.term(right));
}

export function lowerTemplate(expression: Of<"template">, scope: BodyLowering): Term {
  const parts = expression.parts.map((part) => textOf(part, scope));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : call("concat", scalar(""), array(...parts));
}

/** The text of a part of a template: printed digit by digit where `sprintf` would print a float. */
function textOf(part: Expression, scope: BodyLowering): Term {
  const term = scope.term(part);
  if (part.type.kind === "number") return scope.module.support("integer_text", term);
  if (part.type.kind === "boolean") return scope.module.support("boolean_text", term);
  return part.type.kind === "text" ? term : scope.module.support("scalar_text", term);
}
