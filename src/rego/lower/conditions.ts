import type { Expression } from "../../ir/nodes.ts";
import { call, infix, ref, scalar, type Term } from "../ast.ts";
import { either, membershipOf } from "./alternatives.ts";
import type { BodyLowering } from "./body.ts";
import { isCondition } from "./branches.ts";
import { searchedOf } from "./copies.ts";
import { lowerExists } from "./existence.ts";
import { presenceOf } from "./parts.ts";
import { reference } from "./references.ts";
import { lowerTruthy } from "./truth.ts";

const opposite = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const;

/**
 * Adds to `scope` the statements that hold exactly if the expression's truth is `holds`.
 *
 * @param source the expression that it was made from, if it was
 */
export function lowerCondition(
  expression: Expression,
  holds: boolean,
  scope: BodyLowering,
  source: Expression = expression,
): void {
  switch (expression.kind) {
    case "literal":
      if (Boolean(expression.value) !== holds) scope.push({ kind: "term", term: scalar(false) });
      return;
    case "not":
      lowerCondition(expression.operand, !holds, scope);
      return;
    case "and":
      if (holds) {
        lowerCondition(expression.left, true, scope);
        lowerCondition(expression.right, true, scope);
      } else either(expression, expression.kind, false, scope, source);
      return;
    case "or": {
      if (!holds) {
        lowerCondition(expression.left, false, scope);
        lowerCondition(expression.right, false, scope);
        return;
      }
      const membership = membershipOf(expression, scope);
      if (membership !== undefined) scope.push({ kind: "term", term: membership });
      else either(expression, expression.kind, true, scope, source);
      return;
    }
    case "equal":
      lowerEquality(expression, holds, scope);
      return;
    case "order": {
      const operator = holds ? expression.operator : opposite[expression.operator];
      scope.push({
        kind: "term",
        term: infix(operator, scope.term(expression.left), scope.term(expression.right)),
      });
      return;
    }
    case "membership":
      lowerMembership(expression, holds, scope);
      return;
    case "conditional":
      lowerCondition(
        {
          ...expression,
          kind: "or",
          left: { ...expression, kind: "and", left: expression.condition, right: expression.whenTrue },
          right: {
            ...expression,
            kind: "and",
            left: { ...expression, kind: "not", operand: expression.condition },
            right: expression.whenFalse,
          },
        },
        holds,
        scope,
        expression,
      );
      return;
    case "truthy":
      lowerTruthy(expression.value, holds, scope);
      return;
    case "exists":
      lowerExists(expression, holds, scope);
      return;
    case "typeTest":
      scope.test(call(`is_${expression.is}`, scope.term(expression.value)), holds);
      return;
    default:
      lowerTruthy(expression, holds, scope);
  }
}

function lowerMembership(
  { value, collection }: Extract<Expression, { kind: "membership" }>,
  holds: boolean,
  scope: BodyLowering,
): void {
  const wanted = scope.term(value);
  const searched = searchedOf(scope.held(collection), !holds, scope);
  scope.test(isLookedUp(value, collection, searched) ? ref(searched, wanted) : infix("in", wanted, searched), holds);
}

/**
 * Whether an element of a set is looked up: WASM goes through all of them for `in`, which matters of a set that grows
 * with a document. A reference to `false` doesn't hold, so this is for texts and numbers.
 */
function isLookedUp(value: Expression, collection: Expression, searched: Term): boolean {
  return (
    collection.type.kind === "set" &&
    collection.kind === "local" &&
    searched.kind === "var" &&
    (value.type.kind === "text" || value.type.kind === "number")
  );
}

function lowerEquality(expression: Extract<Expression, { kind: "equal" }>, holds: boolean, scope: BodyLowering): void {
  const { left, right } = expression;
  for (const [literal, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (literal.kind !== "literal" || typeof literal.value !== "boolean" || !isCondition(other)) continue;
    lowerCondition(other, literal.value === holds, scope);
    return;
  }
  // Of an object or a list nothing is asked but whether it is there.
  const term = (side: Expression, other: Expression): Term => {
    const whole = presenceOf(scope.held(side), scope);
    return holds && !other.type.nullable ? reference(whole, other.type.kind === "text") : whole;
  };
  scope.push({ kind: "term", term: infix(holds ? "==" : "!=", term(left, right), term(right, left)) });
}
