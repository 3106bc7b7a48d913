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
      ...constants.map(({ symbol, value }) => `const ${symbol.name} = ${this.#expression(value)}`),
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
    return [`${head}(${parameters.map((one) => this.#name(one)).join(", ")})`, ...this.#block(body, 1)].join("\n");
  }

  #name(binding: Binding): string {
    const number = this.#numbers.get(binding) ?? this.#numbers.size + 1;
    this.#numbers.set(binding, number);
    return `${binding.name}'${number}`;
  }

  #block(statements: readonly Statement[], depth: number): string[] {
    const indent = "  ".repeat(depth);
    return statements.flatMap((statement): string[] => {
      const line = (text: string): string => `${indent}${text}  ; line ${statement.span.line}`;
      switch (statement.kind) {
        case "bind":
          return [line(`${this.#name(statement.binding)} = ${this.#expression(statement.value)}`)];
        case "change":
          return [line(`change ${this.#name(statement.binding)} by ${statement.change.how}`)];
        case "if":
          return [
            line(`if ${this.#expression(statement.condition)}`),
            ...this.#block(statement.whenTrue, depth + 1),
            ...(statement.whenFalse.length === 0
              ? []
              : [`${indent}else`, ...this.#block(statement.whenFalse, depth + 1)]),
          ];
        case "for":
          return [line(`for ${this.#iteration(statement.source)}`), ...this.#block(statement.body, depth + 1)];
        case "block":
          return [line(`block ${statement.label.name}`), ...this.#block(statement.body, depth + 1)];
        case "yield":
          return [line(`yield ${this.#expression(statement.value)}`)];
        case "return":
          return [line(statement.value === undefined ? "return" : `return ${this.#expression(statement.value)}`)];
        case "break":
        case "continue":
          return [line(`${statement.kind} ${statement.label.name}`)];
      }
    });
  }

  #iteration({ over, key, value, derived, until }: Iteration): string {
    const from = this.#expression(over);
    const names = [key, value].map((binding) => (binding === undefined ? "_" : this.#name(binding))).join(", ");
    const parts = derived.map((bind) => `${this.#name(bind.binding)} = ${this.#expression(bind.value)}`);
    return [`${names} in ${from}`, ...parts, ...(until === undefined ? [] : [`until ${this.#expression(until)}`])].join(
      "; ",
    );
  }

  #steps(steps: readonly Step[]): string {
    return steps
      .map((step): string => {
        switch (step.kind) {
          case "bind":
            return `${this.#name(step.binding)} = ${this.#expression(step.value)}`;
          case "iterate":
            return `some ${this.#iteration(step.source)}`;
          case "guard":
            return `${step.holds ? "" : "not "}${this.#expression(step.condition)}`;
          case "unless":
            return `unless {${this.#steps(step.steps)}}`;
          case "search": {
            const source = this.#iteration(step.source);
            const clauses = step.clauses.map(
              ({ steps: inner, outcome }) =>
                `{${this.#steps(inner)} => ${outcome === undefined ? "" : this.#expression(outcome)}}`,
            );
            return `${this.#name(step.result)} = first of ${source}: ${clauses.join(" ")}`;
          }
        }
      })
      .join("; ");
  }

  /** The node's kind, its own constants and names, and what is inside it, in parentheses. */
  #expression(expression: Expression): string {
    const all = (list: readonly Expression[]): string => list.map((one) => this.#expression(one)).join(", ");
    switch (expression.kind) {
      case "literal":
        return JSON.stringify(expression.value);
      case "error":
        return "error";
      case "local":
        return this.#name(expression.binding);
      case "constant":
        return expression.symbol.name;
      case "parameters":
        return "parameters";
      case "inventory":
        return `inventory(${expression.of})`;
      case "field":
        return `${this.#expression(expression.object)}.${expression.key}`;
      case "element":
        return `${this.#expression(expression.collection)}[${this.#expression(expression.key)}]`;
      case "call":
        return `${expression.function.name}(${all(expression.arguments)})`;
      case "operation":
        return `${expression.name}(${all(expression.arguments)})`;
      case "equal":
      case "and":
      case "or":
      case "coalesce":
        return `${expression.kind}(${all([expression.left, expression.right])})`;
      case "order":
      case "arithmetic":
        return `(${this.#expression(expression.left)} ${expression.operator} ${this.#expression(expression.right)})`;
      case "truthy":
        return `truthy(${this.#expression(expression.value)})`;
      case "not":
        return `not(${this.#expression(expression.operand)})`;
      case "conditional":
        return `choose(${all([expression.condition, expression.whenTrue, expression.whenFalse])})`;
      case "template":
        return `text(${all(expression.parts)})`;
      case "list":
      case "set":
        return `${expression.kind}(${expression.items.map(({ spread, value }) => `${spread ? "..." : ""}${this.#expression(value)}`).join(", ")})`;
      case "object":
        return `object(${expression.entries.map(([key, value]) => `${key}: ${this.#expression(value)}`).join(", ")})`;
      case "record":
        return `record(${expression.entries.map(({ key, value }) => (key === undefined ? `...${this.#expression(value)}` : `${this.#expression(key)}: ${this.#expression(value)}`)).join(", ")})`;
      case "apply":
        return `apply(${expression.lambda.name}(${expression.lambda.parameters.map((one) => this.#name(one)).join(", ")}) {${this.#block(expression.lambda.body, 0).join(" / ")}}, ${all(expression.arguments)})`;
      case "collect":
        return `${expression.into} of {${this.#steps(expression.steps)} => ${this.#expression(expression.value)}}`;
      case "exists":
        return `exists(${expression.ways.map((steps) => `{${this.#steps(steps)}}`).join(" or ")})`;
      case "typeTest":
        return `is ${expression.is}(${this.#expression(expression.value)})`;
      case "membership":
        return `(${this.#expression(expression.value)} in ${this.#expression(expression.collection)})`;
      case "violation":
        return `violation(${all([expression.node, expression.message])})`;
      case "undetermined":
        return `undetermined ${expression.missing}(${all([expression.node, expression.message])})`;
      case "place":
        return `place(${all([expression.node, ...expression.keys])})`;
      case "instance":
        return `instance(${[this.#expression(expression.at), this.#expression(expression.resource), ...expression.fields.map(([key, value]) => `${key}: ${value === undefined ? "absent" : this.#expression(value)}`)].join(", ")})`;
    }
  }
}
