import type { Binding, Change, Expression, Lambda, Statement } from "../nodes.ts";
import type { Domain, Variables } from "./domain.ts";
import { ExpressionFlow } from "./expressions.ts";
import { type Facts, isScalar } from "./facts.ts";
import { type Lattice, type Levels, within } from "./levels.ts";
import { Point } from "./point.ts";

/** What a body gives: what it returns, and the elements that it yields. */
interface Outcome<Fact> {
  returned: Levels<Fact>;
  yielded: Levels<Fact>;
}

/** What variables have along the ways through bodies. */
export class StatementFlow<Fact> {
  readonly #domain: Domain<Fact>;
  readonly #lattice: Lattice<Fact>;
  readonly #facts: Facts<Fact>;
  readonly #point: Point<Fact>;
  readonly #expressions: ExpressionFlow<Fact>;
  #outcome: Outcome<Fact> = { returned: [], yielded: [] };
  /** Variables where loops start, from all ways that led there. */
  readonly #heads = new Map<Statement, Variables<Fact>>();

  constructor(
    domain: Domain<Fact>,
    lattice: Lattice<Fact>,
    facts: Facts<Fact>,
    parameters: ReadonlyMap<string, readonly Binding[]>,
  ) {
    this.#domain = domain;
    this.#lattice = lattice;
    this.#facts = facts;
    this.#point = new Point(domain);
    this.#expressions = new ExpressionFlow(domain, lattice, facts, this.#point, parameters, (lambda) =>
      this.#returned(lambda),
    );
  }

  /** What a body of its own gives. */
  ofBody(statements: readonly Statement[]): Outcome<Fact> {
    this.#point.start();
    return this.#outcomeOf(statements);
  }

  /** A module's constant. */
  ofConstant(value: Expression): Levels<Fact> {
    this.#point.start();
    return this.#expressions.of(value);
  }

  /** A list of the elements of a value. */
  elements(source: Expression, levels: Levels<Fact>): Levels<Fact> {
    return this.#expressions.elements(source, levels);
  }

  #outcomeOf(statements: readonly Statement[]): Outcome<Fact> {
    const around = this.#outcome;
    const outcome: Outcome<Fact> = { returned: [], yielded: [] };
    this.#outcome = outcome;
    this.#statements(statements);
    this.#outcome = around;
    return outcome;
  }

  /** What a function inside another gives. What it keeps of the variables around it ends with it. */
  #returned(lambda: Lambda): Levels<Fact> {
    const known = this.#point.known(lambda);
    if (known !== undefined) return known;
    const { returned } = this.#point.inside(() => this.#outcomeOf(lambda.body));
    this.#point.learn(lambda, returned);
    return returned;
  }

  #statements(statements: readonly Statement[]): void {
    for (const statement of statements) this.#statement(statement);
  }

  #statement(statement: Statement): void {
    const point = this.#point;
    switch (statement.kind) {
      case "bind":
        this.#bind(statement.binding, statement.value);
        return;
      case "change":
        this.#change(statement);
        return;
      case "if": {
        this.#expressions.of(statement.condition);
        const before = point.variables;
        point.goOn(before);
        this.#statements(statement.whenTrue);
        const after = point.variables;
        point.goOn(before);
        this.#statements(statement.whenFalse);
        point.goOn(point.joined(after, point.variables));
        return;
      }
      case "for":
        this.#for(statement);
        return;
      case "block":
        this.#statements(statement.body);
        point.goOn(point.joined(point.variables, point.afterBreaks(statement.label)));
        return;
      case "yield": {
        const value = this.#expressions.of(statement.value);
        point.keep(value);
        this.#outcome.yielded = this.#lattice.joined(this.#outcome.yielded, value);
        return;
      }
      case "return":
        if (statement.value !== undefined)
          this.#outcome.returned = this.#lattice.joined(this.#outcome.returned, this.#expressions.of(statement.value));
        point.end();
        return;
      case "continue":
        point.continue(statement.label);
        return;
      case "break":
        point.break(statement.label);
        return;
    }
  }

  #bind(name: Binding, value: Expression): void {
    const levels = this.#expressions.of(value);
    this.#facts.bind(name, levels);
    this.#point.keep(levels);
  }

  /** Goes round a loop until its start has nothing new. */
  #for(loop: Extract<Statement, { kind: "for" }>): void {
    const { source, label, body } = loop;
    const point = this.#point;
    const over = this.#expressions.of(source.over);
    let head = point.joined(this.#heads.get(loop), point.variables);
    for (let isStable = false; !isStable; ) {
      point.goOn(head);
      this.#expressions.iterate(source, over);
      if (source.value !== undefined && !isScalar(source.value.type)) point.keep(within(over));
      for (const part of source.derived) this.#bind(part.binding, part.value);
      this.#statements(body);
      const next = point.joined(head, point.joined(point.variables, point.afterContinues(label)));
      isStable = isSame(head, next);
      head = next;
    }
    if (head !== undefined) this.#heads.set(loop, head);
    point.goOn(point.joined(head, point.afterBreaks(label)));
  }

  #change(statement: Extract<Statement, { kind: "change" }>): void {
    const { binding, change } = statement;
    if (change.how !== "assign") this.#facts.changes(statement, this.#point.of(binding) ?? []);
    const value = this.#changed(binding, change);
    this.#point.keep(value);
    if (isScalar(binding.type)) return;
    // What is kept may be what the variable holds, so this is asked only here.
    const before = this.#point.of(binding) ?? [];
    this.#point.set(binding, change.how === "assign" ? value : this.#lattice.joined(before, value));
  }

  /** The value that a variable is assigned, or one that holds what is put into the variable's. */
  #changed(variable: Binding, change: Change): Levels<Fact> {
    const { replacing } = this.#domain;
    const withoutOld = (levels: Levels<Fact>): Levels<Fact> => replacing?.(variable, levels) ?? levels;
    switch (change.how) {
      case "assign":
        return withoutOld(this.#expressions.of(change.value));
      case "append":
        return [undefined, ...this.#expressions.ofItems(change.items).slice(1)];
      case "put": {
        this.#expressions.of(change.key);
        const value = this.#expressions.of(change.value);
        return this.#lattice.around(change.inPlace === true ? withoutOld(value) : value);
      }
      case "insert":
        return this.#lattice.around(this.#expressions.of(change.value));
      default:
        this.#expressions.inside("change", change);
        return [];
    }
  }
}

function isSame<Fact>(left: Variables<Fact> | undefined, right: Variables<Fact> | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.size === right.size && [...right].every(([variable, levels]) => left.get(variable) === levels);
}
