import { codes } from "../../diagnostics/codes.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../diagnostics/span.ts";
import { generatorClauses } from "../clauses.ts";
import { effectsOf, hasEffect } from "../effects.ts";
import { freeBindingsOfLambda } from "../free.ts";
import { collected, inOrder } from "../in-order.ts";
import type {
  Binding,
  Change,
  Expression,
  FunctionDeclaration,
  GeneratorDeclaration,
  Item,
  Label,
  Lambda,
  Module,
  Statement,
} from "../nodes.ts";
import { literal, local } from "../terms.ts";
import { mapped } from "../traverse.ts";
import { endingsOf } from "./block-endings.ts";
import { withChanges } from "./change-statements.ts";
import { changedCollection, isEmpty } from "./changed-collections.ts";
import { joinedValue, resultOf } from "./joins.ts";
import { normalized } from "./normal-form.ts";
import type { PassResult, Report, Values } from "./pass.ts";
import { type LoopReader, loopValue } from "./reductions.ts";

/**
 * Takes the state out of a program: each value of a variable that changes gets a name of its own. Where control joins
 * again after an `if`, the value is a choice; after a loop it is a list, set, record, sum, text or best element made
 * from all its elements.
 */
export function singleAssignment(modules: readonly Module[]): PassResult {
  const diagnostics: Diagnostic[] = [];
  const report = (code: Diagnostic["code"], span: Span, message: string, help: string): void => {
    diagnostics.push({ code, span, message, help });
  };
  const ofFunction = (declaration: FunctionDeclaration): FunctionDeclaration => {
    const { yields, ...rest } = declaration;
    const body = new SingleAssignment(report).body(declaration.body);
    return { ...rest, body: yields === undefined ? body : collectYields(body, yields, declaration.span) };
  };
  const ofGenerator = (declaration: GeneratorDeclaration): GeneratorDeclaration => ({
    ...declaration,
    body: new SingleAssignment(report).body(declaration.body),
  });
  return {
    modules: modules.map((module) => ({
      ...module,
      constants: module.constants.map((constant) => ({
        ...constant,
        value: new SingleAssignment(report).expression(constant.value, new Map()),
      })),
      functions: module.functions.map(ofFunction),
      kinds: module.kinds.map((kind) => ({
        ...kind,
        find: ofGenerator(kind.find),
        covers: kind.covers === undefined ? undefined : ofFunction(kind.covers),
      })),
      rule: module.rule === undefined ? undefined : { ...module.rule, check: ofGenerator(module.rule.check) },
    })),
    diagnostics,
  };
}

/** The body of a helper generator as one of a function that returns all that it yields. */
function collectYields(body: readonly Statement[], into: "list" | "set", span: Span): Statement[] {
  const clauses = generatorClauses(body);
  if (into === "list") return [{ kind: "return", value: inOrder(clauses, false, span), span }];
  const [first, ...others] = clauses.map((clause): Item => ({ spread: true, value: collected(clause, false, into) }));
  const items = first === undefined ? [] : [first, ...others];
  const value: Expression =
    first !== undefined && others.length === 0
      ? first.value
      : { kind: "set", items, span, type: { kind: into, nullable: false } };
  return [{ kind: "return", value, span }];
}

class SingleAssignment implements LoopReader {
  readonly report: Report;
  /** Variables that the loop being read changes: they have no single value inside it. */
  readonly #running = new Set<Binding>();
  readonly #lambdas = new Map<Lambda, ReadLambda>();
  /** The variables whose values count where a block is left. */
  readonly #blocks = new Map<Label, readonly Binding[]>();
  /** Their values at each `break`. */
  readonly #atBreaks = new Map<Statement, Values>();

  constructor(report: Report) {
    this.report = report;
  }

  /** Statements in which nothing changes any more. */
  body(statements: readonly Statement[], values: Values = new Map()): Statement[] {
    const result: Statement[] = [];
    for (const statement of statements) this.#statement(statement, values, result);
    return result;
  }

