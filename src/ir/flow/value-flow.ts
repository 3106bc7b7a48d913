import { type Expression, type Module, type ModuleSymbol, type Statement, symbolKey } from "../nodes.ts";
import type { Domain } from "./domain.ts";
import { Facts } from "./facts.ts";
import { Lattice, type Levels } from "./levels.ts";
import { StatementFlow } from "./statements.ts";

/**
 * Forward data flow: follows values from where they come to be through names, fields, elements, loops, functions and
 * operations, for one domain of facts. Variables that change have facts by the point of the body, other names and
 * functions one for all the program, so that a value may be taken for one that never arrives, and not the other way
 * round. It reads programs before state is taken out of them as well as after.
 */
export class ValueFlow<Fact> {
  readonly #facts: Facts<Fact>;
  readonly #statements: StatementFlow<Fact>;

  constructor(modules: readonly Module[], domain: Domain<Fact>) {
    const lattice = new Lattice(domain.join);
    const facts = new Facts(lattice);
    const functions = modules.flatMap((module) => module.functions);
    const parameters = new Map(functions.map(({ symbol, parameters: names }) => [symbolKey(symbol), names]));
    const statements = new StatementFlow(domain, lattice, facts, parameters);
    this.#facts = facts;
    this.#statements = statements;
    do {
      facts.grows = false;
      for (const { constants, functions: declared, kinds, rule } of modules) {
        for (const { symbol, value } of constants) facts.define(symbol, statements.ofConstant(value));
        for (const { symbol, body, yields } of declared) {
          const { returned, yielded } = statements.ofBody(body);
          facts.define(symbol, yields === undefined ? returned : lattice.around(yielded));
        }
        for (const { find, covers } of kinds) {
          statements.ofBody(find.body);
          if (covers !== undefined) statements.ofBody(covers.body);
        }
        if (rule !== undefined) statements.ofBody(rule.check.body);
      }
    } while (facts.grows);
  }

  /** What is known of the value of an expression of the program, wherever the expression has one. */
  of(expression: Expression): Levels<Fact> {
    return this.#facts.ofExpression(expression);
  }

  /** The same for a list of the elements of a list, set, record or object, as a loop or spread gets them. */
  elementsOf(source: Expression): Levels<Fact> {
    return this.#statements.elements(source, this.of(source));
  }

  /** What is known of what a function gives. */
  ofFunction(symbol: ModuleSymbol): Levels<Fact> {
    return this.#facts.ofSymbol(symbol);
  }

  /** What is known of a variable where a statement changes it, before it does. */
  beforeChange(change: Statement): Levels<Fact> {
    return this.#facts.beforeChange(change);
  }
}
