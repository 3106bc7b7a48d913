import type {
  SerialisedExpression,
  SerialisedFunction,
  SerialisedGenerator,
  SerialisedIteration,
  SerialisedProgram,
  SerialisedStep,
  Slot,
  Way,
} from "../ir/serialised.ts";
import type { Path } from "../paths.ts";
import { united, why, whyAny } from "./because.ts";
import { type Case, casesOf, elementOf, fieldOf, has, RecordBuilder, spreadOf, whyThere } from "./collections.ts";
import { equal, inOrder } from "./equality.ts";
import { firstOf, joined, setOf } from "./join.ts";
import { operate } from "./operations.ts";
import { printedText, textOf } from "./texts.ts";
import { and, not, or, sureIf, truthy } from "./truth.ts";
import {
  type Because,
  type CandidateValue,
  isCompound,
  isUnknown,
  type ListItem,
  pathOfNode,
  type Sure,
  type Truth,
  unknown,
  type Value,
} from "./values.ts";

/** What a rule sees beside its instance. */
interface Surroundings {
  readonly parameters: Value;
  /** The path of the instance, or of the document. */
  readonly path: Path;
}

/** What a generator yields, and whether it does. */
type Outcome = readonly [value: Value, truth: Exclude<Truth, false>];

/** What isn't known in a single document. */
const otherDocuments = "the other documents of the run";

/** Runs the clauses of a program over values of which not all are known, in Kleene's logic of three truth values. */
export class Interpreter {
  readonly #program: SerialisedProgram;
  /** Values of constants, which are the same for all. */
  readonly #constants = new Map<string, Value>();

  constructor(program: SerialisedProgram) {
    this.#program = program;
  }

  /** What a rule says of an instance. */
  check(rule: string, instance: Value, surroundings: Surroundings): readonly Outcome[] {
    return this.#generated(this.#program.rules[rule], instance, surroundings);
  }

  /** The instances of an input kind in a document. */
  find(kind: string, document: Value, surroundings: Surroundings): readonly Outcome[] {
    return this.#generated(this.#program.kinds[kind], document, surroundings);
  }

