import type { Span } from "../diagnostics/span.ts";
import type { Binding, Expression, Iteration, Statement } from "./nodes.ts";

/**
 * Control flow as logic. A *clause* is one way through a block to a `yield` or `return`: the steps that must hold, in order,
 * and the outcome. Rego has no `continue` and no early `return`; a path that leaves a block early becomes a step that must
 * not hold for what comes after.
 */
export interface Clause {
  readonly steps: readonly Step[];
  readonly outcome: Expression | undefined;
  readonly span: Span;
}

export type Step =
  | { readonly kind: "bind"; readonly binding: Binding; readonly value: Expression }
  | { readonly kind: "iterate"; readonly source: Iteration }
  | { readonly kind: "guard"; readonly condition: Expression; readonly holds: boolean }
  /** No way through these steps exists. */
  | { readonly kind: "unless"; readonly steps: readonly Step[] }
  /**
   * `result` is the list of the outcomes of `clauses` for the elements of `source`, in order, and isn't empty. For one
   * element, at most one clause holds.
   */
  | { readonly kind: "search"; readonly source: Iteration; readonly clauses: readonly Clause[]; readonly result: Binding };

interface Flow {
  readonly clauses: readonly Clause[];
  /** The ways in which control leaves the block before its end, as steps from the block's start. */
  readonly exits: readonly Exit[];
  readonly alwaysExits: boolean;
}

interface Exit {
  readonly by: "return" | "continue";
  readonly steps: readonly Step[];
}

/** The clauses of a generator's body, one for each `yield`: in no order, each complete by itself. */
export function generatorClauses(body: readonly Statement[]): readonly Clause[] {
  return flow(body, []).clauses;
}

function flow(body: readonly Statement[], prefix: readonly Step[]): Flow {
  const clauses: Clause[] = [];
  const exits: Exit[] = [];
  const local: Step[] = [];
  for (const statement of body) {
    switch (statement.kind) {
      case "bind":
        local.push({ kind: "bind", binding: statement.binding, value: statement.value });
        break;
      case "yield":
        clauses.push({ steps: [...prefix, ...local], outcome: statement.value, span: statement.span });
        break;
      case "for": {
        const iterate: Step = { kind: "iterate", source: statement.source };
        const inner = flow(statement.body, [...prefix, ...local, iterate]);
        clauses.push(...inner.clauses);
        const ways = inner.exits.filter((exit) => exit.by === "return").map((exit) => [iterate, ...exit.steps]);
        exits.push(...ways.map((way): Exit => ({ by: "return", steps: [...local, ...way] })));
        local.push(...ways.map(unless));
        break;
      }
      case "if": {
        const holds: Step = { kind: "guard", condition: statement.condition, holds: true };
        const fails: Step = { kind: "guard", condition: statement.condition, holds: false };
        const whenTrue = flow(statement.whenTrue, [...prefix, ...local, holds]);
        const whenFalse = flow(statement.whenFalse, [...prefix, ...local, fails]);
        clauses.push(...whenTrue.clauses, ...whenFalse.clauses);
        const waysOfTrue = whenTrue.exits.map((exit) => ({ ...exit, steps: [holds, ...exit.steps] }));
        const waysOfFalse = whenFalse.exits.map((exit) => ({ ...exit, steps: [fails, ...exit.steps] }));
        exits.push(...[...waysOfTrue, ...waysOfFalse].map((exit) => ({ ...exit, steps: [...local, ...exit.steps] })));
        if (whenTrue.alwaysExits && whenFalse.alwaysExits) return { clauses, exits, alwaysExits: true };
        if (whenTrue.alwaysExits) local.push(fails, ...waysOfFalse.map((exit) => unless(exit.steps)));
        else if (whenFalse.alwaysExits) local.push(holds, ...waysOfTrue.map((exit) => unless(exit.steps)));
        else local.push(...[...waysOfTrue, ...waysOfFalse].map((exit) => unless(exit.steps)));
        break;
      }
      case "return":
        if (statement.value !== undefined) clauses.push({ steps: [...prefix, ...local], outcome: statement.value, span: statement.span });
        exits.push({ by: "return", steps: [...local] });
        return { clauses, exits, alwaysExits: true };
      case "continue":
        exits.push({ by: "continue", steps: [...local] });
        return { clauses, exits, alwaysExits: true };
    }
  }
  return { clauses, exits, alwaysExits: false };
}

function unless(steps: readonly Step[]): Step {
  const [only] = steps;
  return steps.length === 1 && only?.kind === "guard" ? { ...only, holds: !only.holds } : { kind: "unless", steps };
}

/**
 * The clauses of a function's body, to be tried in order: the first that holds gives the result. A clause doesn't repeat
 * that earlier ones failed. The body always returns, so the last clause has no condition.
 */
export function functionClauses(body: readonly Statement[]): readonly Clause[] {
  const clauses: Clause[] = [];
  ordered(body, [], clauses);
  return clauses;
}

/** Adds the clauses of a block after `prefix`; answers whether the block always returns. */
function ordered(body: readonly Statement[], prefix: readonly Step[], clauses: Clause[]): boolean {
  const local: Step[] = [];
  for (const statement of body) {
    switch (statement.kind) {
      case "bind":
        local.push({ kind: "bind", binding: statement.binding, value: statement.value });
        break;
      case "return":
        clauses.push({ steps: [...prefix, ...local], outcome: statement.value, span: statement.span });
        return true;
      case "if": {
        const holds: Step = { kind: "guard", condition: statement.condition, holds: true };
        const fails: Step = { kind: "guard", condition: statement.condition, holds: false };
        const trueReturns = ordered(statement.whenTrue, [...prefix, ...local, holds], clauses);
        const falseReturns = ordered(statement.whenFalse, [...prefix, ...local, ...(trueReturns ? [] : [fails])], clauses);
        if (trueReturns && falseReturns) return true;
        break;
      }
      case "for":
        for (const clause of search(statement)) clauses.push({ ...clause, steps: [...prefix, ...local, ...clause.steps] });
        break;
      case "yield":
      case "continue":
        break;
    }
  }
  return false;
}

/**
 * A loop that returns gives the outcome of the first element, in order, that reaches a `return`. Where every `return` has the
 * same constant, which element it was doesn't matter.
 */
function search(loop: Extract<Statement, { kind: "for" }>): Clause[] {
  const { clauses } = flow([loop], []);
  const [first] = clauses;
  if (first === undefined) return [];
  const constant = first.outcome?.kind === "literal" ? first.outcome.value : undefined;
  if (constant !== undefined && clauses.every(({ outcome }) => outcome?.kind === "literal" && outcome.value === constant)) return clauses.map((clause) => clause);
  const { span } = loop;
  const result: Binding = { name: "results", type: { kind: "list", nullable: false } };
  const list: Expression = { kind: "local", binding: result, span, type: result.type };
  const zero: Expression = { kind: "literal", value: 0, span, type: { kind: "number", nullable: false } };
  const outcome: Expression = { kind: "element", collection: list, key: zero, span, type: first.outcome?.type ?? { kind: "nothing", nullable: true } };
  return [{ steps: [{ kind: "search", source: loop.source, clauses: withoutFirst(clauses), result }], outcome, span }];
}

/** Each clause starts with the loop's own iteration, which the search step has already. */
function withoutFirst(clauses: readonly Clause[]): readonly Clause[] {
  return clauses.map((clause) => ({ ...clause, steps: clause.steps.slice(1) }));
}
