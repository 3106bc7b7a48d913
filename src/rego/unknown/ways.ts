import { type ClauseTree, clauseTrees } from "../../ir/clause-trees.ts";
import type { Clause, Expression, Iteration, Step } from "../../ir/nodes.ts";
import { array, call, infix, nothing, ref, scalar, type Term, variable } from "../ast.ts";
import type { Scope } from "./scope.ts";

const no: Term = scalar(false);

/** Adds a step to a body, and to its truths whether it holds. */
export function lowerStep(step: Step, scope: Scope, conditions: ReadonlyMap<Expression, Term> = new Map()): void {
  const { module } = scope;
  switch (step.kind) {
    case "bind":
      scope.bind(step.binding, scope.term(step.value));
      return;
    case "guard": {
      const { condition, holds } = step;
      const known = conditions.get(condition);
      if (!holds && known === undefined && condition.kind === "not") require(scope.term(condition.operand), scope);
      else if (holds) require(known ?? scope.term(condition), scope);
      else require(module.abstract("negated", known ?? scope.term(condition)), scope);
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
      const ways = inner.variable(inOrder(step.clauses, inner), "ways");
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
  const inner = scope.nested();
  const trees = clauseTrees(ways.map((steps) => ({ steps, outcome: undefined })));
  const truth = follow(trees, inner, { name: "truth", give: (_, { truth }) => truth });
  return scope.module.abstract("disjunction", listOf(truth, inner));
}

/** What a body gives where its steps end, and what that is called where several bodies give it. */
interface End {
  readonly name: string;
  readonly give: (outcome: Expression | undefined, scope: Scope) => Term;
}

/** A way through steps: `[value, whether they hold, whether it stands for a rest]`. */
const way: End = {
  name: "way",
  give(outcome, scope) {
    const value = outcome === undefined ? nothing : scope.term(outcome);
    // A call has a type whatever its arguments have; OPA 1.3 refuses an array in which one hasn't.
    return scope.module.abstract("way", value, array(...scope.truths), array(...scope.rests));
  },
};

/** An array of the ways of clauses in no order. */
export function waysOf(clauses: readonly Pick<Clause, "steps" | "outcome">[], scope: Scope): Term {
  if (clauses.length === 0) return array();
  const inner = scope.nested();
  return listOf(follow(clauseTrees(clauses), inner, way), inner);
}

/** Makes a body go through all that trees give, which is the value of the term. */
export function follow(trees: readonly ClauseTree[], scope: Scope, end: End): Term {
  const [tree, ...others] = trees;
  if (tree !== undefined && others.length === 0) return followOne(tree, scope, end);
  const name = scope.fresh(end.name);
  const heads = withNames(trees, scope);
  const conditions = sharedConditions(heads, scope);
  const lists = heads.map((head) => {
    const inner = scope.continued();
    return listOf(followOne(head, inner, end, conditions), inner);
  });
  scope.statements.push({ kind: "some", value: name, source: concatenated(lists) });
  return variable(name);
}

/** @param conditions terms of those that have a variable already */
function followOne(
  tree: ClauseTree,
  scope: Scope,
  end: End,
  conditions: ReadonlyMap<Expression, Term> = new Map(),
): Term {
  if ("outcome" in tree) return end.give(tree.outcome, scope);
  lowerStep(tree.step, scope, conditions);
  return follow(tree.trees, scope, end);
}

/**
 * Trees without the names that they begin with, which have their value beside them. A comprehension for what comes
 * after each name would be inside that of the name before, and OPA 1.3 takes minutes to check the types of many levels.
 */
function withNames(trees: readonly ClauseTree[], scope: Scope): readonly ClauseTree[] {
  return trees.flatMap((tree): readonly ClauseTree[] => {
    if ("outcome" in tree || tree.step.kind !== "bind") return [tree];
    lowerStep(tree.step, scope);
    return withNames(tree.trees, scope);
  });
}

/** Variables for the conditions that several trees begin with, since they hold in one and don't in another. */
function sharedConditions(trees: readonly ClauseTree[], scope: Scope): ReadonlyMap<Expression, Term> {
  const conditions = trees.flatMap((tree) =>
    "step" in tree && tree.step.kind === "guard" ? [tree.step.condition] : [],
  );
  const shared = conditions.filter((condition, index) => conditions.indexOf(condition) < index);
  return new Map(shared.map((condition) => [condition, scope.variable(scope.term(condition), "truth")]));
}

/** An array of the ways of clauses in order. None is looked for after one that surely holds. */
export function inOrder(clauses: readonly Clause[], scope: Scope): Term {
  return clauses.reduce<Term>((before, { steps, outcome }, index) => {
    const inner = scope.nested();
    if (index > 0) inner.statements.push({ kind: "not", term: scope.module.abstract("decided", before) });
    for (const step of steps) lowerStep(step, inner);
    const ways = listOf(way.give(outcome, inner), inner);
    if (clauses.length === 1) return ways;
    return scope.variable(index === 0 ? ways : call("array.concat", before, ways), "ways");
  }, array());
}

export function listOf(value: Term, { statements }: Scope): Term {
  return { kind: "comprehension", type: "array", value, body: statements };
}

/** Lists as one. Each stands no deeper than it must: a rule may have hundreds of `yield`s. */
export function concatenated(lists: readonly Term[]): Term {
  if (lists.length <= 1) return lists[0] ?? array();
  const middle = Math.ceil(lists.length / 2);
  return call("array.concat", concatenated(lists.slice(0, middle)), concatenated(lists.slice(middle)));
}
