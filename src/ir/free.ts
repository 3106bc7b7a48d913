import type { Binding, Clause, Expression, Lambda, Statement, Step } from "./nodes.ts";
import { type Visitor, visit } from "./traverse.ts";

/** The names that parts of a program take from around them, by the part, which never changes. */
const known = new WeakMap<object, readonly Binding[]>();

/** The names that an expression takes from around it, in the order of their first use. */
export function freeBindings(expression: Expression): readonly Binding[] {
  return expression.kind === "local"
    ? [expression.binding]
    : freeIn(expression, (visitor) => visit("expression", expression, visitor));
}

/** The same of steps one after another. */
export function freeBindingsOfSteps(steps: readonly Step[]): readonly Binding[] {
  return freeIn(steps, (visitor) => {
    for (const step of steps) visit("step", step, visitor);
  });
}

/** The same of a clause. */
export function freeBindingsOfClause(clause: Clause): readonly Binding[] {
  return freeIn(clause, (visitor) => visit("clause", clause, visitor));
}

/** The names that a lambda takes from around it. */
export function freeBindingsOfLambda(lambda: Lambda): readonly Binding[] {
  return freeIn(lambda, (visitor) => visit("lambda", lambda, visitor));
}

function freeIn(whole: object, walk: (visitor: Visitor) => void): readonly Binding[] {
  const before = known.get(whole);
  if (before !== undefined) return before;
  const free = new Set<Binding>();
  /** How often each name is bound around the point that is read. */
  const bound = new Map<Binding, number>();
  const scopes: Binding[][] = [];
  const uses = (bindings: readonly Binding[]): void => {
    for (const binding of bindings) if ((bound.get(binding) ?? 0) === 0) free.add(binding);
  };
  walk({
    open: () => scopes.push([]),
    close: () => {
      for (const binding of scopes.pop() ?? []) bound.set(binding, bound.get(binding)! - 1);
    },
    binding: (binding) => {
      bound.set(binding, (bound.get(binding) ?? 0) + 1);
      scopes.at(-1)?.push(binding);
    },
    expression: (expression) => {
      if (expression === whole || !mayBeShared(expression)) return true;
      uses(freeBindings(expression));
      return false;
    },
    step: (step) => {
      if (step.kind !== "unless") return true;
      uses(freeBindingsOfSteps(step.steps));
      return false;
    },
    statement: (statement) => readsOld(statement) && uses([statement.binding]),
  });
  const result = [...free];
  known.set(whole, result);
  return result;
}

/** Whether an expression is read by itself: a name, or one that several clauses may have in common. */
function mayBeShared({ kind }: Expression): boolean {
  return kind === "local" || kind === "collect" || kind === "exists" || kind === "apply";
}

/** Whether a variable is changed and not just given another value. */
function readsOld(statement: Statement): statement is Extract<Statement, { kind: "change" }> {
  return statement.kind === "change" && statement.change.how !== "assign";
}
