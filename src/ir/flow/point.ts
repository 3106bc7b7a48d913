import type { Binding, Expression, Label, Lambda } from "../nodes.ts";
import type { Domain, Variables } from "./domain.ts";
import { Lattice, type Levels } from "./levels.ts";

/** Where control is in a body, and what is known there. */
export class Point<Fact> {
  readonly #lattice: Lattice<Fact>;
  readonly #keep: Domain<Fact>["keep"];
  /** `undefined` where control doesn't come. */
  #variables: Variables<Fact> | undefined = new Map();
  /** What expressions and functions inside the body give for these variables. */
  #known = new Map<Expression | Lambda, Levels<Fact>>();
  readonly #breaks = new Map<Label, Variables<Fact> | undefined>();
  readonly #continues = new Map<Label, Variables<Fact> | undefined>();

  constructor({ join, keep }: Domain<Fact>) {
    this.#lattice = new Lattice(join);
    this.#keep = keep;
  }

  /** At the start of a body. */
  start(): void {
    this.#variables = new Map();
    this.#known = new Map();
  }

  get variables(): Variables<Fact> | undefined {
    return this.#variables;
  }

  /** Goes on with these variables, which aren't changed themselves. */
  goOn(variables: Variables<Fact> | undefined): void {
    if ((variables?.size ?? 0) > 0 || (this.#variables?.size ?? 0) > 0) this.#known = new Map();
    this.#variables = variables && new Map(variables);
  }

  /** What is known of a variable; `undefined` if the name is none. */
  of(variable: Binding): Levels<Fact> | undefined {
    return this.#variables?.get(variable);
  }

  set(variable: Binding, levels: Levels<Fact>): void {
    this.#variables?.set(variable, levels);
    this.#known = new Map();
  }

  /** Something keeps a value. */
  keep(levels: Levels<Fact>): void {
    if (levels.length === 0 || this.#variables === undefined || this.#keep === undefined) return;
    this.#keep(levels, this.#variables);
    this.#known = new Map();
  }

  known(part: Expression | Lambda): Levels<Fact> | undefined {
    return this.#known.get(part);
  }

  learn(part: Expression | Lambda, levels: Levels<Fact>): void {
    this.#known.set(part, levels);
  }

  /** Goes through a body inside this one, and back to where control is. */
  inside<Result>(body: () => Result): Result {
    const [variables, known] = [this.#variables, this.#known];
    this.goOn(variables);
    const result = body();
    this.#variables = variables;
    this.#known = known;
    return result;
  }

  /** Variables where two ways come together. */
  joined(left: Variables<Fact> | undefined, right: Variables<Fact> | undefined): Variables<Fact> | undefined {
    if (left === undefined || right === undefined) return left ?? right;
    const all = new Map(left);
    for (const [variable, levels] of right) all.set(variable, this.#lattice.joined(all.get(variable) ?? [], levels));
    return all;
  }

  /** Control doesn't go on from here. */
  end(): void {
    this.goOn(undefined);
  }

  break(label: Label): void {
    this.#leave(this.#breaks, label);
  }

  continue(label: Label): void {
    this.#leave(this.#continues, label);
  }

  /** The variables on all ways that left a loop or block. */
  afterBreaks(label: Label): Variables<Fact> | undefined {
    return this.#arrived(this.#breaks, label);
  }

  /** The variables on all ways on which a loop goes on with the next element. */
  afterContinues(label: Label): Variables<Fact> | undefined {
    return this.#arrived(this.#continues, label);
  }

  #leave(to: Map<Label, Variables<Fact> | undefined>, label: Label): void {
    to.set(label, this.joined(to.get(label), this.#variables));
    this.end();
  }

  #arrived(at: Map<Label, Variables<Fact> | undefined>, label: Label): Variables<Fact> | undefined {
    const variables = at.get(label);
    at.delete(label);
    return variables;
  }
}
