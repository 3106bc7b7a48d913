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
interface Exit {
  readonly to: "return" | { readonly after: Label } | { readonly next: Label };
  readonly steps: readonly Step[];
}

/** The clauses of a generator's body, one for each `yield`: in no order, each complete by itself. */
export function generatorClauses(body: readonly Statement[]): readonly Clause[] {
  return flowOf(body).clauses;
}

/** How control leaves a block other than at its end. */
export function exitsOf(body: readonly Statement[]): readonly Exit[] {
  return flowOf(body).exits;
}

const known = new WeakMap<readonly Statement[], Flow>();

/** The flow of a list of statements from its start, which is found out once, from the flow of the lists inside it. */
function flowOf(body: readonly Statement[]): Flow {
  let flow = known.get(body);
  if (flow === undefined) {
    flow = computed(body);
    known.set(body, flow);
  }
  return flow;
}

/** The same clauses or exits, after further steps before them. */
function after<Way extends { readonly steps: readonly Step[] }>(before: readonly Step[], ways: readonly Way[]): Way[] {
  return ways.map((way) => ({ ...way, steps: [...before, ...way.steps] }));
}

function computed(body: readonly Statement[]): Flow {
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
        clauses.push({ steps: [...local], outcome: statement.value, span: statement.span });
        break;
      case "for": {
        const leaving = exitsOf(statement.body).filter(({ to }) => !isNext(to, statement.label));
        const iterate: Step = {
          kind: "iterate",
          source: leaving.length === 0 ? statement.source : { ...statement.source, until: exists(leaving, statement) },
        };
        clauses.push(...after([...local, iterate], flowOf(statement.body).clauses));
        const further = leaving.filter(({ to }) => !isAfter(to, statement.label));
        // Which element leaves the loop doesn't matter where all that leave it go to one place.
        const opening: Step = leaving.every(({ to }) => isSame(to, leaving[0]!.to))
          ? { kind: "iterate", source: statement.source }
          : iterate;
        const ways = further.map(({ to, steps }): Exit => ({ to, steps: [opening, ...steps] }));
        exits.push(...after(local, ways));
        local.push(...ways.map(({ steps }) => unless(steps)));
        break;
      }
      case "block": {
        const inner = flowOf(statement.body);
        clauses.push(...after(local, inner.clauses));
        const ways = inner.exits.filter(({ to }) => !isAfter(to, statement.label));
        exits.push(...after(local, ways));
        if (inner.alwaysExits && ways.length === inner.exits.length) return { clauses, exits, alwaysExits: true };
        local.push(...ways.map(({ steps }) => unless(steps)));
        break;
      }
      case "if": {
        const holds: Step = { kind: "guard", condition: statement.condition, holds: true };
        const fails: Step = { kind: "guard", condition: statement.condition, holds: false };
        const [whenTrue, whenFalse] = [flowOf(statement.whenTrue), flowOf(statement.whenFalse)];
        clauses.push(...after([...local, holds], whenTrue.clauses), ...after([...local, fails], whenFalse.clauses));
        const waysOfTrue = after([holds], whenTrue.exits);
        const waysOfFalse = after([fails], whenFalse.exits);
        exits.push(...after(local, [...waysOfTrue, ...waysOfFalse]));
        if (whenTrue.alwaysExits && whenFalse.alwaysExits) return { clauses, exits, alwaysExits: true };
        if (whenTrue.alwaysExits) local.push(fails, ...waysOfFalse.map(({ steps }) => unless(steps)));
        else if (whenFalse.alwaysExits) local.push(holds, ...waysOfTrue.map(({ steps }) => unless(steps)));
        else local.push(...[...waysOfTrue, ...waysOfFalse].map(({ steps }) => unless(steps)));
        break;
      }
      case "return":
        if (statement.value !== undefined)
          clauses.push({ steps: [...local], outcome: statement.value, span: statement.span });
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

function isAfter(to: Exit["to"], label: Label): boolean {
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
        clauses.push(...after([...prefix, ...local], flowOf(statement.body).clauses));
        break;
      }
      case "for":
        clauses.push(...after([...prefix, ...local], search(statement)));
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
  const { clauses } = flowOf(loop.body);
  const [first] = clauses;
  if (first === undefined) return [];
  const constant = first.outcome?.kind === "literal" ? first.outcome.value : undefined;
  if (
    constant !== undefined &&
    clauses.every(({ outcome }) => outcome?.kind === "literal" && outcome.value === constant)
  ) {
    return after([{ kind: "iterate", source }], clauses);
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
