import { functionClauses, generatorClauses } from "./clauses.ts";
import {
  type Binding,
  type Clause,
  type Expression,
  type FunctionDeclaration,
  type GeneratorDeclaration,
  type Item,
  type Iteration,
  type Module,
  type ModuleSymbol,
  type Step,
  symbolKey,
} from "./nodes.ts";

/**
 * What a document must have for a finder to find anything in it: its `kind` is one of some, or it is a part of one of
 * some types, or it has one of some members, or it is a list.
 */
export interface Guard {
  readonly kinds: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
  readonly isList: boolean;
}

/** A condition that nothing is known of is `undefined`: it may hold for any document. */
type Known = Guard | undefined;

const never: Guard = { kinds: new Set(), types: new Set(), members: new Set(), isList: false };

/** Where a raw value is: the document itself, a member of it, or something inside that member. */
type Where = "document" | { readonly member: string; readonly isWhole: boolean } | undefined;

/** What a name stands for: an expression among other names, or an element of what one gives. */
interface Meaning {
  readonly of: "value" | "element";
  readonly expression: Expression;
  readonly names: Names;
}
type Names = ReadonlyMap<Binding, Meaning | "document">;

/**
 * Works out from the code of finders what keeps documents away from them: a condition that every document fulfils in
 * which something is found, and that can be tested without asking the finder.
 */
export class Guards {
  readonly #functions = new Map<
    string,
    { readonly parameters: readonly Binding[]; readonly clauses: () => readonly Clause[] }
  >();
  readonly #constants = new Map<string, Expression>();

  constructor(modules: readonly Module[]) {
    for (const { constants, functions } of modules) {
      for (const { symbol, value } of constants) this.#constants.set(symbolKey(symbol), value);
      for (const { symbol, parameters, body } of functions)
        this.#functions.set(symbolKey(symbol), { parameters, clauses: () => functionClauses(body) });
    }
  }

