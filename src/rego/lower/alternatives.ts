import { freeBindings } from "../../ir/free.ts";
import type { Expression } from "../../ir/nodes.ts";
import { infix, nothing, scalar, set, type Term } from "../ast.ts";
import type { BodyLowering, HelperRule } from "./body.ts";
import { isCondition } from "./branches.ts";
import { presenceOf } from "./parts.ts";
import { reference } from "./references.ts";

/**
 * A disjunction, which Rego writes as rules of one name. `and` that fails is one of the failures of its parts.
 *
 * @param source the expression that it was made from
 */
export function either(
  expression: Expression,
  kind: "and" | "or",
  holds: boolean,
  scope: BodyLowering,
  source: Expression,
): void {
  const alternatives = flatten(expression, kind);
  const helper = scope.helper(
    "either",
    source,
    freeBindings(source),
    (parameters, enter) =>
      alternatives.map((alternative, index) => {
        const body = enter(false);
        // Each is asked by itself, and may rely on what an earlier one has shown to be there.
        for (const earlier of alternatives.slice(0, index))
          if (asksForNothing(earlier)) body.condition(earlier, !holds);
        body.condition(alternative, holds);
        return holdsRule(parameters, body, index === 0 ? scope.module.program.describe(source.span) : undefined);
      }),
    { which: holds ? "either" : "either fails" },
  );
  scope.push({ kind: "term", term: helper });
}

/** Whether an alternative only says that there is, or isn't, something. */
function asksForNothing(condition: Expression): boolean {
  switch (condition.kind) {
    case "not":
      return asksForNothing(condition.operand);
    case "equal":
      return condition.right.kind === "literal" && condition.right.value === null;
    case "truthy":
      return condition.value.type.nullable && !isCondition(condition.value);
    default:
      return false;
  }
}

function flatten(expression: Expression, kind: "and" | "or"): Expression[] {
  return expression.kind === kind
    ? [...flatten(expression.left, kind), ...flatten(expression.right, kind)]
    : [expression];
}

/** A disjunction as one membership: `x === "a" || x === "b"`, or `x === undefined || y === undefined`. */
export function membershipOf(expression: Expression, scope: BodyLowering): Term | undefined {
  const choice = sameSubject(expression);
  if (choice === undefined) {
    const names = oneIsNothing(expression, scope);
    return names && infix("in", nothing, set(...names));
  }
  const { subject, values } = choice;
  const isText = values.every((value) => typeof value === "string");
  return infix("in", reference(scope.term(subject), isText), set(...values.map((value) => scalar(value))));
}

/** `x === "a" || x === "b"`, with the same simple `x` throughout. */
function sameSubject(expression: Expression): { subject: Expression; values: (string | number)[] } | undefined {
  const values: (string | number)[] = [];
  let subject: Expression | undefined;
  for (const alternative of flatten(expression, "or")) {
    if (alternative.kind !== "equal" || alternative.right.kind !== "literal") return undefined;
    const { value } = alternative.right;
    if (typeof value !== "string" && typeof value !== "number") return undefined;
    if (subject === undefined) subject = alternative.left;
    else if (!sameValue(subject, alternative.left)) return undefined;
    values.push(value);
  }
  return subject === undefined ? undefined : { subject, values };
}

/** The names of `x === undefined || y === undefined`. */
function oneIsNothing(expression: Expression, scope: BodyLowering): Term[] | undefined {
  const names: Term[] = [];
  for (const alternative of flatten(expression, "or")) {
    if (alternative.kind !== "equal" || alternative.left.kind !== "local") return undefined;
    if (alternative.right.kind !== "literal" || alternative.right.value !== null) return undefined;
    names.push(presenceOf(scope.held(alternative.left), scope));
  }
  return names;
}

function sameValue(left: Expression, right: Expression): boolean {
  if (left.kind === "local" && right.kind === "local") return left.binding === right.binding;
  if (left.kind === "field" && right.kind === "field")
    return left.key === right.key && sameValue(left.object, right.object);
  return false;
}

/** A rule of a helper that holds where its body does. */
export function holdsRule(
  parameters: readonly string[] | undefined,
  body: BodyLowering,
  comment: string | undefined,
): HelperRule {
  return {
    kind: "complete",
    ...(parameters && { parameters }),
    branches: [{ value: undefined, body: body.body }],
    ...(comment !== undefined && { comments: [comment] }),
  };
}
