import type { Parameter, Result } from "../std/operation.ts";
import { operations } from "../std/operations.ts";
import {
  type Binding,
  type Expression,
  type Label,
  type Lambda,
  type Module,
  type Statement,
  symbolKey,
  type Type,
} from "./nodes.ts";
import { type Visitor, visit, visitStatements } from "./traverse.ts";

/**
 * What is wrong with a program in the form that is lowered to Rego, as sentences: names used where they aren't bound,
 * jumps to where they don't stand, functions called that don't exist or with other numbers of arguments, operations
 * with arguments or results that aren't of their types, changes left over. None is right.
 */
export function validate(modules: readonly Module[]): string[] {
  const functions = modules.flatMap((module) => module.functions);
  const program: Program = {
    arities: new Map(functions.map(({ symbol, parameters }) => [symbolKey(symbol), parameters.length])),
    constants: new Set(modules.flatMap((module) => module.constants.map(({ symbol }) => symbolKey(symbol)))),
    kinds: new Set(modules.flatMap((module) => module.kinds.map(({ id }) => id))),
  };
  return modules.flatMap((module) => faultsOf(module, program));
}

interface Program {
  readonly arities: ReadonlyMap<string, number>;
  readonly constants: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
}

function faultsOf({ id, constants, functions, kinds, rule, decision }: Module, program: Program): string[] {
  const faults: string[] = [];
  const inside = (name: string, walk: (visitor: Visitor) => void): void => {
    walk(new Validation(program, (fault) => faults.push(`${id}#${name}: ${fault}`)));
  };
  const body = (name: string, parameters: readonly Binding[], statements: readonly Statement[]): void =>
    inside(name, (visitor) => {
      for (const parameter of parameters) visitor.binding?.(parameter);
      visitStatements(statements, visitor);
    });
  for (const { symbol, value } of constants) inside(symbol.name, (visitor) => visit("expression", value, visitor));
  for (const { symbol, parameters, body: statements, yields } of functions) {
    body(symbol.name, parameters, statements);
    if (yields !== undefined) faults.push(`${id}#${symbol.name}: a generator is left`);
  }
  for (const { id: kind, find, covers } of kinds) {
    body(`${kind} find`, [find.subject], find.body);
    if (covers !== undefined) body(`${kind} covers`, covers.parameters, covers.body);
  }
  if (rule !== undefined) body(`${rule.id} check`, [rule.check.subject], rule.check.body);
  if (decision !== undefined && !program.arities.has(symbolKey(decision.decide)))
    faults.push(`${id}: the decision's function ${decision.decide.name} is missing`);
  return faults;
}

class Validation implements Visitor {
  readonly #program: Program;
  readonly #fault: (what: string) => void;
  /** How often each name is bound around the point that is read. */
  readonly #bound = new Map<Binding, number>();
  readonly #scopes: Binding[][] = [];
  /** The loops and blocks around the point that is read, and the lambdas, beyond which no jump leads. */
  readonly #around: (Label | Lambda)[] = [];

  constructor(program: Program, fault: (what: string) => void) {
    this.#program = program;
    this.#fault = fault;
  }

  open(): void {
    this.#scopes.push([]);
  }

  close(): void {
    for (const binding of this.#scopes.pop() ?? []) this.#bound.set(binding, this.#bound.get(binding)! - 1);
  }

  binding(binding: Binding): void {
    this.#bound.set(binding, (this.#bound.get(binding) ?? 0) + 1);
    this.#scopes.at(-1)?.push(binding);
  }

  enter: Visitor["enter"] = (sort, part) => {
    if (sort === "lambda") this.#around.push(part as Lambda);
    if (sort === "iteration" && "until" in part && part.until !== undefined)
      this.#boolean(part.until as Expression, "the end of an iteration");
  };

  leave: Visitor["leave"] = (sort, part) => {
    if (sort === "lambda" || (sort === "statement" && "label" in part && "body" in part)) this.#around.pop();
  };

  step: Visitor["step"] = (step) => {
    if (step.kind === "guard") this.#boolean(step.condition, "a guard");
  };

  statement(statement: Statement): void {
    switch (statement.kind) {
      case "change":
        this.#fault(`the variable ${statement.binding.name} still changes`);
        return;
      case "if":
        this.#boolean(statement.condition, "a condition");
        return;
      case "for":
      case "block":
        this.#around.push(statement.label);
        return;
      case "break":
      case "continue":
        if (!this.#isAround(statement.label))
          this.#fault(`${statement.kind} to ${statement.label.name}, which is not around it`);
    }
  }

  expression(expression: Expression): void {
    switch (expression.kind) {
      case "local":
        if ((this.#bound.get(expression.binding) ?? 0) === 0)
          this.#fault(`${expression.binding.name} is not bound here`);
        return;
      case "constant":
        if (!this.#program.constants.has(symbolKey(expression.symbol)))
          this.#fault(`no constant ${expression.symbol.name}`);
        return;
      case "inventory":
      case "lookup":
        if (!this.#program.kinds.has(expression.of)) this.#fault(`no input kind ${expression.of}`);
        return;
      case "call": {
        const { name } = expression.function;
        const arity = this.#program.arities.get(symbolKey(expression.function));
        if (arity === undefined) this.#fault(`no function ${name}`);
        else if (arity < expression.arguments.length)
          this.#fault(`${name} has ${arity} parameters and gets ${expression.arguments.length} arguments`);
        return;
      }
      case "operation":
        this.#operation(expression);
        return;
      case "not":
        this.#boolean(expression.operand, "what is negated");
        return;
      case "and":
      case "or":
        this.#boolean(expression.left, `the left of ${expression.kind}`);
        this.#boolean(expression.right, `the right of ${expression.kind}`);
        return;
      case "apply":
        if (expression.lambda.parameters.length !== expression.arguments.length)
          this.#fault(`${expression.lambda.name} gets ${expression.arguments.length} arguments`);
    }
  }

  #isAround(label: Label): boolean {
    const since = this.#around.findLastIndex((one) => "parameters" in one);
    return this.#around.lastIndexOf(label) > since;
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