  /** The guard of a finder, or nothing if it may find something in any document. */
  of({ subject, body }: GeneratorDeclaration): Guard | undefined {
    const names: Names = new Map([[subject, "document"]]);
    return union(generatorClauses(body).map(({ steps }) => this.#steps(steps, names).known));
  }

  /** The guard of a test of documents. */
  ofTest({ parameters: [subject], body }: FunctionDeclaration): Guard | undefined {
    const names: Names = new Map(subject === undefined ? [] : [[subject, "document"]]);
    return this.#outcome(functionClauses(body), names, (outcome, inner) => this.#isThere(outcome, inner, true));
  }

  /** What must be so for all steps to hold, and the names that they bind. */
  #steps(steps: readonly Step[], before: Names): { readonly known: Known; readonly names: Names } {
    let names = before;
    let known: Known;
    for (const step of steps) {
      switch (step.kind) {
        case "bind":
          names = new Map(names).set(step.binding, { of: "value", expression: step.value, names });
          break;
        case "iterate":
          known = narrower(known, this.#isNotEmpty(step.source.over, names));
          names = withElement(step.source, names);
          break;
        case "guard":
          known = narrower(known, this.#holds(step.condition, step.holds, names));
          break;
        case "search":
          known = narrower(known, this.#isNotEmpty(step.source.over, names));
          break;
        case "unless":
          break;
      }
    }
    return { known, names };
  }

  #holds(condition: Expression, holds: boolean, names: Names): Known {
    switch (condition.kind) {
      case "literal":
        return Boolean(condition.value) === holds ? undefined : never;
      case "not":
        return this.#holds(condition.operand, !holds, names);
      case "and":
      case "or": {
        const parts = [condition.left, condition.right].map((part) => this.#holds(part, holds, names));
        return (condition.kind === "and") === holds ? narrower(parts[0], parts[1]) : union(parts);
      }
      case "equal":
        return (
          this.#isEqual(condition.left, condition.right, holds, names) ??
          this.#isEqual(condition.right, condition.left, holds, names)
        );
      case "membership":
        return holds ? this.#isOne(condition.value, this.#texts(condition.collection, names), names) : undefined;
      case "exists":
        return holds ? union(condition.ways.map((steps) => this.#steps(steps, names).known)) : undefined;
      case "truthy":
        return holds ? this.#isThere(condition.value, names, true) : undefined;
      default:
        return holds ? this.#isThere(condition, names, true) : undefined;
    }
  }

  #isEqual(one: Expression, other: Expression, holds: boolean, names: Names): Known {
    if (other.kind === "literal" && other.value === null) return holds ? undefined : this.#isThere(one, names, false);
    return holds ? this.#isOne(one, this.#texts(other, names), names) : undefined;
  }

  /** What must be so for a text of the document to be one of some. */
  #isOne(text: Expression, texts: readonly string[] | undefined, names: Names): Known {
    if (this.#isPartType(text, names)) return texts === undefined ? undefined : { ...never, types: new Set(texts) };
    const member = this.#memberOfText(text, names);
    if (member === undefined) return undefined;
    return member === "kind" && texts !== undefined
      ? { ...never, kinds: new Set(texts) }
      : { ...never, members: new Set([member]) };
  }

  /**
   * What must be so for an expression not to be nothing.
   *
   * @param isTrue whether it must be true, too
   */
  #isThere(expression: Expression, names: Names, isTrue: boolean): Known {
    switch (expression.kind) {
      case "literal":
        return expression.value === null || (isTrue && expression.value === false) ? never : undefined;
      case "local": {
        const meaning = valueOfName(expression, names);
        return meaning && this.#isThere(meaning.expression, meaning.names, isTrue);
      }
      case "operation": {
        const [first] = expression.arguments;
        if (first === undefined) return undefined;
        if (["text", "exists", "isMapping", "isSequence"].includes(expression.name))
          return expression.name === "text" || isTrue ? this.#isMember(first, names) : undefined;
        return undefined;
      }
      case "call":
        return this.#result(expression.function, expression.arguments, names, (outcome, inner) =>
          this.#isThere(outcome, inner, isTrue),
        );
      case "conditional":
        return this.#either(expression, names, (branch) => this.#isThere(branch, names, isTrue));
      case "equal":
      case "not":
      case "and":
      case "or":
      case "membership":
      case "exists":
      case "truthy":
        return isTrue ? this.#holds(expression, true, names) : undefined;
      default:
        return undefined;
    }
  }

  /** What must be so for a list to have an element. */
  #isNotEmpty(list: Expression, names: Names): Known {
    switch (list.kind) {
      case "list":
        return union(list.items.map((item) => this.#gives(item, names)));
      case "local": {
        const meaning = valueOfName(list, names);
        return meaning && this.#isNotEmpty(meaning.expression, meaning.names);
      }
      case "operation": {
        const [first] = list.arguments;
        if (first === undefined) return undefined;
        if (list.name === "elements" && this.#where(first, names) === "document") return { ...never, isList: true };
        return ["elements", "members"].includes(list.name) ? this.#isMember(first, names) : undefined;
      }
      case "collect": {
        const { known } = this.#steps(list.steps, names);
        return known;
      }
      case "call":
        return this.#result(list.function, list.arguments, names, (outcome, inner) => this.#isNotEmpty(outcome, inner));
      case "conditional":
        return this.#either(list, names, (branch) => this.#isNotEmpty(branch, names));
      default:
        return undefined;
    }
  }

  #gives({ spread, value }: Item, names: Names): Known {
    return spread ? this.#isNotEmpty(value, names) : undefined;
  }

  #either(
    { condition, whenTrue, whenFalse }: Extract<Expression, { kind: "conditional" }>,
    names: Names,
    ask: (branch: Expression) => Known,
  ): Known {
    return union([
      narrower(this.#holds(condition, true, names), ask(whenTrue)),
      narrower(this.#holds(condition, false, names), ask(whenFalse)),
    ]);
  }

  /** What must be so for a function's result to be as asked. */
  #result(
    symbol: ModuleSymbol,
    given: readonly Expression[],
    names: Names,
    ask: (outcome: Expression, names: Names) => Known,
  ): Known {
    const called = this.#functions.get(symbolKey(symbol));
    if (called === undefined) return undefined;
    const inner = new Map<Binding, Meaning | "document">();
    called.parameters.forEach((parameter, index) => {
      const expression = given[index];
      if (expression === undefined) return;
      const isDocument = this.#where(expression, names) === "document";
      inner.set(parameter, isDocument ? "document" : { of: "value", expression, names });
    });
    return this.#outcome(called.clauses(), inner, ask);
  }

  /** What must be so for what a function's clauses give to be as asked. */
  #outcome(clauses: readonly Clause[], names: Names, ask: (outcome: Expression, names: Names) => Known): Known {
    // What earlier ways ask for, which are tried first.
    let failed: Known;
    return union(
      clauses.map(({ steps, outcome }) => {
        const { known, names: bound } = this.#steps(steps, names);
        const here = narrower(narrower(failed, known), outcome === undefined ? never : ask(outcome, bound));
        failed = narrower(failed, this.#fails(steps, names));
        return here;
      }),
    );
  }

  /** What must be so for steps not to hold, where one condition is all that they are. */
  #fails(steps: readonly Step[], names: Names): Known {
    const last = steps.at(-1);
    if (last?.kind !== "guard" || steps.slice(0, -1).some(({ kind }) => kind !== "bind")) return undefined;
    return this.#holds(last.condition, !last.holds, this.#steps(steps.slice(0, -1), names).names);
  }

  /** That there is the member of the document in which a raw value is. */
  #isMember(raw: Expression, names: Names): Known {
    const where = this.#where(raw, names);
    return where === undefined || where === "document" ? undefined : { ...never, members: new Set([where.member]) };
  }

  #where(raw: Expression, names: Names): Where {
    if (raw.kind === "local") {
      const meaning = names.get(raw.binding);
      if (meaning === undefined || meaning === "document") return meaning;
      if (meaning.of === "value") return this.#where(meaning.expression, meaning.names);
      return this.#elementOf(meaning.expression, meaning.names);
    }
    if (raw.kind !== "operation") return undefined;
    const [first, ...keys] = raw.arguments;
    if (first === undefined) return undefined;
    const where = this.#where(first, names);
    switch (raw.name) {
      case "member": {
        const [key] = keys;
        if (where !== "document") return where && { ...where, isWhole: false };
        const member = key?.kind === "literal" && typeof key.value === "string" ? key.value : undefined;
        return member === undefined ? undefined : { member, isWhole: keys.length === 1 };
      }
      case "child":
      case "parseJson":
      case "parseYaml":
        return where === "document" || where === undefined ? undefined : { ...where, isWhole: false };
      default:
        return undefined;
    }
  }

  /** Where the elements of a list of raw values are. */
  #elementOf(list: Expression, names: Names): Where {
    if (list.kind === "local") {
      const meaning = valueOfName(list, names);
      return meaning && this.#elementOf(meaning.expression, meaning.names);
    }
    const [first] = list.kind === "operation" && list.name === "elements" ? list.arguments : [];
    const where = first === undefined ? undefined : this.#where(first, names);
    return where === "document" || where === undefined ? undefined : { ...where, isWhole: false };
  }

