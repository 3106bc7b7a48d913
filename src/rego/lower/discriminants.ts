import type { Binding, Clause, Expression, Step } from "../../ir/nodes.ts";
import type { Field } from "../../shapes/shape.ts";

/**
 * The clauses of a policy of several input kinds that can hold for instances of one of them, without the tests that
 * always hold for these: an instance of `kind: "Role"` is never one with another kind.
 *
 * @param subject the instance
 * @param fields the fields of the input kind
 */
export function clausesOfKind(clauses: readonly Clause[], subject: Binding, fields: readonly Field[]): Clause[] {
  const values = new Map<string, readonly string[]>();
  for (const { name, shape, optional } of fields)
    if (shape.type === "string" && shape.oneOf !== undefined && !optional) values.set(name, shape.oneOf);
  return clauses.flatMap((clause) => new Discriminants(subject, values).within(clause) ?? []);
}

/** What is known of the texts that fields of an instance may be. */
class Discriminants {
  readonly #subject: Binding;
  readonly #values: Map<string, readonly string[]>;
  /** Names that stand for such a field. */
  readonly #names = new Map<Binding, string>();

  constructor(subject: Binding, values: ReadonlyMap<string, readonly string[]>) {
    this.#subject = subject;
    this.#values = new Map(values);
  }

  /** A clause without tests that always hold; nothing where one never holds. */
  within(clause: Clause): Clause | undefined {
    const steps: Step[] = [];
    for (const step of clause.steps) {
      if (step.kind === "bind") {
        const field = this.#fieldOf(step.value);
        if (field !== undefined) this.#names.set(step.binding, field);
      }
      const holds = step.kind === "guard" ? this.#passed(step) : undefined;
      if (holds === false) return undefined;
      if (holds !== true) steps.push(step);
    }
    return { ...clause, steps };
  }

  /** Whether a guard is always passed, or never; notes which texts pass it. */
  #passed({ condition, holds }: Extract<Step, { kind: "guard" }>): boolean | undefined {
    let always = false;
    for (const [field, values] of this.#values) {
      const truths = values.map((value) => truthOf(condition, (each) => this.#fieldOf(each) === field, value));
      const passing = values.filter((_, index) => truths[index] !== !holds);
      if (passing.length === 0) return false;
      this.#values.set(field, passing);
      always ||= truths.every((truth) => truth === holds);
    }
    return always ? true : undefined;
  }

  #fieldOf(expression: Expression): string | undefined {
    if (expression.kind === "local") return this.#names.get(expression.binding);
    const isOfSubject =
      expression.kind === "field" && expression.object.kind === "local" && expression.object.binding === this.#subject;
    return isOfSubject ? expression.key : undefined;
  }
}

/** Whether a condition holds where a field is a text; `undefined` where that depends on something else. */
function truthOf(condition: Expression, isField: (each: Expression) => boolean, value: string): boolean | undefined {
  switch (condition.kind) {
    case "not": {
      const inner = truthOf(condition.operand, isField, value);
      return inner === undefined ? undefined : !inner;
    }
    case "and":
    case "or": {
      const decisive = condition.kind === "or";
      const left = truthOf(condition.left, isField, value);
      const right = truthOf(condition.right, isField, value);
      if (left === decisive || right === decisive) return decisive;
      return left === undefined || right === undefined ? undefined : !decisive;
    }
    case "equal": {
      const { left, right } = condition;
      const other = isField(left) ? right : isField(right) ? left : undefined;
      return other?.kind === "literal" ? other.value === value : undefined;
    }
    default:
      return undefined;
  }
}
