import type { Binding, Expression, Iteration, Module, Statement, Step } from "./nodes.ts";

/**
 * A program as text, for people who look for a fault in the compiler: a statement a line, each variable with a number,
 * since different variables may have one name. The same program always gives the same text.
 */
export function printModules(modules: readonly Module[]): string {
  return modules.map((module) => new Printer().module(module)).join("\n");
}

class Printer {
  readonly #numbers = new Map<Binding, number>();

  module({ id, constants, functions, kinds, rule, decision }: Module): string {
    const blocks = [
      ...constants.map(({ symbol, value }) => `const ${symbol.name} = ${this.expression(value)}`),
      ...functions.map(({ symbol, parameters, body }) => this.#function(`function ${symbol.name}`, parameters, body)),
      ...kinds.flatMap((kind) => [
        this.#function(`kind ${kind.id} find`, [kind.find.subject], kind.find.body),
        ...(kind.covers === undefined
          ? []
          : [this.#function(`kind ${kind.id} covers`, kind.covers.parameters, kind.covers.body)]),
      ]),
      ...(rule === undefined
        ? []
        : [this.#function(`rule ${rule.id} of ${rule.kinds.join(", ")} check`, [rule.check.subject], rule.check.body)]),
      ...(decision === undefined
        ? []
        : [`decision ${decision.id} of ${decision.kinds.join(", ")}: ${decision.decide.name}`]),
    ];
    return [`module ${id}`, ...blocks, ""].join("\n");
  }

  #function(head: string, parameters: readonly Binding[], body: readonly Statement[]): string {
    return [`${head}(${parameters.map((one) => this.name(one)).join(", ")})`, ...this.block(body, 1)].join("\n");
  }

  name(binding: Binding): string {
    const number = this.#numbers.get(binding) ?? this.#numbers.size + 1;
    this.#numbers.set(binding, number);
    return `${binding.name}'${number}`;
  }

  block(all: readonly Statement[], depth: number): string[] {
    return all.flatMap((statement) =>
      (statements[statement.kind] as (one: Statement, depth: number, printer: Printer) => string[])(
        statement,
        depth,
        this,
      ),
    );
  }

  iteration({ over, key, value, derived, until }: Iteration): string {
    const from = this.expression(over);
    const names = [key, value].map((binding) => (binding === undefined ? "_" : this.name(binding))).join(", ");
    const parts = derived.map((bind) => `${this.name(bind.binding)} = ${this.expression(bind.value)}`);
    return [`${names} in ${from}`, ...parts, ...(until === undefined ? [] : [`until ${this.expression(until)}`])].join(
      "; ",
    );
  }

  steps(all: readonly Step[]): string {
    return all.map((step) => (steps[step.kind] as (one: Step, printer: Printer) => string)(step, this)).join("; ");
  }

  all(list: readonly Expression[]): string {
    return list.map((one) => this.expression(one)).join(", ");
  }

  expression(expression: Expression): string {
    return (expressions[expression.kind] as (one: Expression, printer: Printer) => string)(expression, this);
  }
}

/** What an expression is printed as: its kind, its own constants and names, and what is inside it, in parentheses. */
type Expressions = {
  readonly [Kind in Expression["kind"]]: (expression: Extract<Expression, { kind: Kind }>, printer: Printer) => string;
};

const called = (name: string, inner: string): string => `${name}(${inner})`;

const operands = (
  { kind, left, right }: Extract<Expression, { readonly left: Expression }>,
  printer: Printer,
): string => called(kind, printer.all([left, right]));

const infix = (
  { left, operator, right }: Extract<Expression, { readonly operator: string }>,
  printer: Printer,
): string => `(${printer.expression(left)} ${operator} ${printer.expression(right)})`;

const items = ({ kind, items: all }: Extract<Expression, { kind: "list" | "set" }>, printer: Printer): string =>
  called(kind, all.map(({ spread, value }) => `${spread ? "..." : ""}${printer.expression(value)}`).join(", "));

const expressions: Expressions = {
  literal: ({ value }) => JSON.stringify(value),
  error: () => "error",
  local: ({ binding }, printer) => printer.name(binding),
  constant: ({ symbol }) => symbol.name,
  parameters: () => "parameters",
  inventory: ({ of }) => called("inventory", of),
  lookup: ({ of, namespace, name }, printer) => called(`lookup ${of}`, printer.all([namespace, name])),
  field: ({ object, key }, printer) => `${printer.expression(object)}.${key}`,
  element: ({ collection, key }, printer) => `${printer.expression(collection)}[${printer.expression(key)}]`,
  call: ({ function: { name }, arguments: args }, printer) => called(name, printer.all(args)),
  operation: ({ name, arguments: args }, printer) => called(name, printer.all(args)),
  equal: operands,
  and: operands,
  or: operands,
  coalesce: operands,
  order: infix,
  arithmetic: infix,
  truthy: ({ value }, printer) => called("truthy", printer.expression(value)),
  not: ({ operand }, printer) => called("not", printer.expression(operand)),
  conditional: ({ condition, whenTrue, whenFalse }, printer) =>
    called("choose", printer.all([condition, whenTrue, whenFalse])),
  template: ({ parts }, printer) => called("text", printer.all(parts)),
  list: items,
  set: items,
  object: ({ entries }, printer) =>
    called("object", entries.map(([key, value]) => `${key}: ${printer.expression(value)}`).join(", ")),
  record: ({ entries }, printer) =>
    called(
      "record",
      entries
        .map(({ key, value }) =>
          key === undefined
            ? `...${printer.expression(value)}`
            : `${printer.expression(key)}: ${printer.expression(value)}`,
        )
        .join(", "),
    ),
  apply: ({ lambda, arguments: args }, printer) => {
    const parameters = lambda.parameters.map((one) => printer.name(one)).join(", ");
    const body = printer.block(lambda.body, 0).join(" / ");
    return called("apply", `${called(lambda.name, parameters)} {${body}}, ${printer.all(args)}`);
  },
  collect: ({ into, steps, value }, printer) => `${into} of {${printer.steps(steps)} => ${printer.expression(value)}}`,
  exists: ({ ways }, printer) => called("exists", ways.map((steps) => `{${printer.steps(steps)}}`).join(" or ")),
  typeTest: ({ is, value }, printer) => called(`is ${is}`, printer.expression(value)),
  membership: ({ value, collection }, printer) => `(${printer.expression(value)} in ${printer.expression(collection)})`,
  violation: ({ node, message }, printer) => called("violation", printer.all([node, message])),
  undetermined: ({ missing, node, message }, printer) =>
    called(`undetermined ${missing}`, printer.all([node, message])),
  place: ({ node, keys }, printer) => called("place", printer.all([node, ...keys])),
  instance: ({ at, resource, fields }, printer) =>
    called(
      "instance",
      [
        printer.all([at, resource]),
        ...fields.map(([key, value]) => `${key}: ${value === undefined ? "absent" : printer.expression(value)}`),
      ].join(", "),
    ),
};

/** What a statement at some depth is printed as, a line each. */
type Statements = {
  readonly [Kind in Statement["kind"]]: (
    statement: Extract<Statement, { kind: Kind }>,
    depth: number,
    printer: Printer,
  ) => string[];
};

const jump = ({ kind, label, span }: Extract<Statement, { kind: "break" | "continue" }>, depth: number): string[] => [
  lineAt(depth, span.line, `${kind} ${label.name}`),
];

const statements: Statements = {
  bind: ({ binding, value, span }, depth, printer) => [
    lineAt(depth, span.line, `${printer.name(binding)} = ${printer.expression(value)}`),
  ],
  change: ({ binding, change, span }, depth, printer) => [
    lineAt(depth, span.line, `change ${printer.name(binding)} by ${change.how}`),
  ],
  if: ({ condition, whenTrue, whenFalse, span }, depth, printer) => [
    lineAt(depth, span.line, `if ${printer.expression(condition)}`),
    ...printer.block(whenTrue, depth + 1),
    ...(whenFalse.length === 0 ? [] : [`${indent(depth)}else`, ...printer.block(whenFalse, depth + 1)]),
  ],
  for: ({ source, body, span }, depth, printer) => [
    lineAt(depth, span.line, `for ${printer.iteration(source)}`),
    ...printer.block(body, depth + 1),
  ],
  block: ({ label, body, span }, depth, printer) => [
    lineAt(depth, span.line, `block ${label.name}`),
    ...printer.block(body, depth + 1),
  ],
  yield: ({ value, span }, depth, printer) => [lineAt(depth, span.line, `yield ${printer.expression(value)}`)],
  return: ({ value, span }, depth, printer) => [
    lineAt(depth, span.line, value === undefined ? "return" : `return ${printer.expression(value)}`),
  ],
  continue: jump,
  break: jump,
};

function indent(depth: number): string {
  return "  ".repeat(depth);
}

function lineAt(depth: number, line: number, text: string): string {
  return `${indent(depth)}${text}  ; line ${line}`;
}

type Steps = { readonly [Kind in Step["kind"]]: (step: Extract<Step, { kind: Kind }>, printer: Printer) => string };

const steps: Steps = {
  bind: ({ binding, value }, printer) => `${printer.name(binding)} = ${printer.expression(value)}`,
  iterate: ({ source }, printer) => `some ${printer.iteration(source)}`,
  guard: ({ condition, holds }, printer) => `${holds ? "" : "not "}${printer.expression(condition)}`,
  unless: ({ steps: inner }, printer) => `unless {${printer.steps(inner)}}`,
  search: ({ source, clauses, result }, printer) => {
    const over = printer.iteration(source);
    const ways = clauses.map(
      ({ steps: inner, outcome }) =>
        `{${printer.steps(inner)} => ${outcome === undefined ? "" : printer.expression(outcome)}}`,
    );
    return `${printer.name(result)} = first of ${over}: ${ways.join(" ")}`;
  },
};
