import type { Order } from "../../std/operation.ts";
import { operations } from "../../std/operations.ts";
import { lineOf, type Parts, type Sort } from "../keys.ts";
import {
  type Binding,
  type Change,
  type Expression,
  type Item,
  type Iteration,
  type Label,
  type Lambda,
  type Module,
  type ModuleSymbol,
  type Statement,
  type Step,
  symbolKey,
  type Type,
} from "../nodes.ts";
import type { Domain, Variables } from "./domain.ts";
import { around, joined, joinedFact, type Levels, within } from "./levels.ts";

type Operated = Extract<Expression, { kind: "operation" }>;

/** What a body gives: what it returns, and the elements that it yields. */
interface Outcome<Fact> {
  returned: Levels<Fact>;
  yielded: Levels<Fact>;
}

/**
 * Forward data flow: follows values from where they come to be through names, fields, elements, loops, functions and
 * operations, for one domain of facts. Variables that change have facts by the point of the body, other names and
 * functions one for all the program, so that a value may be taken for one that never arrives, and not the other way
 * round. It reads programs before state is taken out of them as well as after.
 */
export class ValueFlow<Fact> {
  readonly #domain: Domain<Fact>;
  readonly #names = new Map<Binding, Levels<Fact>>();
  readonly #results = new Map<string, Levels<Fact>>();
  readonly #constants = new Map<string, Levels<Fact>>();
  readonly #parameters: ReadonlyMap<string, readonly Binding[]>;
  readonly #values = new Map<Expression, Levels<Fact>>();
  readonly #beforeChanges = new Map<Statement, Levels<Fact>>();
  /** Whether a name, function or constant got a fact that others may depend on. */
  #grows = false;

  /** The variables at the point that is read; `undefined` where control doesn't come. */
  #variables: Variables<Fact> | undefined = new Map();
  /** The values of expressions and lambdas for these variables. */
  #known = new Map<Expression | Lambda, Levels<Fact>>();
  #outcome: Outcome<Fact> = { returned: [], yielded: [] };
  /** Variables where loops start, from all ways that led there. */
  readonly #heads = new Map<Statement, Variables<Fact>>();
  readonly #breaks = new Map<Label, Variables<Fact> | undefined>();
  readonly #continues = new Map<Label, Variables<Fact> | undefined>();

  constructor(modules: readonly Module[], domain: Domain<Fact>) {
    this.#domain = domain;
    const functions = modules.flatMap((module) => module.functions);
    this.#parameters = new Map(functions.map((declaration) => [symbolKey(declaration.symbol), declaration.parameters]));
    do {
      this.#grows = false;
      this.#known = new Map();
      for (const { constants, functions: declared, kinds, rule } of modules) {
        for (const { symbol, value } of constants) {
          this.#start();
          this.#add(this.#constants, symbolKey(symbol), this.#evaluate(value));
        }
        for (const { symbol, body, yields } of declared) {
          const { returned, yielded } = this.#body(body);
          this.#add(this.#results, symbolKey(symbol), yields === undefined ? returned : this.#around(yielded));
        }
        for (const { find, covers } of kinds) {
          this.#body(find.body);
          if (covers !== undefined) this.#body(covers.body);
        }
        if (rule !== undefined) this.#body(rule.check.body);
      }
    } while (this.#grows);
  }

  /** What is known of the value of an expression of the program, wherever the expression has one. */
  of(expression: Expression): Levels<Fact> {
    return this.#values.get(expression) ?? [];
  }

  /** The same for a list of the elements of a list, set, record or object, as a loop or spread gets them. */
  elementsOf(source: Expression): Levels<Fact> {
    return this.#elements(source, this.of(source));
  }

  /** What is known of what a function gives. */
  ofFunction(symbol: ModuleSymbol): Levels<Fact> {
    return this.#results.get(symbolKey(symbol)) ?? [];
  }

  /** What is known of a variable where a statement changes it, before it does. */
  beforeChange(change: Statement): Levels<Fact> {
    return this.#beforeChanges.get(change) ?? [];
  }

  #joined(left: Levels<Fact>, right: Levels<Fact>): Levels<Fact> {
    return joined(left, right, this.#domain.join);
  }

  #around(levels: Levels<Fact>): Levels<Fact> {
    return around(levels, this.#domain.join);
  }

  #add<Key>(map: Map<Key, Levels<Fact>>, key: Key, levels: Levels<Fact>): void {
    const before = map.get(key) ?? [];
    const after = this.#joined(before, levels);
    if (after === before) return;
    map.set(key, after);
    this.#grows = true;
  }

