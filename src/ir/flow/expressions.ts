import type { Order } from "../../std/operation.ts";
import { operations } from "../../std/operations.ts";
import { lineOf, type Parts, type Sort } from "../keys.ts";
import {
  type Binding,
  type Expression,
  type Item,
  type Iteration,
  type Lambda,
  type Step,
  symbolKey,
} from "../nodes.ts";
import type { Domain } from "./domain.ts";
import { type Facts, isScalar } from "./facts.ts";
import { type Lattice, type Levels, within } from "./levels.ts";
import type { Point } from "./point.ts";

/** What the values of expressions have, from what is inside them. Each is read once at a point. */
export class ExpressionFlow<Fact> {
  readonly #domain: Domain<Fact>;
  readonly #lattice: Lattice<Fact>;
  readonly #facts: Facts<Fact>;
  readonly #point: Point<Fact>;
  readonly #parameters: ReadonlyMap<string, readonly Binding[]>;
  /** What a function inside the body that is read gives. */
  readonly #returned: (lambda: Lambda) => Levels<Fact>;

  constructor(
    domain: Domain<Fact>,
    lattice: Lattice<Fact>,
    facts: Facts<Fact>,
    point: Point<Fact>,
    parameters: ReadonlyMap<string, readonly Binding[]>,
    returned: (lambda: Lambda) => Levels<Fact>,
  ) {
    this.#domain = domain;
    this.#lattice = lattice;
    this.#facts = facts;
    this.#point = point;
    this.#parameters = parameters;
    this.#returned = returned;
  }

  of(expression: Expression): Levels<Fact> {
    const known = this.#point.known(expression);
    if (known !== undefined) return known;
    const value = this.#value(expression);
    const levels = isScalar(expression.type) ? [] : value;
    this.#point.learn(expression, levels);
    this.#facts.evaluated(expression, levels);
    return levels;
  }

