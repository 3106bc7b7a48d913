import type { Binding, Clause, Expression, Label, Statement, Step } from "./nodes.ts";

/**
 * From statements to clauses. Rego has no `continue`, `break` or early `return`: a path that leaves a block early
 * becomes a step that must not hold for what comes after, and a loop that is left ranges over the elements up to the
 * one that leaves it.
 */
interface Flow {
  readonly clauses: readonly Clause[];
  readonly exits: readonly Exit[];
  readonly alwaysExits: boolean;
}

/** A way in which control leaves a block before its end, as steps from the block's start. */
export interface Exit {
  readonly to: "return" | { readonly after: Label } | { readonly next: Label };
  readonly steps: readonly Step[];
}

/** The clauses of a generator's body, one for each `yield`: in no order, each complete by itself. */
export function generatorClauses(body: readonly Statement[]): readonly Clause[] {
  return flow(body, []).clauses;
}

/** How control leaves a block other than at its end. */
export function exitsOf(body: readonly Statement[]): readonly Exit[] {
  return flow(body, []).exits;
}

/** Whether control never reaches the end of a block. */
export function alwaysExits(body: readonly Statement[]): boolean {
  return flow(body, []).alwaysExits;
}

function flow(body: readonly Statement[], prefix: readonly Step[]): Flow {
  const clauses: Clause[] = [];
  const exits: Exit[] = [];
  const local: Step[] = [];
  const leave = (to: Exit["to"]): Flow => ({
    clauses,
    exits: [...exits, { to, steps: [...local] }],
    alwaysExits: true,
  });
  for (const statement of body) {
    switch (statement.kind) {
      case "bind":
        local.push({ kind: "bind", binding: statement.binding, value: statement.value });
        break;
      case "change":
        throw new Error(`the variable ${statement.binding.name} still changes`);
      case "yield":
        clauses.push({ steps: [...prefix, ...local], outcome: statement.value, span: statement.span });
        break;
      case "for": {
        const leaving = exitsOf(statement.body).filter(({ to }) => !isNext(to, statement.label));
        const iterate: Step = {
          kind: "iterate",
          source: leaving.length === 0 ? statement.source : { ...statement.source, until: exists(leaving, statement) },
        };
        clauses.push(...flow(statement.body, [...prefix, ...local, iterate]).clauses);
        const further = leaving.filter(({ to }) => !isAfter(to, statement.label));
        // Which element leaves the loop doesn't matter where all that leave it go to one place.
        const opening: Step = leaving.every(({ to }) => isSame(to, leaving[0]!.to))
          ? { kind: "iterate", source: statement.source }
          : iterate;
        const ways = further.map(({ to, steps }): Exit => ({ to, steps: [opening, ...steps] }));
        exits.push(...ways.map((way) => ({ ...way, steps: [...local, ...way.steps] })));
        local.push(...ways.map(({ steps }) => unless(steps)));
        break;
      }
      case "block": {
        const inner = flow(statement.body, [...prefix, ...local]);
        clauses.push(...inner.clauses);
        const ways = inner.exits.filter(({ to }) => !isAfter(to, statement.label));
        exits.push(...ways.map((way) => ({ ...way, steps: [...local, ...way.steps] })));
        if (inner.alwaysExits && ways.length === inner.exits.length) return { clauses, exits, alwaysExits: true };
        local.push(...ways.map(({ steps }) => unless(steps)));
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
        if (whenTrue.alwaysExits) local.push(fails, ...waysOfFalse.map(({ steps }) => unless(steps)));
        else if (whenFalse.alwaysExits) local.push(holds, ...waysOfTrue.map(({ steps }) => unless(steps)));
        else local.push(...[...waysOfTrue, ...waysOfFalse].map(({ steps }) => unless(steps)));
        break;
      }
      case "return":
        if (statement.value !== undefined)
          clauses.push({ steps: [...prefix, ...local], outcome: statement.value, span: statement.span });
        return leave("return");
      case "continue":
        return leave({ next: statement.label });
      case "break":
        return leave({ after: statement.label });
    }
  }
  return { clauses, exits, alwaysExits: false };
}

