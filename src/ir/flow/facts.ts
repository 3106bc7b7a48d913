import type { Binding, Expression, ModuleSymbol, Statement, Type } from "../nodes.ts";
import { symbolKey } from "../nodes.ts";
import type { Lattice, Levels } from "./levels.ts";

/** What is known of a program, wherever control is: it only grows. */
export class Facts<Fact> {
  readonly #lattice: Lattice<Fact>;
  readonly #names = new Map<Binding, Levels<Fact>>();
  readonly #symbols = new Map<string, Levels<Fact>>();
  readonly #values = new Map<Expression, Levels<Fact>>();
  readonly #beforeChanges = new Map<Statement, Levels<Fact>>();
  /** Whether something that other facts depend on was added. */
  grows = false;

  constructor(lattice: Lattice<Fact>) {
    this.#lattice = lattice;
  }

  ofName(name: Binding): Levels<Fact> {
    return this.#names.get(name) ?? [];
  }

  bind(name: Binding, levels: Levels<Fact>): void {
    if (!isScalar(name.type)) this.grows = this.#add(this.#names, name, levels) || this.grows;
  }

  /** Parameters get what is passed for them. */
  pass(parameters: readonly Binding[], given: readonly Levels<Fact>[]): void {
    parameters.forEach((parameter, index) => this.bind(parameter, given[index] ?? []));
  }

  /** What is known of a constant, or of what a function gives. */
  ofSymbol(symbol: ModuleSymbol): Levels<Fact> {
    return this.#symbols.get(symbolKey(symbol)) ?? [];
  }

  define(symbol: ModuleSymbol, levels: Levels<Fact>): void {
    this.grows = this.#add(this.#symbols, symbolKey(symbol), levels) || this.grows;
  }

  /** What is known of an expression's value at any of the points at which it has one. */
  ofExpression(expression: Expression): Levels<Fact> {
    return this.#values.get(expression) ?? [];
  }

  evaluated(expression: Expression, levels: Levels<Fact>): void {
    this.#add(this.#values, expression, levels);
  }

  /** What is known of a variable before a statement changes it. */
  beforeChange(change: Statement): Levels<Fact> {
    return this.#beforeChanges.get(change) ?? [];
  }

  changes(change: Statement, before: Levels<Fact>): void {
    this.#add(this.#beforeChanges, change, before);
  }

  #add<Key>(map: Map<Key, Levels<Fact>>, key: Key, levels: Levels<Fact>): boolean {
    const before = map.get(key) ?? [];
    const after = this.#lattice.joined(before, levels);
    if (after === before) return false;
    map.set(key, after);
    return true;
  }
}

/** Whether values of a type hold no others, and are the same wherever they come from. */
export function isScalar({ kind }: Type): boolean {
  return kind === "text" || kind === "number" || kind === "boolean" || kind === "pattern";
}
