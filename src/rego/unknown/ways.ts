import type { Clause, Expression, Iteration, Step } from "../../ir/nodes.ts";
import { array, call, infix, nothing, ref, type Statement, scalar, type Term, variable } from "../ast.ts";
import type { Scope } from "./scope.ts";

const no: Term = scalar(false);

/** Adds steps to a body, and to its truths whether they hold. */
export function lowerSteps(steps: readonly Step[], scope: Scope): void {
  for (const step of steps) lowerStep(step, scope);
}

function lowerStep(step: Step, scope: Scope): void {
  const { module } = scope;
  switch (step.kind) {
    case "bind":
      scope.bind(step.binding, scope.term(step.value));
      return;
    case "guard": {
      const condition = scope.term(step.condition);
      require(step.holds ? condition : module.abstract("negated", condition), scope);
      return;
    }
    case "unless":
      require(module.abstract("negated", existence([step.steps], scope)), scope);
      return;
    case "iterate":
      enterCase(lowerCases(step.source, scope), step.source, scope);
      return;
    case "search": {
      const cases = lowerCases(step.source, scope);
      const inner = scope.nested();
      enterCase(cases, step.source, inner);
      const ways = inner.variable(waysOf(step.clauses, inner), "ways");
      const truths = [...inner.truths, module.abstract("holds", ways)];
      const found = module.abstract("way", module.abstract("first", ways), array(...truths), array(...inner.rests));
      inner.statements.push({ kind: "term", term: infix(">", call("count", ways), scalar(0)) });
      const result = module.abstract("collected", listOf(found, inner));
      scope.statements.push({ kind: "assign", name: scope.declare(step.result), value: result });
      require(module.abstract("is_filled", scope.lookUp(step.result)), scope);
      return;
    }
  }
}

/** Adds that a condition may hold. */
function require(condition: Term, scope: Scope): void {
  const truth = scope.variable(condition, "truth");
  scope.statements.push({ kind: "term", term: infix("!=", truth, no) });
  scope.truths.push(truth);
}

/** What an iteration meets. */
function lowerCases(source: Iteration, scope: Scope): Term {
  const { module } = scope;
  const all = module.abstract("cases", scope.term(source.over));
  if (source.until === undefined) return all;
  const cases = scope.variable(all, "cases");
  const inner = scope.nested();
  meet(cases, source, inner);
  const stop = inner.variable(inner.term(source.until), "stop");
  return module.abstract("until", cases, listOf(stop, inner));
}

/** Adds the iteration over cases to a body, whose steps then depend on the case that is met. */
function enterCase(cases: Term, source: Iteration, scope: Scope): void {
  const met = meet(cases, source, scope);
  scope.truths.push(ref(met, "sure"));
  scope.rests.push(ref(met, "rest"));
}

function meet(cases: Term, { key, value, derived }: Iteration, scope: Scope): Term {
  const name = scope.fresh("case");
  const met = variable(name);
  // The compiler's own indexes only keep an order.
  const position = key?.isPosition === true ? { key: scope.declare(key) } : {};
  scope.statements.push({ kind: "some", ...position, value: name, source: cases });
  if (key !== undefined && key.isPosition !== true) scope.bind(key, ref(met, "key"));
  if (value !== undefined) scope.bind(value, ref(met, "value"));
  for (const bind of derived) scope.bind(bind.binding, scope.term(bind.value));
  return met;
}

/** Whether the steps of one of some ways hold. */
export function existence(ways: readonly (readonly Step[])[], scope: Scope): Term {
  const lists = ways.map((steps): Term => {
    const inner = scope.nested();
    lowerSteps(steps, inner);
    return listOf(inner.truth, inner);
  });
  return scope.module.abstract("disjunction", concatenated(lists));
}

/** An array of the ways of one list of steps to a value: `[value, whether they hold, whether it stands for a rest]`. */
export function waysTo(
  value: Expression | undefined,
  steps: readonly Step[],
  scope: Scope,
  before: readonly Statement[] = [],
): Term {
  const inner = scope.nested();
  inner.statements.push(...before);
  lowerSteps(steps, inner);
  const outcome = value === undefined ? nothing : inner.term(value);
  const { truths, rests, module } = inner;
  // A call has a type whatever its arguments have; OPA 1.3 refuses an array in which one hasn't.
  const way = module.abstract("way", outcome, array(...truths), array(...rests));
  return listOf(way, inner);
}

/** An array of the ways of clauses in order. None is looked for after one that surely holds. */
export function waysOf(clauses: readonly Clause[], scope: Scope): Term {
  const lists: Term[] = [];
  for (const { steps, outcome } of clauses) {
    const before = lists.map((ways): Statement => ({ kind: "not", term: scope.module.abstract("decided", ways) }));
    const ways = waysTo(outcome, steps, scope, before);
    lists.push(clauses.length === 1 ? ways : scope.variable(ways, "ways"));
  }
  return concatenated(lists);
}

export function listOf(value: Term, { statements }: Scope): Term {
  return { kind: "comprehension", type: "array", value, body: statements };
}

export function concatenated(lists: readonly Term[]): Term {
  if (lists.length === 0) return array();
  return lists.reduce((before, next) => call("array.concat", before, next));
}