export function isNext(to: Exit["to"], label: Label): boolean {
  return to !== "return" && "next" in to && to.next === label;
}

export function isAfter(to: Exit["to"], label: Label): boolean {
  return to !== "return" && "after" in to && to.after === label;
}

function isSame(one: Exit["to"], other: Exit["to"]): boolean {
  if (one === "return" || other === "return") return one === other;
  return "next" in one ? isNext(other, one.next) : isAfter(other, one.after);
}

function exists(exits: readonly Exit[], statement: Statement): Expression {
  return {
    kind: "exists",
    ways: exits.map(({ steps }) => steps),
    span: statement.span,
    type: { kind: "boolean", nullable: false },
  };
}

function unless(steps: readonly Step[]): Step {
  const [only] = steps;
  return steps.length === 1 && only?.kind === "guard" ? { ...only, holds: !only.holds } : { kind: "unless", steps };
}

/**
 * The clauses of a function's body, to be tried in order: the first that holds gives the result. A clause doesn't
 * repeat that earlier ones failed. The body always returns, so the last clause has no condition.
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
        const falseReturns = ordered(
          statement.whenFalse,
          [...prefix, ...local, ...(trueReturns ? [] : [fails])],
          clauses,
        );
        if (trueReturns && falseReturns) return true;
        break;
      }
      case "block": {
        if (exitsOf(statement.body).every(({ to }) => to === "return")) {
          if (ordered(statement.body, [...prefix, ...local], clauses)) return true;
          break;
        }
        // Each clause is complete by itself, and a loop in it ends at the element that returns.
        for (const clause of flow(statement.body, []).clauses)
          clauses.push({ ...clause, steps: [...prefix, ...local, ...clause.steps] });
        break;
      }
      case "for":
        for (const clause of search(statement))
          clauses.push({ ...clause, steps: [...prefix, ...local, ...clause.steps] });
        break;
      case "change":
        throw new Error(`the variable ${statement.binding.name} still changes`);
      case "yield":
      case "continue":
      case "break":
        break;
    }
  }
  return false;
}

/**
 * A loop that returns gives the outcome of the first element, in order, that reaches a `return`. Where every `return`
 * has the same constant, which element it was doesn't matter.
 */
function search(loop: Extract<Statement, { kind: "for" }>): readonly Clause[] {
  const stops = exitsOf(loop.body).filter(({ to }) => to !== "return" && !isNext(to, loop.label));
  const source = stops.length === 0 ? loop.source : { ...loop.source, until: exists(stops, loop) };
  const { clauses } = flow(loop.body, []);
  const [first] = clauses;
  if (first === undefined) return [];
  const constant = first.outcome?.kind === "literal" ? first.outcome.value : undefined;
  if (
    constant !== undefined &&
    clauses.every(({ outcome }) => outcome?.kind === "literal" && outcome.value === constant)
  ) {
    return clauses.map((clause) => ({ ...clause, steps: [{ kind: "iterate", source }, ...clause.steps] }));
  }
  return found(source, clauses, loop);
}

/** The outcome of the first element for which one of the clauses holds. */
function found(
  source: Extract<Step, { kind: "iterate" }>["source"],
  clauses: readonly Clause[],
  { span }: { readonly span: Clause["span"] },
): Clause[] {
  const result: Binding = { name: "results", type: { kind: "list", nullable: false } };
  const list: Expression = { kind: "local", binding: result, span, type: result.type };
  const zero: Expression = { kind: "literal", value: 0, span, type: { kind: "number", nullable: false } };
  const outcome: Expression = {
    kind: "element",
    collection: list,
    key: zero,
    span,
    type: clauses[0]?.outcome?.type ?? { kind: "nothing", nullable: true },
  };
  return [{ steps: [{ kind: "search", source, clauses, result }], outcome, span }];
}
