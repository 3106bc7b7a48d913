import { freeBindingsOfClause, freeBindingsOfSteps } from "../../ir/free.ts";
import type { Clause, Step } from "../../ir/nodes.ts";
import { array, call, infix, scalar, type Term, variable } from "../ast.ts";
import { holdsRule } from "./alternatives.ts";
import type { BodyLowering } from "./body.ts";
import { isCondition } from "./branches.ts";
import { listed } from "./collections.ts";
import { termAs } from "./copies.ts";
import { commonForm, type Form, objectOf, type Parts, type Value, value } from "./held.ts";
import { lowerIteration } from "./iterations.ts";
import { heldAs } from "./terms.ts";

/** Adds to `scope` the statements of a clause's steps. */
export function lowerSteps(steps: readonly Step[], scope: BodyLowering): void {
  for (const step of steps) {
    switch (step.kind) {
      case "bind": {
        const held = heldAs(step.value, scope, step.binding.name);
        if (held.form !== "value") scope.bind(step.binding, held);
        else if (held.term.kind === "var" || (isCondition(step.value) && held.term.kind === "call"))
          scope.alias(step.binding, held);
        else scope.push({ kind: "assign", name: scope.declare(step.binding), value: held.term });
        break;
      }
      case "iterate":
        lowerIteration(step.source, scope);
        break;
      case "guard":
        scope.condition(step.condition, step.holds);
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
  const name = scope.variableFor(step.result);
  scope.alias(step.result, { ...list, term: variable(name) });
  scope.push(
    { kind: "assign", name, value: list.term },
    { kind: "term", term: infix(">", call("count", variable(name)), scalar(0)) },
  );
}

function resultsOfOne(step: Extract<Step, { kind: "search" }>, clause: Clause, scope: BodyLowering): Value | Parts {
  const inner = scope.nested(true);
  lowerIteration(step.source, inner);
  lowerSteps(clause.steps, inner);
  return listed(inner.outcome(clause), inner);
}

/** Each element's result, if any, comes from a function of the element. */
function resultsOfMany(step: Extract<Step, { kind: "search" }>, scope: BodyLowering): Value | Parts {
  const inner = scope.nested(true);
  lowerIteration(step.source, inner);
  const bindings = new Set(step.clauses.flatMap(freeBindingsOfClause));
  let items: Parts["items"] | undefined;
  const result = inner.helper("result", step.clauses, [...bindings], (parameters, enter) => {
    const outcomes = step.clauses.map((clause) => {
      const body = enter(false);
      lowerSteps(clause.steps, body);
      return { body, outcome: body.outcome(clause) };
    });
    const form = commonForm(outcomes.map(({ outcome }) => outcome));
    // Lists hold objects of the document as they are, and of all else values.
    items = objectOf(form);
    const ofElement: Form = items === undefined ? { form: "value" } : form;
    return [
      {
        kind: "complete",
        ...(parameters && { parameters }),
        branches: [
          ...outcomes.map(({ body, outcome }) => ({ value: array(termAs(outcome, ofElement, body)), body: body.body })),
          { value: array(), body: [] },
        ],
      },
    ];
  });
  const name = inner.fresh("result");
  inner.push({ kind: "some", value: name, source: result });
  const term: Term = { kind: "comprehension", type: "array", value: variable(name), body: inner.body };
  return items === undefined ? value(term) : { form: "parts", items, term };
}
