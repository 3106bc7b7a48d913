import { freeBindingsOfClause, freeBindingsOfSteps } from "../../ir/free.ts";
import type { Clause, Step } from "../../ir/nodes.ts";
import { call, infix, scalar, type Term, variable } from "../ast.ts";
import { isCondition } from "./branches.ts";
import { holdsRule, lowerCondition } from "./conditions.ts";
import type { BodyLowering } from "./context.ts";
import { lowerIteration, lowerNamed } from "./terms.ts";

/** Adds to `scope` the statements of a clause's steps. */
export function lowerSteps(steps: readonly Step[], scope: BodyLowering): void {
  for (const step of steps) {
    switch (step.kind) {
      case "bind": {
        const term = lowerNamed(step.value, scope, step.binding.name);
        if (term.kind === "var" || (isCondition(step.value) && term.kind === "call")) scope.alias(step.binding, term);
        else scope.push({ kind: "assign", name: scope.declare(step.binding), value: term });
        break;
      }
      case "iterate":
        lowerIteration(step.source, scope);
        break;
      case "guard":
        lowerCondition(step.condition, step.holds, scope);
        break;
      case "unless": {
        const skipped = scope.helper("skipped", step.steps, freeBindingsOfSteps(step.steps), (parameters, enter) => {
          const body = enter(false);
          lowerSteps(step.steps, body);
          return [holdsRule(parameters, body, undefined)];
        });
        scope.push({ kind: "not", term: skipped });
        break;
      }
      case "search":
        lowerSearch(step, scope);
        break;
    }
  }
}

/** The list of a loop's results, which the function's own result is the first of. */
function lowerSearch(step: Extract<Step, { kind: "search" }>, scope: BodyLowering): void {
  const [only, ...others] = step.clauses;
  if (only === undefined) throw new Error("a search has a clause");
  const list = others.length === 0 ? resultsOfOne(step, only, scope) : resultsOfMany(step, scope);
  const name = scope.declare(step.result);
  scope.push(
    { kind: "assign", name, value: list },
    { kind: "term", term: infix(">", call("count", variable(name)), scalar(0)) },
  );
}

function resultsOfOne(step: Extract<Step, { kind: "search" }>, clause: Clause, scope: BodyLowering): Term {
  const inner = scope.nested(true);
  lowerIteration(step.source, inner);
  lowerSteps(clause.steps, inner);
  return { kind: "comprehension", type: "array", value: inner.outcome(clause), body: inner.body };
}

/** Each element's result, if any, comes from a function of the element. */
function resultsOfMany(step: Extract<Step, { kind: "search" }>, scope: BodyLowering): Term {
  const inner = scope.nested(true);
  lowerIteration(step.source, inner);
  const bindings = new Set(step.clauses.flatMap(freeBindingsOfClause));
  const result = inner.helper("result", step.clauses, [...bindings], (parameters, enter) => [
    {
      kind: "complete",
      ...(parameters && { parameters }),
      branches: [
        ...step.clauses.map((clause) => {
          const body = enter(false);
          lowerSteps(clause.steps, body);
          return { value: { kind: "array" as const, items: [body.outcome(clause)] }, body: body.body };
        }),
        { value: { kind: "array", items: [] }, body: [] },
      ],
    },
  ]);
  const value = inner.fresh("result");
  inner.push({ kind: "some", value, source: result });
  return { kind: "comprehension", type: "array", value: variable(value), body: inner.body };
}
