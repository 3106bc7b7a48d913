import { freeBindings } from "../../ir/free.ts";
import type { Expression, Step } from "../../ir/nodes.ts";
import { type Statement, scalar } from "../ast.ts";
import { holdsRule } from "./alternatives.ts";
import type { BodyLowering } from "./body.ts";
import { lowerIteration } from "./iterations.ts";

/** Whether there is a way through some steps. */
export function lowerExists(
  expression: Extract<Expression, { kind: "exists" }>,
  holds: boolean,
  scope: BodyLowering,
): void {
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
  scope.test(found, holds);
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
  body.condition(guard.condition, !guard.holds);
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
