import type { Clause, Expression, Step } from "./nodes.ts";

/**
 * Clauses as a tree: those that follow each other and begin with the same step have it in common. An outcome is
 * undefined where nothing but whether the steps hold is asked.
 */
export type ClauseTree =
  | { readonly step: Step; readonly trees: readonly ClauseTree[] }
  | { readonly outcome: Expression | undefined };

/** Steps that hold in at most one way: clauses that have them in common stay in order. */
const single: ReadonlySet<Step["kind"]> = new Set(["bind", "guard", "unless"]);

/** Clauses in no order. */
export function clauseTrees(clauses: readonly Pick<Clause, "steps" | "outcome">[]): readonly ClauseTree[] {
  return treesFrom(clauses, 0, () => true);
}

/** Clauses to be tried in order: each element of an iteration goes through all steps after it before the next one. */
export function orderedTrees(clauses: readonly Pick<Clause, "steps" | "outcome">[]): readonly ClauseTree[] {
  return treesFrom(clauses, 0, ({ kind }) => single.has(kind));
}

function treesFrom(
  clauses: readonly Pick<Clause, "steps" | "outcome">[],
  at: number,
  isShared: (step: Step) => boolean,
): readonly ClauseTree[] {
  const trees: ClauseTree[] = [];
  for (let from = 0; from < clauses.length; ) {
    const { steps, outcome } = clauses[from]!;
    const step = steps[at];
    let to = from + 1;
    if (step === undefined) trees.push({ outcome });
    else {
      if (isShared(step)) while (clauses[to]?.steps[at] === step) to++;
      trees.push({ step, trees: treesFrom(clauses.slice(from, to), at + 1, isShared) });
    }
    from = to;
  }
  return trees;
}
