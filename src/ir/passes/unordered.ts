import type { Span } from "../../diagnostics/span.ts";
import type { Order } from "../../std/operation.ts";
import { operations } from "../../std/operations.ts";
import {
  type Binding,
  type Expression,
  type Iteration,
  type Module,
  type ModuleSymbol,
  type Statement,
  symbolKey,
} from "../nodes.ts";
import { type Visitor, visitModule } from "../traverse.ts";

/**
 * Which lists in a value have no order: the place that made the value itself one, then its elements, fields or values,
 * then theirs. Empty where all have one. Deeper ones count as of the last level.
 */
type OrderTaint = readonly (Span | undefined)[];

const depth = 4;

const ordered: OrderTaint = [];

/**
 * Finds the lists without order of a program: those made from the keys of an object or the elements of a set, wherever
 * they go, through names, helper functions, lists and objects. It doesn't follow the order of evaluation, so a list may
 * count as one without order that isn't, and not the other way round.
 */
export class UnorderedLists {
  readonly #bindings = new Map<Binding, OrderTaint>();
  readonly #results = new Map<string, OrderTaint>();
  readonly #constants = new Map<string, OrderTaint>();
  readonly #parameters: ReadonlyMap<string, readonly Binding[]>;
  #changed = false;

  constructor(modules: readonly Module[]) {
    const functions = modules.flatMap((module) => module.functions);
    this.#parameters = new Map(functions.map((declaration) => [symbolKey(declaration.symbol), declaration.parameters]));
    do {
      this.#changed = false;
      for (const module of modules) {
        for (const { symbol, value } of module.constants) this.#add(this.#constants, symbolKey(symbol), this.of(value));
        visitModule(module, this.#visitor());
      }
      for (const { symbol, body } of functions) this.#add(this.#results, symbolKey(symbol), this.#returned(body));
    } while (this.#changed);
  }

  /** What has no order in what a function returns. */
  ofFunction(symbol: ModuleSymbol): OrderTaint {
    return this.#results.get(symbolKey(symbol)) ?? ordered;
  }

  /** What has no order in the value of an expression. */
  of(expression: Expression): OrderTaint {
    if (["text", "number", "boolean", "pattern"].includes(expression.type.kind)) return ordered;
    switch (expression.kind) {
      case "local":
        return this.#bindings.get(expression.binding) ?? ordered;
      case "constant":
        return this.#constants.get(symbolKey(expression.symbol)) ?? ordered;
      case "call":
        return this.ofFunction(expression.function);
      case "apply":
        return this.#returned(expression.lambda.body);
      case "field":
        return inner(this.of(expression.object));
      case "element":
        return inner(this.of(expression.collection));
      case "operation":
        return this.#ofOperation(expression);
      case "conditional":
        return joined(this.of(expression.whenTrue), this.of(expression.whenFalse));
      case "coalesce":
        return joined(this.of(expression.left), this.of(expression.right));
      case "list":
        return expression.items
          .map(({ spread, value }) => (spread ? this.elementsOf(value) : around(this.of(value))))
          .reduce(joined, ordered);
      case "set":
        return around(
          expression.items
            .map(({ spread, value }) => (spread ? inner(this.of(value)) : this.of(value)))
            .reduce(joined, ordered),
        );
      case "object":
        return around(expression.entries.map(([, value]) => this.of(value)).reduce(joined, ordered));
      case "record":
        return expression.entries
          .map(({ key, value }) => (key === undefined ? this.of(value) : around(this.of(value))))
          .reduce(joined, ordered);
      case "collect": {
        const sources =
          expression.into === "set"
            ? []
            : expression.steps.flatMap((step) =>
                step.kind === "iterate" ? [this.elementsOf(step.source.over)[0]] : [],
              );
        return joined([sources.find((source) => source !== undefined)], around(this.of(expression.value)));
      }
      default:
        return ordered;
    }
  }

  /**
   * The same for the elements of a list, set, record or object in turn, as a loop or spread gets them: those of the
   * latter three come in no order.
   */
  elementsOf(source: Expression): OrderTaint {
    const taint = this.of(source);
    return ["set", "record", "object"].includes(source.type.kind) ? joined([source.span], taint) : taint;
  }

  #ofOperation(expression: Extract<Expression, { kind: "operation" }>): OrderTaint {
    const { result } = operations[expression.name];
    return "order" in result ? this.#given(result.order, expression) : ordered;
  }

  /** What an operation's facts say, for its arguments. */
  #given(order: Order, operation: Extract<Expression, { kind: "operation" }>): OrderTaint {
    if (order === "its own") return ordered;
    if (order === "none") return [operation.span];
    if ("as" in order) {
      const argument = operation.arguments[order.as];
      return argument === undefined ? ordered : this.of(argument);
    }
    if ("elementOf" in order) return inner(this.#given(order.elementOf, operation));
    if ("either" in order) return order.either.map((one) => this.#given(one, operation)).reduce(joined, ordered);
    const [origin] = order.inOrderOf.map((one): OrderTaint => [this.#given(one, operation)[0]]).reduce(joined, ordered);
    return joined([origin], around(this.#given(order.holding, operation)));
  }

  /** What flows into the names of the program. */
  #visitor(): Visitor {
    return {
      statement: (statement) => {
        if (statement.kind === "bind") this.#bind(statement.binding, this.of(statement.value));
        if (statement.kind === "for") this.#iterate(statement.source);
      },
      step: (step) => {
        if (step.kind === "bind") this.#bind(step.binding, this.of(step.value));
        if (step.kind === "iterate") this.#iterate(step.source);
        if (step.kind === "search") {
          this.#iterate(step.source);
          const outcomes = step.clauses
            .map(({ outcome }) => (outcome === undefined ? ordered : this.of(outcome)))
            .reduce(joined, ordered);
          this.#bind(step.result, joined([this.elementsOf(step.source.over)[0]], around(outcomes)));
        }
      },
      expression: (expression) => {
        if (expression.kind === "apply") this.#pass(expression.lambda.parameters, expression.arguments);
        if (expression.kind === "call")
          this.#pass(this.#parameters.get(symbolKey(expression.function)) ?? [], expression.arguments);
      },
    };
  }

  #pass(parameters: readonly Binding[], given: readonly Expression[]): void {
    parameters.forEach((parameter, index) => {
      const argument = given[index];
      if (argument !== undefined) this.#bind(parameter, this.of(argument));
    });
  }

  #iterate({ over, value, derived }: Iteration): void {
    if (value !== undefined) this.#bind(value, inner(this.of(over)));
    for (const bind of derived) this.#bind(bind.binding, this.of(bind.value));
  }

  #bind(binding: Binding, taint: OrderTaint): void {
    this.#add(this.#bindings, binding, taint);
  }

  #add<Key>(map: Map<Key, OrderTaint>, key: Key, taint: OrderTaint): void {
    const before = map.get(key) ?? ordered;
    const after = joined(before, taint);
    if (after.every((level, index) => level === before[index])) return;
    map.set(key, after);
    this.#changed = true;
  }

  #returned(body: readonly Statement[]): OrderTaint {
    return returnsIn(body)
      .map((value) => this.of(value))
      .reduce(joined, ordered);
  }
}

/** What statements return, other than inside lambdas. */
export function returnsIn(block: readonly Statement[]): Expression[] {
  return block.flatMap((statement) => {
    if (statement.kind === "return") return statement.value === undefined ? [] : [statement.value];
    if (statement.kind === "for" || statement.kind === "block") return returnsIn(statement.body);
    if (statement.kind === "if") return [...returnsIn(statement.whenTrue), ...returnsIn(statement.whenFalse)];
    return [];
  });
}

/** The taint of an element, field or value. */
function inner(taint: OrderTaint): OrderTaint {
  return taint.length < depth ? taint.slice(1) : [...taint.slice(1), taint.at(-1)];
}

/** The taint of an ordered list or of an object that holds a value. */
function around(taint: OrderTaint): OrderTaint {
  if (taint.length === 0) return taint;
  const all = [undefined, ...taint];
  return all.length <= depth ? all : [...all.slice(0, depth - 1), all[depth - 1] ?? all[depth]];
}

function joined(left: OrderTaint, right: OrderTaint): OrderTaint {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => left[index] ?? right[index]);
}
