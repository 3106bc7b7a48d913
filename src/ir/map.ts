import type { Expression, Item, Iteration, Step } from "./nodes.ts";

type Map1 = (expression: Expression) => Expression;

/** An expression with another in place of each of those directly inside it; lambdas are left as they are. */
export function mapChildren(expression: Expression, map: Map1): Expression {
  switch (expression.kind) {
    case "literal":
    case "error":
    case "local":
    case "constant":
    case "parameters":
    case "inventory":
      return expression;
    case "field":
      return { ...expression, object: map(expression.object) };
    case "element":
      return { ...expression, collection: map(expression.collection), key: map(expression.key) };
    case "call":
    case "operation":
    case "apply":
      return { ...expression, arguments: expression.arguments.map(map) };
    case "equal":
    case "order":
    case "arithmetic":
    case "and":
    case "or":
    case "coalesce":
      return { ...expression, left: map(expression.left), right: map(expression.right) };
    case "truthy":
    case "typeTest":
      return { ...expression, value: map(expression.value) };
    case "not":
      return { ...expression, operand: map(expression.operand) };
    case "conditional":
      return {
        ...expression,
        condition: map(expression.condition),
        whenTrue: map(expression.whenTrue),
        whenFalse: map(expression.whenFalse),
      };
    case "template":
      return { ...expression, parts: expression.parts.map(map) };
    case "list":
    case "set":
      return { ...expression, items: mapItems(expression.items, map) };
    case "record":
      return {
        ...expression,
        entries: expression.entries.map(({ key, value }) => ({
          key: key === undefined ? undefined : map(key),
          value: map(value),
        })),
      };
    case "object":
      return {
        ...expression,
        entries: expression.entries.map(([key, value]): readonly [string, Expression] => [key, map(value)]),
      };
    case "quantified":
      return { ...expression, source: mapIteration(expression.source, map), condition: map(expression.condition) };
    case "comprehension":
      return {
        ...expression,
        source: mapIteration(expression.source, map),
        condition: expression.condition === undefined ? undefined : map(expression.condition),
        value: map(expression.value),
      };
    case "membership":
      return { ...expression, value: map(expression.value), collection: map(expression.collection) };
    case "violation":
    case "undetermined":
      return { ...expression, node: map(expression.node), message: map(expression.message) };
    case "place":
      return { ...expression, node: map(expression.node), keys: expression.keys.map(map) };
    case "instance":
      return {
        ...expression,
        at: map(expression.at),
        resource: map(expression.resource),
        fields: expression.fields.map(([key, value]) => [key, value === undefined ? undefined : map(value)]),
      };
    case "collect":
      return { ...expression, steps: expression.steps.map((step) => mapStep(step, map)), value: map(expression.value) };
    case "exists":
      return { ...expression, ways: expression.ways.map((steps) => steps.map((step) => mapStep(step, map))) };
  }
}

export function mapItems(items: readonly Item[], map: Map1): Item[] {
  return items.map(({ spread, value }) => ({ spread, value: map(value) }));
}

export function mapIteration(source: Iteration, map: Map1): Iteration {
  return {
    ...source,
    over: map(source.over),
    derived: source.derived.map((bind) => ({ ...bind, value: map(bind.value) })),
    ...(source.until !== undefined && { until: map(source.until) }),
  };
}

function mapStep(step: Step, map: Map1): Step {
  switch (step.kind) {
    case "bind":
      return { ...step, value: map(step.value) };
    case "iterate":
      return { ...step, source: mapIteration(step.source, map) };
    case "guard":
      return { ...step, condition: map(step.condition) };
    case "unless":
      return { ...step, steps: step.steps.map((inner) => mapStep(inner, map)) };
    case "search":
      return {
        ...step,
        source: mapIteration(step.source, map),
        clauses: step.clauses.map((clause) => ({
          ...clause,
          steps: clause.steps.map((inner) => mapStep(inner, map)),
          outcome: clause.outcome === undefined ? undefined : map(clause.outcome),
        })),
      };
  }
}
