import type { Binding, Change, Expression, Iteration, Lambda, Statement, Step } from "./nodes.ts";

/** The names that an expression takes from around it, in the order of their first use. */
export function freeBindings(expression: Expression): Binding[] {
  const found = new Set<Binding>();
  collect(expression, new Set(), found);
  return [...found];
}

/** As `freeBindings`, for steps one after another and an outcome. */
export function freeBindingsOfSteps(steps: readonly Step[], outcome: Expression | undefined): Binding[] {
  const found = new Set<Binding>();
  collectSteps(steps, outcome, new Set(), found);
  return [...found];
}

function collectSteps(
  steps: readonly Step[],
  outcome: Expression | undefined,
  bound: ReadonlySet<Binding>,
  found: Set<Binding>,
): void {
  const inside = new Set(bound);
  for (const step of steps) {
    switch (step.kind) {
      case "bind":
        collect(step.value, inside, found);
        inside.add(step.binding);
        break;
      case "iterate":
        iterate(step.source, inside, found);
        break;
      case "guard":
        collect(step.condition, inside, found);
        break;
      case "unless":
        collectSteps(step.steps, undefined, inside, found);
        break;
      case "search": {
        const within = new Set(inside);
        iterate(step.source, within, found);
        for (const clause of step.clauses) collectSteps(clause.steps, clause.outcome, within, found);
        inside.add(step.result);
        break;
      }
    }
  }
  if (outcome !== undefined) collect(outcome, inside, found);
}

/** Adds what the iteration binds to `bound`. */
function iterate(source: Iteration, bound: Set<Binding>, found: Set<Binding>): void {
  collect(source.over, bound, found);
  if (source.key !== undefined) bound.add(source.key);
  if (source.value !== undefined) bound.add(source.value);
  for (const bind of source.derived) {
    collect(bind.value, bound, found);
    bound.add(bind.binding);
  }
  if (source.until !== undefined) collect(source.until, bound, found);
}

/** The names that a lambda takes from around it. */
export function freeBindingsOfLambda(lambda: Lambda): Binding[] {
  const found = new Set<Binding>();
  collectStatements(lambda.body, new Set(lambda.parameters), found);
  return [...found];
}

function collectStatements(statements: readonly Statement[], bound: ReadonlySet<Binding>, found: Set<Binding>): void {
  const inside = new Set(bound);
  for (const statement of statements) {
    switch (statement.kind) {
      case "bind":
        collect(statement.value, inside, found);
        inside.add(statement.binding);
        break;
      case "if":
        collect(statement.condition, inside, found);
        collectStatements(statement.whenTrue, inside, found);
        collectStatements(statement.whenFalse, inside, found);
        break;
      case "for": {
        const within = new Set(inside);
        iterate(statement.source, within, found);
        collectStatements(statement.body, within, found);
        break;
      }
      case "block":
        collectStatements(statement.body, inside, found);
        break;
      case "yield":
      case "return":
        if (statement.value !== undefined) collect(statement.value, inside, found);
        break;
      case "change":
        for (const expression of expressionsOfChange(statement.change)) collect(expression, inside, found);
        if (statement.change.how !== "assign" && !inside.has(statement.binding)) found.add(statement.binding);
        inside.add(statement.binding);
        break;
      case "continue":
      case "break":
        break;
    }
  }
}

function collect(expression: Expression, bound: ReadonlySet<Binding>, found: Set<Binding>): void {
  switch (expression.kind) {
    case "local":
      if (!bound.has(expression.binding)) found.add(expression.binding);
      return;
    case "quantified": {
      const inside = new Set(bound);
      iterate(expression.source, inside, found);
      collect(expression.condition, inside, found);
      return;
    }
    case "comprehension": {
      const inside = new Set(bound);
      iterate(expression.source, inside, found);
      if (expression.condition !== undefined) collect(expression.condition, inside, found);
      collect(expression.value, inside, found);
      return;
    }
    case "collect":
      collectSteps(expression.steps, expression.value, bound, found);
      return;
    case "exists":
      for (const steps of expression.ways) collectSteps(steps, undefined, bound, found);
      return;
    case "apply":
      collectStatements(expression.lambda.body, new Set([...bound, ...expression.lambda.parameters]), found);
      for (const argument of expression.arguments) collect(argument, bound, found);
      return;
    default:
      for (const child of children(expression)) collect(child, bound, found);
  }
}

/** The expressions directly inside one, other than those in its iterations, steps and lambdas. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "error":
    case "local":
    case "constant":
    case "parameters":
    case "inventory":
      return [];
    case "field":
      return [expression.object];
    case "element":
      return [expression.collection, expression.key];
    case "call":
    case "operation":
      return expression.arguments;
    case "equal":
    case "order":
    case "arithmetic":
    case "and":
    case "or":
    case "coalesce":
      return [expression.left, expression.right];
    case "truthy":
    case "typeTest":
      return [expression.value];
    case "not":
      return [expression.operand];
    case "conditional":
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case "template":
      return expression.parts;
    case "list":
    case "set":
      return expression.items.map((item) => item.value);
    case "record":
      return expression.entries.flatMap(({ key, value }) => (key === undefined ? [value] : [key, value]));
    case "object":
      return expression.entries.map(([, value]) => value);
    case "membership":
      return [expression.value, expression.collection];
    case "violation":
    case "undetermined":
      return [expression.node, expression.message];
    case "place":
      return [expression.node, ...expression.keys];
    case "instance":
      return [
        expression.at,
        expression.resource,
        ...expression.fields.flatMap(([, value]) => (value === undefined ? [] : [value])),
      ];
    case "quantified":
      return [expression.source.over, expression.condition];
    case "comprehension":
      return [
        expression.source.over,
        ...(expression.condition === undefined ? [] : [expression.condition]),
        expression.value,
      ];
    case "apply":
      return expression.arguments;
    case "collect":
    case "exists":
      return [];
  }
}

/** The expressions of a change. */
export function expressionsOfChange(change: Change): readonly Expression[] {
  switch (change.how) {
    case "assign":
    case "insert":
    case "sum":
    case "write":
      return [change.value];
    case "append":
      return change.items.map((item) => item.value);
    case "tally":
      return [change.key, change.value, change.start];
    case "put":
    case "group":
      return [change.key, change.value];
    case "keep":
      return [change.key, change.value, change.keyOfOld];
  }
}
