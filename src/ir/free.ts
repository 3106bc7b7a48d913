import type { Step } from "./clauses.ts";
import type { Binding, Expression, Iteration } from "./nodes.ts";

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

function collectSteps(steps: readonly Step[], outcome: Expression | undefined, bound: ReadonlySet<Binding>, found: Set<Binding>): void {
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
    default:
      for (const child of children(expression)) collect(child, bound, found);
  }
}

/** The expressions directly inside one that binds no names. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "local":
    case "constant":
    case "parameters":
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
      return [expression.value];
    case "not":
      return [expression.operand];
    case "conditional":
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case "template":
      return expression.parts;
    case "list":
      return expression.items.map((item) => item.value);
    case "set":
      return expression.items;
    case "object":
      return expression.entries.map(([, value]) => value);
    case "membership":
      return [expression.value, expression.collection];
    case "violation":
      return [expression.node, expression.message];
    case "place":
      return [expression.node, ...expression.keys];
    case "instance":
      return [expression.at, expression.resource, ...expression.fields.flatMap(([, value]) => (value === undefined ? [] : [value]))];
    case "quantified":
      return [expression.source.over, expression.condition];
    case "comprehension":
      return [expression.source.over, ...(expression.condition === undefined ? [] : [expression.condition]), expression.value];
  }
}
