import type { Binding, Clause, Expression, Step } from "./nodes.ts";
import { listOf, listType, literal, local, numberType, operation } from "./terms.ts";

type Iterate = Extract<Step, { kind: "iterate" }>;

/**
 * The outcomes of clauses in the order in which the statements that they come from run. Clauses of one loop take turns,
 * so each outcome is put behind its position: for each loop around it where the loop stands and the element's index,
 * then the clause's own place.
 *
 * @param flat whether the outcomes are lists whose elements are meant
 */
export function inOrder(clauses: readonly Clause[], flat: boolean, span: Expression["span"]): Expression {
  const [only] = clauses;
  if (clauses.length === 1 && only !== undefined) return collected(only, flat, "list");
  const loops = clauses.map((clause) => clause.steps.filter((step) => step.kind === "iterate"));
  const shared = loops.some((own, index) =>
    own.some((loop) => loops.findIndex((other) => other.includes(loop)) !== index),
  );
  if (!shared)
    return {
      kind: "list",
      items: clauses.map((clause) => ({ spread: true, value: collected(clause, flat, "list") })),
      span,
      type: listType,
    };
  const keys = new Map<Iterate, Binding>();
  const rows = clauses.map((clause, index): Clause => {
    const steps = clause.steps.map(
      (step): Step =>
        step.kind === "iterate" ? { ...step, source: { ...step.source, key: keyOf(step, keys) } } : step,
    );
    const position = (loops[index] ?? []).flatMap((loop) => [
      literal(
        loops.findIndex((other) => other.includes(loop)),
        span,
        numberType,
      ),
      local(keyOf(loop, keys), span),
    ]);
    if (clause.outcome === undefined) throw new Error("a clause in order has an outcome");
    return {
      ...clause,
      steps,
      outcome: listOf([listOf([...position, literal(index, span, numberType)], span), clause.outcome], span),
    };
  });
  const all: Expression = {
    kind: "list",
    items: rows.map((row) => ({ spread: true, value: collected(row, false, "list") })),
    span,
    type: listType,
  };
  const ordered = operation("list.inOrder", [all], span, listType);
  return flat ? operation("list.flat", [ordered], span, listType) : ordered;
}

function keyOf(step: Iterate, keys: Map<Iterate, Binding>): Binding {
  const known = step.source.key ?? keys.get(step);
  if (known !== undefined) return known;
  const key: Binding = { name: "index", type: numberType, isPosition: true };
  keys.set(step, key);
  return key;
}

/** The list or set of the outcomes of one clause. */
export function collected(clause: Clause, flat: boolean, into: "list" | "set"): Expression {
  const { span, outcome, steps } = clause;
  if (outcome === undefined) throw new Error("a clause that is collected has an outcome");
  const type = { kind: into, nullable: false };
  if (!flat) return { kind: "collect", into, steps, value: outcome, span, type };
  const item: Binding = { name: "item", type: { kind: "other", nullable: false } };
  const inner: Step = { kind: "iterate", source: { over: outcome, key: undefined, value: item, derived: [] } };
  return { kind: "collect", into, steps: [...steps, inner], value: local(item, span), span, type };
}
