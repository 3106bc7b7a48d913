import type { Expression } from "../../ir/nodes.ts";
import { infix, nothing, scalar, set, type Term } from "../ast.ts";
import type { BodyLowering } from "./body.ts";
import { isCondition } from "./branches.ts";
import { presenceOf } from "./parts.ts";
import { reference } from "./references.ts";

/** Truth by the static type: Rego's own truth differs from JavaScript's for "", 0 and null. */
export function lowerTruthy(value: Expression, holds: boolean, scope: BodyLowering): void {
  if (isCondition(value)) {
    scope.condition(value, holds);
    return;
  }
  const { kind, nullable } = value.type;
  if (kind === "boolean") {
    if (value.kind === "conditional" && !nullable) {
      scope.condition(value, holds);
      return;
    }
    if (
      value.kind === "coalesce" &&
      isOptional(value.left) &&
      !value.left.whenTrue.type.nullable &&
      value.right.kind === "literal" &&
      typeof value.right.value === "boolean"
    ) {
      lowerOptional(value.left, value.right.value, holds, scope);
      return;
    }
    if (isOptional(value)) {
      lowerOptional(value, false, holds, scope);
      return;
    }
    if (value.kind === "coalesce" && value.right.kind === "literal" && typeof value.right.value === "boolean") {
      // `x ?? false` is true exactly if x is true, `x ?? true` exactly if x isn't false.
      const whenAbsent = value.right.value;
      scope.push({
        kind: "term",
        term: infix(holds === whenAbsent ? "!=" : "==", scope.term(value.left), scalar(!whenAbsent)),
      });
      return;
    }
    const term = scope.term(value);
    if (term.kind === "infix") lowerInfix(term, holds, scope);
    else if (nullable)
      scope.push({ kind: "term", term: infix(holds ? "==" : "!=", holds ? reference(term) : term, scalar(true)) });
    else scope.test(term, holds);
    return;
  }
  if (kind === "other") {
    scope.test(scope.module.support("is_truthy", scope.term(value)), holds);
    return;
  }
  const term = presenceOf(scope.held(value), scope);
  const falsy = kind === "text" ? scalar("") : kind === "number" ? scalar(0) : undefined;
  if (falsy !== undefined && nullable) scope.test(infix("in", term, set(nothing, falsy)), !holds);
  else if (falsy !== undefined) scope.push({ kind: "term", term: infix(holds ? "!=" : "==", term, falsy) });
  else if (nullable) scope.push({ kind: "term", term: infix(holds ? "!=" : "==", term, nothing) });
  else if (!holds) scope.push({ kind: "term", term: scalar(false) });
}

type Optional = Extract<Expression, { kind: "conditional" }>;

/** Whether an expression is nothing unless a condition holds, as `list?.some(…)`. */
function isOptional(value: Expression): value is Optional {
  return value.kind === "conditional" && value.whenFalse.kind === "literal" && value.whenFalse.value === null;
}

/** The truth of such an expression, which counts as `whenAbsent` where it is nothing. */
function lowerOptional(value: Optional, whenAbsent: boolean, holds: boolean, scope: BodyLowering): void {
  const present: Expression = {
    kind: "truthy",
    value: value.whenTrue,
    span: value.span,
    type: { kind: "boolean", nullable: false },
  };
  const absent: Expression = {
    kind: "not",
    operand: value.condition,
    span: value.span,
    type: { kind: "boolean", nullable: false },
  };
  scope.condition(
    whenAbsent
      ? { ...present, kind: "or", left: absent, right: present }
      : { ...present, kind: "and", left: value.condition, right: present },
    holds,
    value,
  );
}

function lowerInfix(term: Extract<Term, { kind: "infix" }>, holds: boolean, scope: BodyLowering): void {
  if (holds || term.operator !== "!=") scope.test(term, holds);
  else scope.push({ kind: "term", term: { ...term, operator: "==" } });
}