  /** A list of items, in the order of those that are spread. */
  ofItems(items: readonly Item[]): Levels<Fact> {
    return this.#lattice.any(
      items.map(({ spread, value }) => {
        const levels = this.of(value);
        return spread ? this.elements(value, levels) : this.#lattice.around(levels);
      }),
    );
  }

  /** A list of the elements of a value. */
  elements(source: Expression, levels: Levels<Fact>): Levels<Fact> {
    const fact = this.#domain.iterated?.(source);
    return fact === undefined ? levels : this.#lattice.joined([fact], levels);
  }

  iterate({ value, until }: Iteration, over: Levels<Fact>): void {
    if (value !== undefined) this.#facts.bind(value, within(over));
    if (until !== undefined) this.of(until);
  }

  /** Reads what is inside a part that holds none of it. */
  inside<Of extends Sort>(sort: Of, part: Parts[Of], each: (levels: Levels<Fact>) => void = () => {}): void {
    const read = (inner: Sort, value: unknown): void => {
      if (value === undefined || typeof value === "string") return;
      if (Array.isArray(value)) for (const one of value) read(inner, one);
      else if (inner === "expression") each(this.of(value as Expression));
      else if (inner === "step") this.#step(value as Step);
      else this.inside<Sort>(inner, value as Parts[Sort], each);
    };
    for (const [property, inner] of lineOf(sort, part))
      read(inner, (part as unknown as Record<string, unknown>)[property]);
  }

  #value(expression: Expression): Levels<Fact> {
    const { outside, read } = this.#domain;
    switch (expression.kind) {
      case "local": {
        const { binding } = expression;
        const levels = this.#point.of(binding) ?? this.#facts.ofName(binding);
        return read === undefined ? levels : read(binding, levels);
      }
      case "constant":
        return this.#lattice.joined(this.#facts.ofSymbol(expression.symbol), outside);
      case "parameters":
      case "inventory":
        return outside;
      case "lookup":
        this.inside("expression", expression);
        return outside;
      case "call": {
        const given = expression.arguments.map((argument) => this.of(argument));
        // A generator goes on reading what it was given.
        for (const levels of given) this.#point.keep(levels);
        this.#facts.pass(this.#parameters.get(symbolKey(expression.function)) ?? [], given);
        return this.#facts.ofSymbol(expression.function);
      }
      case "apply":
        this.#facts.pass(
          expression.lambda.parameters,
          expression.arguments.map((argument) => this.of(argument)),
        );
        return this.#returned(expression.lambda);
      case "field":
        return within(this.of(expression.object));
      case "element":
        this.of(expression.key);
        return within(this.of(expression.collection));
      case "operation": {
        const given = expression.arguments.map((argument) => this.of(argument));
        const { result } = operations[expression.name];
        if (!("order" in result)) return [];
        const levels = this.#ordered(result.order, given);
        return result.fresh ? this.#made(expression, levels[0], levels) : levels;
      }
      case "conditional":
        this.of(expression.condition);
        return this.#lattice.joined(this.of(expression.whenTrue), this.of(expression.whenFalse));
      case "coalesce":
        return this.#lattice.joined(this.of(expression.left), this.of(expression.right));
      case "list": {
        const items = this.ofItems(expression.items);
        return this.#made(expression, items[0], items);
      }
      case "set":
        return this.#made(expression, undefined, this.ofItems(expression.items));
      case "object": {
        const values = expression.entries.map(([, value]) => this.of(value));
        return this.#made(expression, undefined, this.#lattice.around(this.#lattice.any(values)));
      }
      case "record": {
        const parts = expression.entries.map(({ key, value }) => {
          if (key === undefined) return this.of(value);
          this.of(key);
          return this.#lattice.around(this.of(value));
        });
        const all = this.#lattice.any(parts);
        return this.#made(expression, all[0], all);
      }
      case "collect": {
        for (const step of expression.steps) this.#step(step);
        const inner = this.#lattice.around(this.of(expression.value));
        return this.#made(expression, expression.into === "set" ? undefined : this.#orderOf(expression.steps), inner);
      }
      case "violation":
      case "undetermined":
      case "instance":
        this.inside("expression", expression, (levels) => this.#point.keep(levels));
        return [];
      default:
        this.inside("expression", expression);
        return [];
    }
  }

  /** A new value that holds what `levels` has inside. */
  #made(expression: Expression, order: Fact | undefined, levels: Levels<Fact>): Levels<Fact> {
    const itself = this.#domain.made(expression, order);
    return itself === undefined && levels.length <= 1 ? [] : [itself, ...levels.slice(1)];
  }

  /** What gives a list its order whose elements steps find. */
  #orderOf(steps: readonly Step[]): Fact | undefined {
    const sources = steps.flatMap((step) => (step.kind === "iterate" ? [step.source.over] : []));
    return this.#lattice.anyFact(sources.map((over) => this.elements(over, this.of(over))[0]));
  }

  /** What an operation's facts say, for its arguments. */
  #ordered(order: Order, given: readonly Levels<Fact>[]): Levels<Fact> {
    if (order === "its own" || order === "none") return [];
    if ("as" in order) return given[order.as] ?? [];
    if ("elementOf" in order) return within(this.#ordered(order.elementOf, given));
    if ("either" in order) return this.#lattice.any(order.either.map((one) => this.#ordered(one, given)));
    const itself = this.#lattice.anyFact(order.inOrderOf.map((one) => this.#ordered(one, given)[0]));
    const inner = this.#lattice.around(this.#ordered(order.holding, given));
    return itself === undefined ? inner : this.#lattice.joined([itself], inner);
  }

  #step(step: Step): void {
    switch (step.kind) {
      case "bind":
        this.#facts.bind(step.binding, this.of(step.value));
        return;
      case "iterate":
        this.#elementOf(step.source);
        return;
      case "guard":
        this.of(step.condition);
        return;
      case "unless":
        for (const inner of step.steps) this.#step(inner);
        return;
      case "search": {
        const over = this.#elementOf(step.source);
        const outcomes = step.clauses.map(({ steps, outcome }) => {
          for (const inner of steps) this.#step(inner);
          return outcome === undefined ? [] : this.of(outcome);
        });
        const [order] = this.elements(step.source.over, over);
        const inner = this.#lattice.around(this.#lattice.any(outcomes));
        this.#facts.bind(step.result, order === undefined ? inner : this.#lattice.joined([order], inner));
      }
    }
  }

  #elementOf(source: Iteration): Levels<Fact> {
    const over = this.of(source.over);
    this.iterate(source, over);
    for (const part of source.derived) this.#facts.bind(part.binding, this.of(part.value));
    return over;
  }
}
