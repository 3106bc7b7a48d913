import { type ClauseTree, clauseTrees, orderedTrees } from "./clause-trees.ts";
import { functionClauses, generatorClauses } from "./clauses.ts";
import {
  type Bind,
  type Binding,
  type Expression,
  type GeneratorDeclaration,
  type Item,
  type Iteration,
  type Lambda,
  type Module,
  type Statement,
  type Step,
  symbolKey,
} from "./nodes.ts";
import { reachable } from "./reachable.ts";
import type {
  SerialisedBind,
  SerialisedExpression,
  SerialisedFunction,
  SerialisedGenerator,
  SerialisedItem,
  SerialisedIteration,
  SerialisedProgram,
  SerialisedStep,
  Slot,
  Way,
} from "./serialised.ts";

/** The rules and input kinds of a program after its passes, with the functions and constants that these need. */
export function serialised(modules: readonly Module[]): SerialisedProgram {
  const rules = modules.flatMap(({ rule }) => (rule === undefined ? [] : [rule]));
  const kinds = modules.flatMap((module) => module.kinds);
  const ids = (declared: readonly { readonly id: string }[]): string[] => declared.map(({ id }) => id);
  const { symbols } = reachable(modules, ids(rules), ids(kinds), []);
  const needed = <Declaration extends { readonly symbol: Parameters<typeof symbolKey>[0] }>(
    declared: readonly Declaration[],
  ): (readonly [string, Declaration])[] =>
    declared
      .map((declaration) => [symbolKey(declaration.symbol), declaration] as const)
      .filter(([key]) => symbols.has(key));
  return {
    format: 1,
    functions: Object.fromEntries(
      needed(modules.flatMap(({ functions }) => functions)).map(([key, { parameters, body }]) => [
        key,
        new Body().function(parameters, body),
      ]),
    ),
    constants: Object.fromEntries(
      needed(modules.flatMap(({ constants }) => constants)).map(([key, { value }]) => [
        key,
        new Body().expression(value),
      ]),
    ),
    kinds: Object.fromEntries(kinds.map(({ id, find }) => [id, new Body().generator(find)])),
    rules: Object.fromEntries(rules.map(({ id, check }) => [id, new Body().generator(check)])),
  };
}

/** What is inside one function, constant or generator, whose variables have slots of their own. */
class Body {
  readonly #slots = new Map<Binding, Slot>();
  /** Each object's form, so that what is one object stays one. */
  readonly #forms = new Map<object, object>();

  function(parameters: readonly Binding[], body: readonly Statement[]): SerialisedFunction {
    return {
      parameters: parameters.map((parameter) => this.#slot(parameter)),
      ways: this.#ways(orderedTrees(functionClauses(body))),
    };
  }

  generator({ subject, body }: GeneratorDeclaration): SerialisedGenerator {
    return { subject: this.#slot(subject), ways: this.#ways(clauseTrees(generatorClauses(body))) };
  }

  expression(expression: Expression): SerialisedExpression {
    return this.#once(expression, () => this.#expression(expression));
  }

  #once<Form extends object>(part: object, make: () => Form): Form {
    const known = this.#forms.get(part) as Form | undefined;
    if (known !== undefined) return known;
    const form = make();
    this.#forms.set(part, form);
    return form;
  }

  #slot(binding: Binding): Slot {
    const known = this.#slots.get(binding) ?? this.#slots.size;
    this.#slots.set(binding, known);
    return known;
  }

  #ways(trees: readonly ClauseTree[]): Way[] {
    return trees.map((tree) =>
      "step" in tree
        ? { step: this.#step(tree.step), ways: this.#ways(tree.trees) }
        : { outcome: tree.outcome === undefined ? null : this.expression(tree.outcome) },
    );
  }

