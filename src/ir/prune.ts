import { freeBindings, freeBindingsOfSteps } from "./free.ts";
import type { Binding, Clause, Expression, Iteration, Step } from "./nodes.ts";

/** A clause without the names that nothing after them uses, which strict Rego refuses. */
export function pruned(clause: Clause): Clause {
  return { ...clause, steps: prunedSteps(clause.steps, clause.outcome) };
}

export function prunedSteps(steps: readonly Step[], outcome: Expression | undefined): readonly Step[] {
  const kept: Step[] = [];
  for (const step of [...steps].reverse()) {
    const used = new Set(freeBindingsOfSteps(kept, outcome));
    switch (step.kind) {
      case "bind":
        if (used.has(step.binding)) kept.unshift(step);
        break;
      case "iterate":
        kept.unshift({ ...step, source: prunedIteration(step.source, used) });
        break;
      case "guard":
        kept.unshift(step);
        break;
      case "unless":
        kept.unshift({ ...step, steps: prunedSteps(step.steps, undefined) });
        break;
      case "search": {
        const clauses = step.clauses.map(pruned);
        const inside = new Set(clauses.flatMap((clause) => freeBindingsOfSteps(clause.steps, clause.outcome)));
        kept.unshift({ ...step, source: prunedIteration(step.source, inside), clauses });
        break;
      }
    }
  }
  return kept;
}

/** An iteration without the names that nothing inside it uses, nor the condition that ends it. */
export function prunedIteration(source: Iteration, usedInside: ReadonlySet<Binding>): Iteration {
  const used = new Set(usedInside);
  if (source.until !== undefined) for (const binding of freeBindings(source.until)) used.add(binding);
  const derived = [...source.derived].reverse().filter((bind) => {
    if (!used.has(bind.binding)) return false;
    for (const binding of freeBindings(bind.value)) used.add(binding);
    return true;
  });
  return {
    ...source,
    key: source.key !== undefined && used.has(source.key) ? source.key : undefined,
    value: source.value !== undefined && used.has(source.value) ? source.value : undefined,
    derived: derived.reverse(),
  };
}