  /** Whether a text is the type of the part that the document is. */
  #isPartType(text: Expression, names: Names): boolean {
    if (text.kind === "local") {
      const meaning = valueOfName(text, names);
      return meaning !== undefined && this.#isPartType(meaning.expression, meaning.names);
    }
    const [document] = text.kind === "operation" && text.name === "partType" ? text.arguments : [];
    return document !== undefined && this.#where(document, names) === "document";
  }

  /** The member of the document that a text is the value of. */
  #memberOfText(text: Expression, names: Names): string | undefined {
    if (text.kind === "local") {
      const meaning = valueOfName(text, names);
      return meaning && this.#memberOfText(meaning.expression, meaning.names);
    }
    const [first] = text.kind === "operation" && text.name === "text" ? text.arguments : [];
    const where = first === undefined ? undefined : this.#where(first, names);
    return where !== undefined && where !== "document" && where.isWhole ? where.member : undefined;
  }

  /** The texts that an expression may be, or that a collection has, where they are known. */
  #texts(expression: Expression, names: Names): readonly string[] | undefined {
    switch (expression.kind) {
      case "literal":
        return typeof expression.value === "string" ? [expression.value] : undefined;
      case "constant": {
        const value = this.#constants.get(symbolKey(expression.symbol));
        return value && this.#texts(value, new Map());
      }
      case "local": {
        const meaning = names.get(expression.binding);
        return meaning === undefined || meaning === "document"
          ? undefined
          : this.#texts(meaning.expression, meaning.names);
      }
      case "list":
      case "set": {
        const all = expression.items.map(({ value }) => this.#texts(value, names));
        return all.every((texts) => texts !== undefined) ? all.flat() : undefined;
      }
      default:
        return undefined;
    }
  }
}

/** What a name has as its value, unless that is the document itself, or an element of something. */
function valueOfName({ binding }: Extract<Expression, { kind: "local" }>, names: Names): Meaning | undefined {
  const meaning = names.get(binding);
  return meaning === undefined || meaning === "document" || meaning.of === "element" ? undefined : meaning;
}

function withElement({ over, key, value }: Iteration, names: Names): Names {
  const inner = new Map(names);
  if (key !== undefined) inner.delete(key);
  if (value !== undefined) inner.set(value, { of: "element", expression: over, names });
  return inner;
}

/** What is known if all of several must hold: the one that keeps most documents away. */
function narrower(one: Known, other: Known): Known {
  if (one === undefined || other === undefined) return one ?? other;
  return cost(one) <= cost(other) ? one : other;
}

/** Few documents are of a certain kind or type or are lists; many may have a member of some name. */
function cost({ kinds, types, members }: Guard): number {
  return members.size * 1000 + kinds.size + types.size;
}

function union(all: readonly Known[]): Known {
  let merged: Guard = never;
  for (const one of all) {
    if (one === undefined) return undefined;
    merged = {
      kinds: new Set([...merged.kinds, ...one.kinds]),
      types: new Set([...merged.types, ...one.types]),
      members: new Set([...merged.members, ...one.members]),
      isList: merged.isList || one.isList,
    };
  }
  return merged;
}