  /** Steps alone, of which only is asked whether they hold. */
  #conditions(ways: readonly (readonly Step[])[]): Way[] {
    return this.#ways(clauseTrees(ways.map((steps) => ({ steps, outcome: undefined }))));
  }

  #step(step: Step): SerialisedStep {
    return this.#once(step, (): SerialisedStep => {
      switch (step.kind) {
        case "bind":
          return this.#bind(step);
        case "iterate":
          return { kind: "iterate", source: this.#iteration(step.source) };
        case "guard":
          return { kind: "guard", condition: this.expression(step.condition), holds: step.holds };
        case "unless":
          return { kind: "unless", ways: this.#conditions([step.steps]) };
        case "search":
          return {
            kind: "search",
            source: this.#iteration(step.source),
            ways: this.#ways(orderedTrees(step.clauses)),
            result: this.#slot(step.result),
          };
      }
    });
  }

  #bind({ binding, value }: Pick<Bind, "binding" | "value">): SerialisedBind {
    return { kind: "bind", slot: this.#slot(binding), value: this.expression(value) };
  }

  #iteration({ over, key, value, derived, until }: Iteration): SerialisedIteration {
    return {
      over: this.expression(over),
      key: key === undefined ? null : this.#slot(key),
      isPosition: key?.isPosition === true,
      value: value === undefined ? null : this.#slot(value),
      derived: derived.map((bind) => this.#bind(bind)),
      until: until === undefined ? null : this.expression(until),
    };
  }

  #lambda(lambda: Lambda): SerialisedFunction {
    return this.#once(lambda, () => this.function(lambda.parameters, lambda.body));
  }

  #all(expressions: readonly Expression[]): SerialisedExpression[] {
    return expressions.map((one) => this.expression(one));
  }

  #items(items: readonly Item[]): SerialisedItem[] {
    return items.map(({ spread, value }) => ({ spread, value: this.expression(value) }));
  }

  #expression(expression: Expression): SerialisedExpression {
    const of = (inner: Expression): SerialisedExpression => this.expression(inner);
    switch (expression.kind) {
      case "error":
        throw new Error("what was refused is not serialised");
      case "literal":
        return { kind: "literal", value: expression.value };
      case "local":
        return { kind: "local", slot: this.#slot(expression.binding) };
      case "constant":
        return { kind: "constant", symbol: symbolKey(expression.symbol) };
      case "parameters":
        return { kind: "parameters" };
      case "field":
        return { kind: "field", object: of(expression.object), key: expression.key };
      case "element":
        return { kind: "element", collection: of(expression.collection), key: of(expression.key) };
      case "call":
        return {
          kind: "call",
          function: symbolKey(expression.function),
          arguments: this.#all(expression.arguments),
        };
      case "apply":
        return { kind: "apply", lambda: this.#lambda(expression.lambda), arguments: this.#all(expression.arguments) };
      case "operation":
        return { kind: "operation", name: expression.name, arguments: this.#all(expression.arguments) };
      case "equal":
      case "and":
      case "or":
      case "coalesce":
        return { kind: expression.kind, left: of(expression.left), right: of(expression.right) };
      case "order":
        return {
          kind: "order",
          operator: expression.operator,
          left: of(expression.left),
          right: of(expression.right),
        };
      case "arithmetic":
        return {
          kind: "arithmetic",
          operator: expression.operator,
          left: of(expression.left),
          right: of(expression.right),
        };
      case "truthy":
        return { kind: "truthy", value: of(expression.value) };
      case "not":
        return { kind: "not", operand: of(expression.operand) };
      case "conditional":
        return {
          kind: "conditional",
          condition: of(expression.condition),
          whenTrue: of(expression.whenTrue),
          whenFalse: of(expression.whenFalse),
        };
      case "template":
        return { kind: "template", parts: this.#all(expression.parts) };
      case "list":
      case "set":
        return { kind: expression.kind, items: this.#items(expression.items) };
      case "object":
        return { kind: "object", entries: expression.entries.map(([key, value]) => [key, of(value)]) };
      case "record":
        return {
          kind: "record",
          entries: expression.entries.map(({ key, value }) => ({
            key: key === undefined ? null : of(key),
            value: of(value),
          })),
        };
      case "collect":
        return {
          kind: "collect",
          into: expression.into,
          ways: this.#ways(clauseTrees([{ steps: expression.steps, outcome: expression.value }])),
        };
      case "exists":
        return { kind: "exists", ways: this.#conditions(expression.ways) };
      case "typeTest":
        return { kind: "typeTest", value: of(expression.value), is: expression.is };
      case "membership":
        return { kind: "membership", value: of(expression.value), collection: of(expression.collection) };
      case "violation":
        return { kind: "violation", node: of(expression.node), message: of(expression.message) };
      case "undetermined":
        return {
          kind: "undetermined",
          node: of(expression.node),
          message: of(expression.message),
          missing: expression.missing,
          collect: expression.collect,
        };
      case "inventory":
        return { kind: "inventory", of: expression.of };
      case "lookup":
        return {
          kind: "lookup",
          of: expression.of,
          namespace: of(expression.namespace),
          name: of(expression.name),
        };
      case "place":
        return { kind: "place", node: of(expression.node), keys: this.#all(expression.keys) };
      case "instance":
        return {
          kind: "instance",
          at: of(expression.at),
          resource: of(expression.resource),
          whole: expression.whole,
          fields: expression.fields.map(([key, value]) => [key, value === undefined ? null : of(value)]),
        };
    }
  }
}