  #bind(name: Binding, levels: Levels<Fact>): void {
    if (!isScalar(name.type)) this.#add(this.#names, name, levels);
  }

  #pass(parameters: readonly Binding[], given: readonly Levels<Fact>[]): void {
    parameters.forEach((parameter, index) => this.#bind(parameter, given[index] ?? []));
  }

  #keep(levels: Levels<Fact>): void {
    if (levels.length === 0 || this.#variables === undefined || this.#domain.keep === undefined) return;
    this.#domain.keep(levels, this.#variables);
    this.#known = new Map();
  }

  // Statements.

  #start(): void {
    this.#goOn(new Map());
    this.#outcome = { returned: [], yielded: [] };
  }

  /** What a body of its own gives. */
  #body(statements: readonly Statement[]): Outcome<Fact> {
    this.#start();
    this.#statements(statements);
    return this.#outcome;
  }

  /** The variables from here on. */
  #goOn(variables: Variables<Fact> | undefined): void {
    if ((variables?.size ?? 0) > 0 || (this.#variables?.size ?? 0) > 0) this.#known = new Map();
    this.#variables = variables;
  }

  /** Variables where two ways come together. */
  #joinedVariables(left: Variables<Fact> | undefined, right: Variables<Fact> | undefined): Variables<Fact> | undefined {
    if (left === undefined && right === undefined) return undefined;
    const all = new Map(left);
    for (const [variable, levels] of right ?? []) all.set(variable, this.#joined(all.get(variable) ?? [], levels));
    return all;
  }

  #leave(to: Map<Label, Variables<Fact> | undefined>, label: Label): void {
    to.set(label, this.#joinedVariables(to.get(label), this.#variables));
    this.#goOn(undefined);
  }

  /** The variables on the ways that left for a place, of which no more come. */
  #arrived(at: Map<Label, Variables<Fact> | undefined>, label: Label): Variables<Fact> | undefined {
    const variables = at.get(label);
    at.delete(label);
    return variables;
  }

  #statements(statements: readonly Statement[]): void {
    for (const statement of statements) this.#statement(statement);
  }

  #statement(statement: Statement): void {
    switch (statement.kind) {
      case "bind":
        this.#bindKept(statement.binding, statement.value);
        return;
      case "change":
        this.#change(statement);
        return;
      case "if": {
        this.#evaluate(statement.condition);
        const before = this.#variables;
        this.#goOn(before && new Map(before));
        this.#statements(statement.whenTrue);
        const after = this.#variables;
        this.#goOn(before);
        this.#statements(statement.whenFalse);
        this.#goOn(this.#joinedVariables(after, this.#variables));
        return;
      }
      case "for":
        this.#for(statement);
        return;
      case "block":
        this.#statements(statement.body);
        this.#goOn(this.#joinedVariables(this.#variables, this.#arrived(this.#breaks, statement.label)));
        return;
      case "yield": {
        const value = this.#evaluate(statement.value);
        this.#keep(value);
        this.#outcome.yielded = this.#joined(this.#outcome.yielded, value);
        return;
      }
      case "return":
        if (statement.value !== undefined)
          this.#outcome.returned = this.#joined(this.#outcome.returned, this.#evaluate(statement.value));
        this.#goOn(undefined);
        return;
      case "continue":
        this.#leave(this.#continues, statement.label);
        return;
      case "break":
        this.#leave(this.#breaks, statement.label);
        return;
    }
  }

  #bindKept(name: Binding, value: Expression): void {
    const levels = this.#evaluate(value);
    this.#bind(name, levels);
    this.#keep(levels);
  }

  #for(loop: Extract<Statement, { kind: "for" }>): void {
    const { source, label, body } = loop;
    const over = this.#evaluate(source.over);
    let head = this.#joinedVariables(this.#heads.get(loop), this.#variables);
    for (;;) {
      this.#goOn(head && new Map(head));
      this.#iterate(source, over);
      if (source.value !== undefined && !isScalar(source.value.type)) this.#keep(within(over));
      for (const part of source.derived) this.#bindKept(part.binding, part.value);
      this.#statements(body);
      const end = this.#joinedVariables(this.#variables, this.#arrived(this.#continues, label));
      const next = this.#joinedVariables(head, end);
      const isStable =
        next?.size === head?.size && [...(next ?? [])].every(([name, levels]) => head?.get(name) === levels);
      head = next;
      if (isStable) break;
    }
    if (head !== undefined) this.#heads.set(loop, head);
    this.#goOn(this.#joinedVariables(head, this.#arrived(this.#breaks, label)));
  }

  #change(statement: Extract<Statement, { kind: "change" }>): void {
    const { binding, change } = statement;
    const old = this.#variables?.get(binding) ?? [];
    if (change.how !== "assign")
      this.#beforeChanges.set(statement, this.#joined(this.#beforeChanges.get(statement) ?? [], old));
    const value = this.#changed(binding, change);
    this.#keep(value);
    if (this.#variables === undefined || isScalar(binding.type)) return;
    // What is kept may be the variable's own old value.
    const before = this.#variables.get(binding) ?? [];
    this.#variables.set(binding, change.how === "assign" ? value : this.#joined(before, value));
    this.#known = new Map();
  }

  /** The value that a variable is assigned, or one that holds what is put into the variable's. */
  #changed(variable: Binding, change: Change): Levels<Fact> {
    const replacing = (levels: Levels<Fact>): Levels<Fact> => this.#domain.replacing?.(variable, levels) ?? levels;
    switch (change.how) {
      case "assign":
        return replacing(this.#evaluate(change.value));
      case "append":
        return [undefined, ...this.#items(change.items).slice(1)];
      case "put": {
        this.#evaluate(change.key);
        const value = this.#evaluate(change.value);
        return this.#around(change.inPlace === true ? replacing(value) : value);
      }
      case "insert":
        return this.#around(this.#evaluate(change.value));
      default:
        this.#inside("change", change);
        return [];
    }
  }

  // Expressions.

  #evaluate(expression: Expression): Levels<Fact> {
    const known = this.#known.get(expression);
    if (known !== undefined) return known;
    const value = this.#value(expression);
    const levels = isScalar(expression.type) ? [] : value;
    this.#known.set(expression, levels);
    if (levels.length > 0) this.#values.set(expression, this.#joined(this.#values.get(expression) ?? [], levels));
    return levels;
  }

  #value(expression: Expression): Levels<Fact> {
    const domain = this.#domain;
    const made = (order: Fact | undefined, inner: Levels<Fact>): Levels<Fact> => {
      const self = domain.made(expression, order);
      return self === undefined && inner.length <= 1 ? [] : [self, ...inner.slice(1)];
    };
    switch (expression.kind) {
      case "local": {
        const { binding } = expression;
        const levels = this.#variables?.get(binding) ?? this.#names.get(binding) ?? [];
        return domain.read?.(binding, levels) ?? levels;
      }
      case "constant":
        return this.#joined(this.#constants.get(symbolKey(expression.symbol)) ?? [], domain.outside);
      case "parameters":
      case "inventory":
        return domain.outside;
      case "call": {
        const given = expression.arguments.map((argument) => this.#evaluate(argument));
        // A generator goes on reading what it was given.
        for (const levels of given) this.#keep(levels);
        this.#pass(this.#parameters.get(symbolKey(expression.function)) ?? [], given);
        return this.ofFunction(expression.function);
      }
      case "apply":
        this.#pass(
          expression.lambda.parameters,
          expression.arguments.map((argument) => this.#evaluate(argument)),
        );
        return this.#applied(expression.lambda);
      case "field":
        return within(this.#evaluate(expression.object));
      case "element":
        this.#evaluate(expression.key);
        return within(this.#evaluate(expression.collection));
      case "operation": {
        const given = expression.arguments.map((argument) => this.#evaluate(argument));
        const { result } = operations[expression.name];
        if (!("order" in result)) return [];
        const levels = this.#given(result.order, expression, given);
        return result.fresh ? made(levels[0], levels) : levels;
      }
      case "conditional":
        this.#evaluate(expression.condition);
        return this.#joined(this.#evaluate(expression.whenTrue), this.#evaluate(expression.whenFalse));
      case "coalesce":
        return this.#joined(this.#evaluate(expression.left), this.#evaluate(expression.right));
      case "list": {
        const items = this.#items(expression.items);
        return made(items[0], items);
      }
      case "set":
        return made(undefined, this.#items(expression.items));
      case "object":
        return made(undefined, this.#around(this.#any(expression.entries.map(([, value]) => value))));
      case "record": {
        for (const { key } of expression.entries) if (key !== undefined) this.#evaluate(key);
        const parts = expression.entries.map(({ key, value }) =>
          key === undefined ? this.#evaluate(value) : this.#around(this.#evaluate(value)),
        );
        const all = parts.reduce((left, right) => this.#joined(left, right), []);
        return made(all[0], all);
      }
      case "collect": {
        this.#steps(expression.steps);
        const inner = this.#around(this.#evaluate(expression.value));
        return made(expression.into === "set" ? undefined : this.#orderOf(expression.steps), inner);
      }
      case "violation":
      case "undetermined":
      case "instance":
        this.#inside("expression", expression, (levels) => this.#keep(levels));
        return [];
      default:
        this.#inside("expression", expression);
        return [];
    }
  }

  #any(expressions: readonly Expression[]): Levels<Fact> {
    return expressions.map((one) => this.#evaluate(one)).reduce((left, right) => this.#joined(left, right), []);
  }

  /** A list of items, in the order of those that are spread. */
  #items(items: readonly Item[]): Levels<Fact> {
    return items
      .map(({ spread, value }) => {
        const levels = this.#evaluate(value);
        return spread ? this.#elements(value, levels) : this.#around(levels);
      })
      .reduce((left, right) => this.#joined(left, right), []);
  }

  #elements(source: Expression, levels: Levels<Fact>): Levels<Fact> {
    const fact = this.#domain.iterated?.(source);
    return fact === undefined ? levels : this.#joined([fact], levels);
  }

  /** What gives a list its order whose elements steps find. */
  #orderOf(steps: readonly Step[]): Fact | undefined {
    return steps
      .flatMap((step) => (step.kind === "iterate" ? [step.source.over] : []))
      .map((over) => this.#elements(over, this.#evaluate(over))[0])
      .reduce((left, right) => joinedFact(left, right, this.#domain.join), undefined);
  }

  /** What an operation's facts say, for its arguments. */
  #given(order: Order, operation: Operated, given: readonly Levels<Fact>[]): Levels<Fact> {
    if (order === "its own" || order === "none") return [];
    if ("as" in order) return given[order.as] ?? [];
    if ("elementOf" in order) return within(this.#given(order.elementOf, operation, given));
    if ("either" in order)
      return order.either
        .map((one) => this.#given(one, operation, given))
        .reduce((left, right) => this.#joined(left, right), []);
    const inOrder = order.inOrderOf
      .map((one) => this.#given(one, operation, given)[0])
      .reduce((left, right) => joinedFact(left, right, this.#domain.join), undefined);
    const inner = this.#around(this.#given(order.holding, operation, given));
    return inOrder === undefined ? inner : this.#joined([inOrder], inner);
  }

  /** What a function inside another gives. What it keeps of the variables around it ends with it. */
  #applied(lambda: Lambda): Levels<Fact> {
    const known = this.#known.get(lambda);
    if (known !== undefined) return known;
    const [before, outcome, values] = [this.#variables, this.#outcome, this.#known];
    this.#outcome = { returned: [], yielded: [] };
    this.#goOn(before && new Map(before));
    this.#statements(lambda.body);
    const { returned } = this.#outcome;
    this.#variables = before;
    this.#outcome = outcome;
    this.#known = values;
    this.#known.set(lambda, returned);
    return returned;
  }

  #steps(steps: readonly Step[]): void {
    for (const step of steps) this.#step(step);
  }

  #step(step: Step): void {
    switch (step.kind) {
      case "bind":
        this.#bind(step.binding, this.#evaluate(step.value));
        return;
      case "iterate":
        this.#iterate(step.source, this.#evaluate(step.source.over));
        for (const part of step.source.derived) this.#bind(part.binding, this.#evaluate(part.value));
        return;
      case "guard":
        this.#evaluate(step.condition);
        return;
      case "unless":
        this.#steps(step.steps);
        return;
      case "search": {
        const over = this.#evaluate(step.source.over);
        this.#iterate(step.source, over);
        for (const part of step.source.derived) this.#bind(part.binding, this.#evaluate(part.value));
        for (const clause of step.clauses) this.#steps(clause.steps);
        const outcomes = this.#any(step.clauses.flatMap(({ outcome }) => outcome ?? []));
        const [order] = this.#elements(step.source.over, over);
        this.#bind(step.result, this.#joined([order], this.#around(outcomes)));
      }
    }
  }

  #iterate({ value, until }: Iteration, over: Levels<Fact>): void {
    if (value !== undefined) this.#bind(value, within(over));
    if (until !== undefined) this.#evaluate(until);
  }

  /** Reads what is inside a part that holds none of it. */
  #inside<Of extends Sort>(sort: Of, part: Parts[Of], each: (levels: Levels<Fact>) => void = () => {}): void {
    const read = (inner: Sort, value: unknown): void => {
      if (value === undefined || typeof value === "string") return;
      if (Array.isArray(value)) for (const one of value) read(inner, one);
      else if (inner === "expression") each(this.#evaluate(value as Expression));
      else if (inner === "step") this.#step(value as Step);
      else this.#inside<Sort>(inner, value as Parts[Sort], each);
    };
    for (const [property, inner] of lineOf(sort, part))
      read(inner, (part as unknown as Record<string, unknown>)[property]);
  }
}

/** Whether values of a type hold no others, and are the same wherever they come from. */
function isScalar({ kind }: Type): boolean {
  return kind === "text" || kind === "number" || kind === "boolean" || kind === "pattern";
}
