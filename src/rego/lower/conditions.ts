import { freeBindings } from "../../ir/free.ts";
import type { Expression, Step } from "../../ir/nodes.ts";
import { call, infix, nothing, type Statement, scalar, set, type Term } from "../ast.ts";
import { isCondition } from "./branches.ts";
import type { BodyLowering, HelperRule } from "./context.ts";
import { searchedOf } from "./copies.ts";
import { lowerIteration } from "./iterations.ts";
import { presenceOf } from "./parts.ts";
import { reference } from "./references.ts";

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
      const choice = sameSubject(expression);
      const names = choice === undefined ? oneIsNothing(expression, scope) : undefined;
      if (names !== undefined) scope.push({ kind: "term", term: infix("in", nothing, set(...names)) });
      else if (choice === undefined) either(expression, expression.kind, true, scope, source);
      else
        scope.push({
          kind: "term",
          term: infix(
            "in",
            reference(
              scope.term(choice.subject),
              choice.values.every((value) => typeof value === "string"),
            ),
            set(...choice.values.map((value) => scalar(value))),
          ),
        });
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
      test(call(`is_${expression.is}`, scope.term(expression.value)), holds, scope);
      return;
    default:
      lowerTruthy(expression, holds, scope);
  }
}

function test(term: Term, holds: boolean, scope: BodyLowering): void {
  scope.push(holds ? { kind: "term", term } : { kind: "not", term });
}

function lowerMembership(
  { value, collection }: Extract<Expression, { kind: "membership" }>,
  holds: boolean,
  scope: BodyLowering,
): void {
  const wanted = scope.term(value);
  test(infix("in", wanted, searchedOf(scope.held(collection), !holds, scope)), holds, scope);
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

/** Truth by the static type: Rego's own truth differs from JavaScript's for "", 0 and null. */
function lowerTruthy(value: Expression, holds: boolean, scope: BodyLowering): void {
  if (isCondition(value)) {
    lowerCondition(value, holds, scope);
    return;
  }
  const { kind, nullable } = value.type;
  if (kind === "boolean") {
    if (value.kind === "conditional" && !nullable) {
      lowerCondition(value, holds, scope);
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
    else test(term, holds, scope);
    return;
  }
  if (kind === "other") {
    test(scope.module.support("is_truthy", scope.term(value)), holds, scope);
    return;
  }
  const term = presenceOf(scope.held(value), scope);
  const falsy = kind === "text" ? scalar("") : kind === "number" ? scalar(0) : undefined;
  if (falsy !== undefined && nullable) test(infix("in", term, set(nothing, falsy)), !holds, scope);
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
  lowerCondition(
    whenAbsent
      ? { ...present, kind: "or", left: absent, right: present }
      : { ...present, kind: "and", left: value.condition, right: present },
    holds,
    scope,
    value,
  );
}

function lowerInfix(term: Extract<Term, { kind: "infix" }>, holds: boolean, scope: BodyLowering): void {
  if (holds || term.operator !== "!=") test(term, holds, scope);
  else scope.push({ kind: "term", term: { ...term, operator: "==" } });
}

/** Whether there is a way through some steps. */
function lowerExists(expression: Extract<Expression, { kind: "exists" }>, holds: boolean, scope: BodyLowering): void {
  const { ways } = expression;
  const [only] = ways;
  if (holds && !scope.exact && ways.length === 1 && only !== undefined) {
    scope.steps(only);
    return;
  }
  if (ways.length === 0) {
    if (holds) scope.push({ kind: "term", term: scalar(false) });
    return;
  }
  const tested = !holds && ways.length === 1 && only !== undefined ? testOfEach(only) : undefined;
  if (tested !== undefined) {
    lowerEvery(tested, scope);
    return;
  }
  const found = scope.helper("any", expression, freeBindings(expression), (parameters, enter) =>
    ways.map((steps, index) => {
      const body = enter(false);
      body.steps(steps);
      return holdsRule(parameters, body, index === 0 ? scope.module.program.describe(expression.span) : undefined);
    }),
  );
  test(found, holds, scope);
}

interface TestOfEach {
  readonly iterate: Extract<Step, { kind: "iterate" }>;
  readonly guard: Extract<Step, { kind: "guard" }>;
}

/** An iteration and the one condition of its elements that steps are, if they are. */
function testOfEach(steps: readonly Step[]): TestOfEach | undefined {
  const [iterate, guard] = steps;
  return steps.length === 2 && iterate?.kind === "iterate" && guard?.kind === "guard" ? { iterate, guard } : undefined;
}

/** For every element the test fails. */
function lowerEvery({ iterate, guard }: TestOfEach, scope: BodyLowering): void {
  const body = scope.nested(false);
  // What a filter leaves out must not count, so the list is made first.
  lowerIteration(iterate.source, body, false, true);
  lowerCondition(guard.condition, !guard.holds, body);
  const opening = body.statements.findIndex((statement) => statement.kind === "some");
  const some = body.statements[opening];
  if (some?.kind !== "some") throw new Error("an iteration has a source");
  scope.push(...body.statements.slice(0, opening));
  const rest = body.statements.slice(opening + 1);
  const every: Statement = {
    ...some,
    kind: "every",
    body: rest.length === 0 ? [{ kind: "term", term: scalar(true) }] : rest,
  };
  scope.push(every);
}

/**
 * A disjunction, which Rego writes as rules of one name. `and` that fails is one of the failures of its parts.
 *
 * @param source the expression that it was made from
 */
function either(
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
          if (asksForNothing(earlier)) lowerCondition(earlier, !holds, body);
        lowerCondition(alternative, holds, body);
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

/** A rule of a helper that holds where its body does. */
export function holdsRule(
  parameters: readonly string[] | undefined,
  body: BodyLowering,
  comment: string | undefined,
): HelperRule {
  return {
    kind: "complete",
    ...(parameters && { parameters }),
    branches: [body.body.length === 0 ? { value: scalar(true), body: [] } : { value: undefined, body: body.body }],
    ...(comment !== undefined && { comments: [comment] }),
  };
}

function flatten(expression: Expression, kind: "and" | "or"): Expression[] {
  return expression.kind === kind
    ? [...flatten(expression.left, kind), ...flatten(expression.right, kind)]
    : [expression];
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
