import type { Parameter, Result } from "../std/operation.ts";
import { operations } from "../std/operations.ts";
import { children, expressionsOfChange } from "./free.ts";
import type { Binding, Expression, Iteration, Label, Module, Statement, Step, Type } from "./nodes.ts";

/**
 * What is wrong with a program in the form that is lowered to Rego, as sentences: names used where they aren't bound,
 * jumps to where they don't stand, functions called that don't exist or with other numbers of arguments, operations
 * with arguments or results that aren't of their types, changes left over. None is right.
 */
export function validate(modules: readonly Module[]): string[] {
  const validation = new Validation(modules);
  for (const module of modules) validation.module(module);
  return validation.faults;
}

type Names = ReadonlySet<Binding>;

class Validation {
  readonly faults: string[] = [];
  readonly #arities = new Map<string, number>();
  readonly #constants = new Set<string>();
  readonly #kinds: ReadonlySet<string>;
  #where = "";

  constructor(modules: readonly Module[]) {
    for (const module of modules) {
      for (const { symbol, parameters } of module.functions)
        this.#arities.set(`${symbol.module}#${symbol.name}`, parameters.length);
      for (const { symbol } of module.constants) this.#constants.add(`${symbol.module}#${symbol.name}`);
    }
    this.#kinds = new Set(modules.flatMap((module) => module.kinds.map(({ id }) => id)));
  }

  module(module: Module): void {
    const inside = (name: string, names: readonly Binding[], body: readonly Statement[]): void => {
      this.#where = `${module.id}#${name}`;
      this.#statements(body, new Set(names), []);
    };
    for (const { symbol, value } of module.constants) {
      this.#where = `${module.id}#${symbol.name}`;
      this.#expression(value, new Set());
    }
    for (const declaration of module.functions) {
      inside(declaration.symbol.name, declaration.parameters, declaration.body);
      if (declaration.yields !== undefined) this.#fault("a generator is left");
    }
    for (const { id, find, covers } of module.kinds) {
      inside(`${id} find`, [find.subject], find.body);
      if (covers !== undefined) inside(`${id} covers`, covers.parameters, covers.body);
    }
    if (module.rule !== undefined)
      inside(`${module.rule.id} check`, [module.rule.check.subject], module.rule.check.body);
    const decide = module.decision?.decide;
    if (decide !== undefined && !this.#arities.has(`${decide.module}#${decide.name}`))
      this.#fault(`the decision's function ${decide.name} is missing`);
  }

  #fault(what: string): void {
    this.faults.push(`${this.#where}: ${what}`);
  }