  /** An expression with the values that its variables have at this point. */
  expression(expression: Expression, values: Values): Expression {
    const read = (child: Expression): Expression => this.expression(child, values);
    if (expression.kind === "apply")
      return {
        ...expression,
        lambda: this.#lambda(expression.lambda, values),
        arguments: expression.arguments.map(read),
      };
    if (expression.kind !== "local") return mapped("expression", expression, read);
    const { binding } = expression;
    const value = values.get(binding);
    if (value === undefined) return expression;
    if (this.#running.has(binding)) {
      this.report(
        "RS1022",
        expression.span,
        `\`${binding.name}\` is read inside the loop that changes it`,
        codes.RS1022.remedy,
      );
      return literal(null, expression.span, expression.type);
    }
    return value.kind === "local" ? { ...value, span: expression.span, type: expression.type } : value;
  }

  /** A lambda is the same wherever the variables have the same values that it takes from around it. */
  #lambda(lambda: Lambda, values: Values): Lambda {
    const changing = freeBindingsOfLambda(lambda).filter((binding) => values.has(binding));
    const known = this.#lambdas.get(lambda);
    if (
      known?.values.length === changing.length &&
      changing.every((binding, index) => values.get(binding) === known.values[index])
    )
      return known.lambda;
    const read = { ...lambda, body: this.body(lambda.body, new Map(values)) };
    this.#lambdas.set(lambda, { lambda: read, values: changing.map((binding) => values.get(binding)!) });
    return read;
  }

  #statement(statement: Statement, values: Values, result: Statement[]): void {
    switch (statement.kind) {
      case "bind":
        result.push({ ...statement, value: this.expression(statement.value, values) });
        return;
      case "change":
        this.#change(statement, values, result);
        return;
      case "if":
        this.#if(statement, values, result);
        return;
      case "for":
        this.#for(statement, values, result);
        return;
      case "block":
        this.#block(statement, values, result);
        return;
      case "yield":
        result.push({ ...statement, value: this.expression(statement.value, values) });
        return;
      case "return":
        result.push({
          ...statement,
          value: statement.value === undefined ? undefined : this.expression(statement.value, values),
        });
        return;
      case "break": {
        const copy = { ...statement };
        const changing = this.#blocks.get(statement.label) ?? [];
        this.#atBreaks.set(copy, new Map(changing.map((binding) => [binding, values.get(binding)!])));
        result.push(copy);
        return;
      }
      case "continue":
        result.push(statement);
        return;
    }
  }

  #change(
    { binding, change, span }: Extract<Statement, { kind: "change" }>,
    values: Values,
    result: Statement[],
  ): void {
    if (this.#running.has(binding)) {
      result.push({ kind: "change", binding, change: this.#valuesOf(change, values), span });
      return;
    }
    const old = values.get(binding);
    if (change.how === "assign") {
      const value = this.expression(change.value, values);
      this.#set(binding, value, span, values, result);
      return;
    }
    if (old === undefined) throw new Error(`${binding.name} changes before it has a value`);
    this.#set(binding, changedCollection(old, this.#valuesOf(change, values), span, binding), span, values, result);
  }

  #valuesOf(change: Change, values: Values): Change {
    const read = (expression: Expression): Expression => this.expression(expression, values);
    // The key of the old value is read where the value before the loop is known.
    if (change.how === "keep") return { ...change, key: read(change.key), value: read(change.value) };
    return mapped("change", change, read);
  }

  /** Gives a variable a value, under a name of its own unless it is as short as a name. */
  #set(binding: Binding, value: Expression, span: Span, values: Values, result: Statement[]): void {
    if (value.kind === "local" || value.kind === "literal" || isEmpty(value)) {
      values.set(binding, value);
      return;
    }
    const version: Binding = { name: binding.name, type: binding.type };
    result.push({ kind: "bind", binding: version, value, span });
    values.set(binding, local(version, span));
  }

  #if(statement: Extract<Statement, { kind: "if" }>, values: Values, result: Statement[]): void {
    const condition = this.expression(statement.condition, values);
    const ofTrue = new Map(values);
    const ofFalse = new Map(values);
    const whenTrue = this.body(statement.whenTrue, ofTrue);
    const whenFalse = this.body(statement.whenFalse, ofFalse);
    if (hasEffect(whenTrue) || hasEffect(whenFalse)) result.push({ ...statement, condition, whenTrue, whenFalse });
    const trueLeaves = effectsOf(whenTrue).alwaysLeaves;
    const falseLeaves = effectsOf(whenFalse).alwaysLeaves;
    if (trueLeaves && falseLeaves) return;
    for (const binding of this.#changed(values, statement.whenTrue, statement.whenFalse)) {
      const before = values.get(binding)!;
      const first = ofTrue.get(binding)!;
      const second = ofFalse.get(binding)!;
      const value = joinedValue(
        binding,
        condition,
        trueLeaves ? undefined : { body: whenTrue, value: first },
        falseLeaves ? undefined : { body: whenFalse, value: second },
        statement.span,
      );
      if (value !== before) this.#set(binding, value, statement.span, values, result);
    }
  }

  /** The variables that lists of statements change, of those that have a value at this point. */
  #changed(values: Values, ...lists: readonly (readonly Statement[])[]): Binding[] {
    const changes = new Set(lists.flatMap((list) => [...effectsOf(list).changes]));
    return [...changes].filter((binding) => values.has(binding) && !this.#running.has(binding));
  }

  #block(statement: Extract<Statement, { kind: "block" }>, values: Values, result: Statement[]): void {
    const { label, span } = statement;
    if (!effectsOf(statement.body).breaks.has(label)) {
      result.push(...this.body(statement.body, values));
      return;
    }
    const changing = this.#changed(values, statement.body);
    const ends = new Map(values);
    this.#blocks.set(label, changing);
    const body = this.body(statement.body, ends);
    if (hasEffect(body, label)) result.push({ ...statement, body });
    for (const binding of changing) {
      const end = ends.get(binding)!;
      const ways = endingsOf(body, label, (at) => this.#atBreaks.get(at)!.get(binding)!);
      this.#set(
        binding,
        resultOf(binding, [...ways, { kind: "return", value: end, span }], span),
        span,
        values,
        result,
      );
    }
  }

  #for(statement: Extract<Statement, { kind: "for" }>, values: Values, result: Statement[]): void {
    const changing = this.#changed(values, statement.body);
    for (const { binding, span } of sourcesOf(statement.source.over)) {
      if (changing.includes(binding))
        this.report(
          "RS1022",
          span,
          `the loop goes through \`${binding.name}\`, which it changes`,
          "loop over a copy: `[...list]`",
        );
    }
    const source = mapped("iteration", statement.source, (expression) => this.expression(expression, values));
    const loop = {
      ...statement,
      source,
      body: changing.length === 0 ? statement.body : normalized(statement.body, changing),
    };
    const read = this.#duringLoop(changing, () => this.body(loop.body, new Map(values)));
    const body =
      changing.length === 0
        ? read
        : withChanges(read, true, (change) => (changing.includes(change.binding) ? [] : [change]));
    if (hasEffect(body, statement.label)) result.push({ ...loop, body });
    const after = changing.map((binding) => loopValue(loop, read, binding, values, this));
    changing.forEach((binding, index) => {
      const value = after[index];
      if (value !== undefined) this.#set(binding, value, statement.span, values, result);
    });
  }

  #duringLoop<Result>(changing: readonly Binding[], read: () => Result): Result {
    const added = changing.filter((binding) => !this.#running.has(binding));
    for (const binding of added) this.#running.add(binding);
    const result = read();
    for (const binding of added) this.#running.delete(binding);
    return result;
  }
}

/** A lambda that was read, and the values that its variables from around it had. */
interface ReadLambda {
  readonly lambda: Lambda;
  readonly values: readonly Expression[];
}

/** The variables whose very value an expression may be. */
function sourcesOf(expression: Expression): Extract<Expression, { kind: "local" }>[] {
  if (expression.kind === "local") return [expression];
  if (expression.kind === "conditional") return [...sourcesOf(expression.whenTrue), ...sourcesOf(expression.whenFalse)];
  return expression.kind === "coalesce" ? [...sourcesOf(expression.left), ...sourcesOf(expression.right)] : [];
}