  #generated(generator: SerialisedGenerator | undefined, subject: Value, surroundings: Surroundings): Outcome[] {
    if (generator === undefined) throw new Error("the program has no such rule or input kind");
    const frame = new Frame(this, surroundings);
    frame.slots[generator.subject] = subject;
    const outcomes: Outcome[] = [];
    frame.follow(generator.ways, true, false, (value, truth) => {
      outcomes.push([frame.value(value!), truth]);
      return false;
    });
    return outcomes;
  }

  constant(symbol: string, surroundings: Surroundings): Value {
    let value = this.#constants.get(symbol);
    if (value === undefined) {
      value = new Frame(this, surroundings).value(this.#program.constants[symbol]!);
      this.#constants.set(symbol, value);
    }
    return value;
  }

  call(symbol: string, given: readonly Value[], surroundings: Surroundings): Value {
    return new Frame(this, surroundings).result(this.#program.functions[symbol]!, given);
  }
}

/**
 * Is told of each way in which steps may hold: its outcome, whether the way holds, and whether an element is among it
 * that stands for any number. Answers whether that is enough.
 */
type Visit = (outcome: SerialisedExpression | null, truth: Exclude<Truth, false>, isRest: boolean) => boolean;

type Of<Kind extends SerialisedExpression["kind"]> = Extract<SerialisedExpression, { kind: Kind }>;

/** One call of a function, with the values of its variables. */
class Frame {
  readonly slots: Value[] = [];
  readonly #interpreter: Interpreter;
  readonly #surroundings: Surroundings;

  constructor(interpreter: Interpreter, surroundings: Surroundings) {
    this.#interpreter = interpreter;
    this.#surroundings = surroundings;
  }

  /** The result of a function: of its first way that holds. */
  result({ parameters, ways }: SerialisedFunction, given: readonly Value[]): Value {
    return this.#with(parameters, given, () => this.#first(ways, true, false)?.[0] ?? null);
  }

  /** Works with values of variables, which end there. */
  #with<Result>(slots: readonly (Slot | null)[], values: readonly Value[], work: () => Result): Result {
    const before = slots.map((slot) => (slot === null ? null : this.slots[slot]!));
    slots.forEach((slot, index) => {
      if (slot !== null) this.slots[slot] = values[index] ?? null;
    });
    const result = work();
    slots.forEach((slot, index) => {
      if (slot !== null) this.slots[slot] = before[index]!;
    });
    return result;
  }

  /** What the first way that holds gives, and whether any does; undefined if none may. */
  #first(ways: readonly Way[], truth: Exclude<Truth, false>, isRest: boolean): readonly [Value, Truth] | undefined {
    const candidates: Outcome[] = [];
    this.follow(ways, truth, isRest, (outcome, holds) => {
      candidates.push([outcome === null ? null : this.value(outcome), holds]);
      return holds === true;
    });
    if (candidates.length === 0) return undefined;
    return [firstOf(candidates), candidates.reduce<Truth>((any, [, holds]) => or(any, holds), false)];
  }

  /** Follows all ways that may hold, if what is before them does; answers whether `visit` had enough. */
  follow(ways: readonly Way[], truth: Exclude<Truth, false>, isRest: boolean, visit: Visit): boolean {
    return ways.some((way) =>
      "step" in way
        ? this.#step(way.step, truth, isRest, (holds, rest) => this.follow(way.ways, holds, rest, visit))
        : visit(way.outcome, truth, isRest),
    );
  }

  #step(
    step: SerialisedStep,
    truth: Exclude<Truth, false>,
    isRest: boolean,
    next: (truth: Exclude<Truth, false>, isRest: boolean) => boolean,
  ): boolean {
    switch (step.kind) {
      case "bind":
        return this.#with([step.slot], [this.value(step.value)], () => next(truth, isRest));
      case "guard": {
        const condition = this.#truth(step.condition);
        const holds = and(truth, step.holds ? condition : not(condition));
        return holds !== false && next(holds, isRest);
      }
      case "unless": {
        const holds = and(truth, not(this.#exists(step.ways)));
        return holds !== false && next(holds, isRest);
      }
      case "iterate":
        return this.#iterate(step.source, (sure, rest) => next(sureIf(sure, truth), isRest || rest));
      case "search": {
        const items: ListItem[] = [];
        let open: Because | null = null;
        this.#iterate(step.source, (sure, rest) => {
          const found = this.#first(step.ways, sure, rest);
          if (found !== undefined && rest) open = united(open ?? [], why(found[1]));
          else if (found !== undefined) items.push([found[0], found[1] as Sure]);
          return false;
        });
        const result: Value = { is: "list", items, open };
        const isEmpty = items.length === 0 && open === null;
        const isFound: Truth =
          items.some(([, sure]) => sure === true) || (!isEmpty && unknown(whyThere({ items, open })));
        const holds = and(truth, isFound);
        return holds !== false && this.#with([step.result], [result], () => next(holds, isRest));
      }
    }
  }

  /** Goes through what an iteration ranges over; `work` is told whether an element is there and answers if to stop. */
  #iterate(source: SerialisedIteration, work: (sure: Sure, isRest: boolean) => boolean): boolean {
    const { key, value, derived, until, isPosition } = source;
    const cases = casesOf(this.value(source.over));
    const slots = [key, value, ...derived.map(({ slot }) => slot)];
    const at = <Result>(one: Case, inner: () => Result): Result =>
      this.#with(slots, [isPosition ? one.position : one.key, one.value], () => {
        for (const bind of derived) this.slots[bind.slot] = this.value(bind.value);
        return inner();
      });
    if (until === null) return cases.some((one) => at(one, () => work(one.sure, one.rest)));
    const ends = (one: Case): Truth => and(one.sure, this.#truth(until));
    // What nobody knows may stand before all others, and end the iteration; nothing surely ends it before that.
    const rest = cases.at(-1);
    let ended: Truth = rest?.rest === true && at(rest, () => ends(rest));
    for (const one of cases) {
      const sure = one.rest ? one.sure : and(one.sure, not(ended));
      if (sure === false) continue;
      const stops = at(one, () => {
        ended = or(ended, ends(one));
        return work(sure, one.rest);
      });
      if (stops) return true;
    }
    return false;
  }

  #exists(ways: readonly Way[]): Truth {
    let truth: Truth = false;
    this.follow(ways, true, false, (_, holds) => {
      truth = or(truth, holds);
      return truth === true;
    });
    return truth;
  }

  #truth(expression: SerialisedExpression): Truth {
    return truthy(this.value(expression));
  }

  #all(expressions: readonly SerialisedExpression[]): Value[] {
    return expressions.map((one) => this.value(one));
  }

  /** The value of an expression. */
  value(expression: SerialisedExpression): Value {
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "local":
        return this.slots[expression.slot]!;
      case "constant":
        return this.#interpreter.constant(expression.symbol, this.#surroundings);
      case "parameters":
        return this.#surroundings.parameters;
      case "field":
        return fieldOf(this.value(expression.object), expression.key);
      case "element":
        return elementOf(
          this.value(expression.collection),
          this.value(expression.key),
          expression.key.kind === "literal",
        );
      case "call":
        return this.#interpreter.call(expression.function, this.#all(expression.arguments), this.#surroundings);
      case "apply":
        return this.result(expression.lambda, this.#all(expression.arguments));
      case "operation":
        return operate(expression.name, this.#all(expression.arguments));
      case "equal":
        return equal(this.value(expression.left), this.value(expression.right));
      case "order":
        return inOrder(expression.operator, this.value(expression.left), this.value(expression.right));
      case "arithmetic":
        return calculated(expression.operator, this.value(expression.left), this.value(expression.right));
      case "truthy":
        return this.#truth(expression.value);
      case "not":
        return not(this.#truth(expression.operand));
      case "and": {
        const left = this.#truth(expression.left);
        return left === false ? false : and(left, this.#truth(expression.right));
      }
      case "or": {
        const left = this.#truth(expression.left);
        return left === true ? true : or(left, this.#truth(expression.right));
      }
      case "conditional": {
        const condition = this.#truth(expression.condition);
        if (condition === true) return this.value(expression.whenTrue);
        if (condition === false) return this.value(expression.whenFalse);
        return joined(this.value(expression.whenTrue), this.value(expression.whenFalse), condition.because);
      }
      case "coalesce": {
        const left = this.value(expression.left);
        if (left === null) return this.value(expression.right);
        return isUnknown(left) && !left.clean ? joined(left, this.value(expression.right), left.because) : left;
      }
      case "template":
        return textOf(this.#all(expression.parts));
      case "list":
        return { is: "list", ...this.#spread(expression) };
      case "set": {
        const { items, open } = this.#spread(expression);
        return setOf(items, open);
      }
      case "object":
        return {
          is: "object",
          fields: Object.fromEntries(expression.entries.map(([key, value]) => [key, this.value(value)])),
          path: null,
        };
      case "record":
        return this.#record(expression);
      case "collect":
        return this.#collected(expression);
      case "exists":
        return this.#exists(expression.ways);
      case "typeTest":
        return isOfType(this.value(expression.value), expression.is);
      case "membership":
        return has(this.value(expression.collection), this.value(expression.value));
      case "violation":
        return {
          is: "violation",
          path: pathOfNode(this.value(expression.node)),
          message: printedText(this.value(expression.message)).toWellFormed(),
        };
      case "undetermined":
        return {
          is: "undetermined",
          path: pathOfNode(this.value(expression.node)),
          message: printedText(this.value(expression.message)).toWellFormed(),
          missing: expression.missing,
          collect: expression.collect,
        };
      case "inventory":
      case "lookup":
        return unknown([{ path: this.#surroundings.path, why: otherDocuments }]);
      case "place":
        return this.#place(expression);
      case "instance":
        return this.#candidate(expression);
    }
  }

  #spread({ items }: Of<"list" | "set">): ReturnType<typeof spreadOf> {
    return spreadOf(items.map(({ spread, value }) => ({ spread, value: this.value(value) })));
  }

  #record({ entries }: Of<"record">): Value {
    const builder = new RecordBuilder();
    for (const { key, value } of entries) {
      if (key === null) builder.addAll(this.value(value));
      else builder.add(this.value(key), this.value(value), true);
    }
    return builder.record();
  }

  #collected({ into, ways }: Of<"collect">): Value {
    const items: ListItem[] = [];
    let open: Because | null = null;
    this.follow(ways, true, false, (outcome, truth, isRest) => {
      if (isRest) open = united(open ?? [], why(truth));
      else items.push([this.value(outcome!), truth]);
      return false;
    });
    return into === "list" ? { is: "list", items, open } : setOf(items, open);
  }

  /** The place below a node; that of the node itself where it isn't known which. */
  #place({ node, keys }: Of<"place">): Value {
    const at = this.value(node);
    const path = pathOfNode(at);
    const further = this.#all(keys);
    if (path === null || further.some(isCompound)) return at;
    return { is: "object", fields: {}, path: [...path, ...(further as (string | number)[])] };
  }

  #candidate({ at, resource, whole, fields }: Of<"instance">): CandidateValue {
    const given = fields.map(([name, field]): [string, Value] => [name, field === null ? null : this.value(field)]);
    return {
      is: "candidate",
      at: this.value(at),
      resource: printedText(this.value(resource)),
      fields: whole ? null : Object.fromEntries(given),
    };
  }
}

function calculated(operator: "+" | "-" | "*" | "%", left: Value, right: Value): Value {
  if (typeof left !== "number" || typeof right !== "number") return unknown(whyAny([left, right]));
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "%":
      return left % right;
  }
}

function isOfType(value: Value, type: Of<"typeTest">["is"]): Truth {
  if (!isCompound(value)) return value !== null && typeof value === type;
  switch (value.is) {
    case "unknown":
      return value.clean ? type === "string" : unknown(value.because);
    case "text":
      return type === "string";
    case "number":
      return type === "number";
    case "list":
      return type === "array";
    case "set":
      return type === "set";
    default:
      return type === "object";
  }
}