  #statements(statements: readonly Statement[], names: Names, labels: readonly Label[]): void {
    let known = names;
    for (const statement of statements) {
      switch (statement.kind) {
        case "bind":
          this.#expression(statement.value, known);
          known = new Set([...known, statement.binding]);
          break;
        case "change":
          this.#fault(`the variable ${statement.binding.name} still changes`);
          for (const expression of expressionsOfChange(statement.change)) this.#expression(expression, known);
          break;
        case "if":
          this.#boolean(statement.condition, "a condition");
          this.#expression(statement.condition, known);
          this.#statements(statement.whenTrue, known, labels);
          this.#statements(statement.whenFalse, known, labels);
          break;
        case "for":
          this.#statements(statement.body, this.#iteration(statement.source, known), [...labels, statement.label]);
          break;
        case "block":
          this.#statements(statement.body, known, [...labels, statement.label]);
          break;
        case "yield":
          this.#expression(statement.value, known);
          break;
        case "return":
          if (statement.value !== undefined) this.#expression(statement.value, known);
          break;
        case "break":
        case "continue":
          if (!labels.includes(statement.label))
            this.#fault(`${statement.kind} to ${statement.label.name}, which is not around it`);
          break;
      }
    }
  }

  /** @returns the names inside the iteration */
  #iteration({ over, key, value, derived, until }: Iteration, names: Names): Names {
    this.#expression(over, names);
    let known: Names = new Set([...names, ...[key, value].filter((binding) => binding !== undefined)]);
    for (const bind of derived) {
      this.#expression(bind.value, known);
      known = new Set([...known, bind.binding]);
    }
    if (until !== undefined) {
      this.#boolean(until, "the end of an iteration");
      this.#expression(until, known);
    }
    return known;
  }

  /** @returns the names after the steps */
  #steps(steps: readonly Step[], names: Names): Names {
    let known = names;
    for (const step of steps) {
      switch (step.kind) {
        case "bind":
          this.#expression(step.value, known);
          known = new Set([...known, step.binding]);
          break;
        case "iterate":
          known = this.#iteration(step.source, known);
          break;
        case "guard":
          this.#boolean(step.condition, "a guard");
          this.#expression(step.condition, known);
          break;
        case "unless":
          this.#steps(step.steps, known);
          break;
        case "search": {
          const inside = this.#iteration(step.source, known);
          for (const { steps: inner, outcome } of step.clauses) {
            const after = this.#steps(inner, inside);
            if (outcome !== undefined) this.#expression(outcome, after);
          }
          known = new Set([...known, step.result]);
          break;
        }
      }
    }
    return known;
  }

  #boolean({ type }: Expression, what: string): void {
    if (type.kind !== "boolean" || type.nullable)
      this.#fault(`${what} is no boolean, but ${type.nullable ? "perhaps " : ""}${type.kind}`);
  }

  #operation({ name, arguments: given, type }: Extract<Expression, { kind: "operation" }>): void {
    const { parameters, result } = operations[name];
    const last = parameters.length - 1;
    const repeats = parameters[last]?.repeats === "apart";
    if (repeats ? given.length < last : given.length !== parameters.length)
      this.#fault(`${name} has ${parameters.length} parameters and gets ${given.length} arguments`);
    given.forEach((argument, index) => {
      const parameter = parameters[Math.min(index, last)];
      if (parameter !== undefined && !takes(parameter, argument.type))
        this.#fault(`${name} takes a ${parameter.type} and gets ${described(argument.type)}`);
    });
    if (!gives(result, type)) this.#fault(`${name} gives a ${result.type}, not ${described(type)}`);
  }

  #expression(expression: Expression, names: Names): void {
    switch (expression.kind) {
      case "local":
        if (!names.has(expression.binding)) this.#fault(`${expression.binding.name} is not bound here`);
        return;
      case "constant":
        if (!this.#constants.has(`${expression.symbol.module}#${expression.symbol.name}`))
          this.#fault(`no constant ${expression.symbol.name}`);
        return;
      case "inventory":
        if (!this.#kinds.has(expression.of)) this.#fault(`no input kind ${expression.of}`);
        return;
      case "call": {
        const arity = this.#arities.get(`${expression.function.module}#${expression.function.name}`);
        if (arity === undefined) this.#fault(`no function ${expression.function.name}`);
        else if (arity < expression.arguments.length)
          this.#fault(
            `${expression.function.name} has ${arity} parameters and gets ${expression.arguments.length} arguments`,
          );
        break;
      }
      case "operation":
        this.#operation(expression);
        break;
      case "not":
        this.#boolean(expression.operand, "what is negated");
        break;
      case "and":
      case "or":
        this.#boolean(expression.left, `the left of ${expression.kind}`);
        this.#boolean(expression.right, `the right of ${expression.kind}`);
        break;
      case "quantified":
      case "comprehension": {
        const inside = this.#iteration(expression.source, names);
        if (expression.condition !== undefined) this.#expression(expression.condition, inside);
        if (expression.kind === "comprehension") this.#expression(expression.value, inside);
        return;
      }
      case "apply":
        if (expression.lambda.parameters.length !== expression.arguments.length)
          this.#fault(`${expression.lambda.name} gets ${expression.arguments.length} arguments`);
        this.#statements(expression.lambda.body, new Set([...names, ...expression.lambda.parameters]), []);
        break;
      case "collect":
        this.#expression(expression.value, this.#steps(expression.steps, names));
        return;
      case "exists":
        for (const steps of expression.ways) this.#steps(steps, names);
        return;
    }
    for (const child of children(expression)) this.#expression(child, names);
  }
}

/** Whether an operation may be given a value of a type. */
function takes(parameter: Parameter, type: Type): boolean {
  if (parameter.type === "any") return true;
  return isOf(parameter.type, type) && (parameter.nullable === true || !type.nullable);
}

/** Whether an operation's result can be of a type, which `!` may have narrowed. */
function gives(result: Result, type: Type): boolean {
  return result.type === "any" || isOf(result.type, type);
}

/** An object is a record with the keys that its type names. */
function isOf(kind: Type["kind"], type: Type): boolean {
  return type.kind === kind || (kind === "record" && type.kind === "object");
}

function described({ kind, nullable }: Type): string {
  return nullable ? `perhaps nothing, else ${kind}` : `a ${kind}`;
}
