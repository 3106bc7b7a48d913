import type { Binding, Clause, Expression, Step } from "../../ir/nodes.ts";
import { type Body, call, nothing, type Rule, type Statement, type Term, variable } from "../ast.ts";
import { NameScope } from "../names.ts";
import { tidyRule } from "../tidy.ts";
import { termOf } from "./copies.ts";
import { type Form, formOf, type Held, heldIn, namesFor, type Part, partAt, value } from "./held.ts";
import type { ModuleLowering } from "./module.ts";
import { pathTerm, valueAt, wholeValueAt } from "./parts.ts";

/** A rule that the lowering made for a part of a program, and what of the names around it is its parameters. */
interface Helper {
  readonly name: string;
  readonly takes: readonly HelperParameter[];
}

interface HelperParameter {
  readonly binding: Binding;
  /** Which of the terms that the binding's value has. */
  readonly term: number;
}

/** The helpers made so far for one body, by the part of the program that they stand for and which helper of it. */
type Helpers = Map<object, Map<string, Helper>>;

/** How a helper is called and what it takes. */
interface HelperOptions {
  /** Which helper it is of several for one part of the program; the wanted name tells them apart otherwise. */
  readonly which?: string;
  /** Whether it takes the place of a variable of the wanted name, which will not be declared. */
  readonly replacesVariable?: boolean;
  /** Terms for those of its bindings that are not known where it is called. */
  readonly given?: ReadonlyMap<Binding, Term>;
}

/** Where an expression is lowered to: statements go to `body`, names are free in `names`. */
export class BodyLowering {
  readonly module: ModuleLowering;
  readonly statements: Statement[] = [];
  readonly #helpers: Helpers;
  readonly #names: NameScope;
  readonly #locals: Map<Binding, Held>;
  /** Whether a body that holds in two ways would count twice: in the comprehension of a list. */
  readonly exact: boolean;

  constructor(
    module: ModuleLowering,
    exact: boolean,
    helpers: Helpers = new Map(),
    names = new NameScope(module.names),
    locals = new Map<Binding, Held>(),
  ) {
    this.module = module;
    this.exact = exact;
    this.#helpers = helpers;
    this.#names = names;
    this.#locals = locals;
  }

  /** What an expression is, whose own statements are added here. */
  held(expression: Expression): Held {
    return this.module.lowerings.held(expression, this);
  }

  /** The term of an expression's value. */
  term(expression: Expression): Term {
    return termOf(this.held(expression), this);
  }

  /**
   * Adds the statements that hold exactly if the expression's truth is `holds`.
   *
   * @param source the expression that it was made from, if it was
   */
  condition(expression: Expression, holds: boolean, source = expression): void {
    this.module.lowerings.condition(expression, holds, this, source);
  }

  /** Adds the statement that a term is true, or that it isn't. */
  test(term: Term, holds: boolean): void {
    this.push(holds ? { kind: "term", term } : { kind: "not", term });
  }

  /** Adds the statements of steps, all of which must hold. */
  steps(steps: readonly Step[]): void {
    this.module.lowerings.steps(steps, this);
  }

  /** A clause's outcome; of one without nothing. */
  outcome({ outcome }: Clause): Held {
    return outcome === undefined ? value(nothing) : this.held(outcome);
  }

  /** A body inside this one, which sees its variables. */
  nested(exact: boolean): BodyLowering {
    return new BodyLowering(this.module, exact, this.#helpers, this.#names, new Map(this.#locals));
  }

  /** A body beside this one with the same helpers. */
  beside(): BodyLowering {
    return new BodyLowering(this.module, this.exact, this.#helpers);
  }

  /** Declares a variable for a binding. */
  declare(binding: Binding): string {
    const name = this.variableFor(binding);
    this.#locals.set(binding, value(variable(name)));
    return name;
  }

  /** Declares variables for a binding of which it is known in which form it comes. */
  declareAs(binding: Binding, form: Form): readonly string[] {
    const names = namesFor(binding.name, form).map((name) => this.#names.declare(name));
    this.#locals.set(binding, heldIn(form, names.map(variable), binding.type.nullable));
    return names;
  }

  /** A variable with a binding's name, which isn't bound by it. */
  variableFor(binding: Binding): string {
    return this.#names.declare(binding.name);
  }

  /** A variable that no binding of the source stands for. */
  fresh(wanted: string): string {
    const name = this.#names.declare(wanted);
    this.module.reserveLocal(name);
    return name;
  }

  /** Leaves a name to a variable that is declared elsewhere. */
  reserve(name: string): void {
    this.#names.reserve(name);
  }

  /** Lets a binding stand for what is held already. */
  alias(binding: Binding, held: Held): void {
    this.#locals.set(binding, held);
  }

  /** Lets a binding stand for what is held: by a variable of its own where working it out twice would cost. */
  bind(binding: Binding, held: Held): void {
    this.alias(binding, this.#settled(binding, held));
  }

  #settled(binding: Binding, held: Held): Held {
    const isName = (part: Term): boolean => part.kind === "var" || part.kind === "ref";
    switch (held.form) {
      case "instance":
        return held;
      case "part":
        return this.#named(binding, held);
      case "tuple":
        return { ...held, items: held.items.map((item) => this.#settled(binding, item)) };
      case "value":
      case "parts": {
        const { term } = held;
        if (isName(term) || (term.kind === "array" && term.items.every(isName))) return held;
        const name = this.variableFor(binding);
        this.push({ kind: "assign", name, value: term });
        return { ...held, term: variable(name) };
      }
    }
  }

  /** An object of the document, whose value a variable has. */
  #named(binding: Binding, part: Part): Part {
    if (part.shape.type !== "object" || part.box !== undefined) return part;
    if (part.keys.length === 0 && part.base.kind === "var") return part;
    const name = this.variableFor(binding);
    this.push({ kind: "assign", name, value: valueAt(part, this) });
    return partAt(part, variable(name), part.baseMayBeNothing || !part.isThere, part.place);
  }

  lookup(binding: Binding): Held {
    const held = this.#locals.get(binding);
    if (held === undefined) throw new Error(`variable ${binding.name} is used where it is not bound`);
    return held;
  }

  push(...statements: readonly Statement[]): void {
    this.statements.push(...statements);
  }

  get body(): Body {
    return this.statements;
  }

  /** A term that can be the head of a reference. */
  referable(term: Term, wanted: string): Term {
    return term.kind === "var" || term.kind === "ref" ? term : this.named(term, wanted);
  }

  /** A variable that holds a term. */
  named(term: Term, wanted: string): Term {
    const name = this.fresh(wanted);
    this.push({ kind: "assign", name, value: term });
    return variable(name);
  }

  /**
   * Adds rules to the module that share a name and take those of the given bindings as parameters that they use; once
   * for what they say, however often that is said.
   *
   * @param source the part of the program that the helper stands for, which is lowered once
   * @returns a call of the helper from here
   */
  helper(
    wanted: string,
    source: object,
    bindings: readonly Binding[],
    build: (parameters: readonly string[] | undefined, enter: (exact: boolean) => BodyLowering) => HelperRule[],
    { which = wanted, replacesVariable = false, given = new Map() }: HelperOptions = {},
  ): Term {
    const ofSource = this.#helpers.get(source) ?? new Map<string, Helper>();
    this.#helpers.set(source, ofSource);
    let helper = ofSource.get(which);
    if (helper === undefined) {
      helper = this.#built(wanted, bindings, build, replacesVariable);
      ofSource.set(which, helper);
    }
    const { name, takes } = helper;
    return takes.length === 0
      ? variable(name)
      : call(name, ...takes.map(({ binding, term }) => given.get(binding) ?? this.#terms(binding)[term]!));
  }

  /** The terms that a helper gets of a binding's value. */
  #terms(binding: Binding): readonly Term[] {
    return argumentTerms(this.lookup(binding), this);
  }

  #built(
    wanted: string,
    bindings: readonly Binding[],
    build: (parameters: readonly string[] | undefined, enter: (exact: boolean) => BodyLowering) => HelperRule[],
    replacesVariable: boolean,
  ): Helper {
    const names = new NameScope(this.module.names);
    const locals = new Map<Binding, Held>();
    const parameters: { readonly name: string; readonly takes: HelperParameter }[] = [];
    for (const binding of bindings) {
      // A lambda's own parameters are values.
      const held = this.#locals.get(binding);
      const form: Form = held === undefined ? { form: "value" } : formOf(held);
      const own = namesFor(binding.name, form).map((name) => names.declare(name));
      own.forEach((name, term) => parameters.push({ name, takes: { binding, term } }));
      locals.set(binding, heldIn(form, own.map(variable), mayBeNothing(binding, held)));
    }
    const enter = (exact: boolean): BodyLowering => {
      const free = new NameScope(this.module.names);
      for (const { name } of parameters) free.reserve(name);
      return new BodyLowering(this.module, exact, this.#helpers, free, new Map(locals));
    };
    const all = parameters.map(({ name }) => name);
    const rules = withoutUnusedParameters(build(all.length === 0 ? undefined : all, enter));
    const takes = parameters.filter(({ name }) => rules.used.has(name)).map((parameter) => parameter.takes);
    const content = JSON.stringify([replacesVariable ? wanted : "", rules.rules.map(withoutComments)]);
    const known = this.module.helperNames.get(content);
    if (known !== undefined) return { name: known, takes };
    let name = this.module.helperName(wanted, replacesVariable ? this.#names : undefined);
    while (all.includes(name)) name = this.module.helperName(wanted, replacesVariable ? this.#names : undefined);
    this.module.rules.push(...rules.rules.map((rule): Rule => ({ ...rule, name })));
    this.module.helperNames.set(content, name);
    return { name, takes };
  }
}

/** The terms that are handed over for what is held: for a part its value and its path. */
export function argumentTerms(held: Held, scope: BodyLowering): readonly Term[] {
  if (held.form === "part") return [wholeValueAt(held, scope), pathTerm(held.place)];
  return [held.form === "instance" || held.form === "parts" ? held.term : termOf(held, scope)];
}

/** Whether the value that a helper gets may be nothing, which may be known better where it is called. */
function mayBeNothing(binding: Binding, held: Held | undefined): boolean {
  return held?.form === "part" ? held.baseMayBeNothing || !held.isThere : binding.type.nullable;
}

/** A rule of a helper, which has no name until it is known what it says. */
export type HelperRule = Nameless<Extract<Rule, { kind: "complete" | "default" }>>;
type Nameless<Named> = Named extends unknown ? Omit<Named, "name"> : never;

/** Rules of one name without the parameters that none of them uses, and the names of those that are used. */
function withoutUnusedParameters(rules: readonly HelperRule[]): { rules: HelperRule[]; used: ReadonlySet<string> } {
  const tidied = rules.map((rule) => tidyRule({ ...rule, name: "" })) as HelperRule[];
  const used = new Set(tidied.flatMap((rule) => (rule.kind === "complete" ? (rule.parameters ?? []) : [])));
  const left = (rule: HelperRule | undefined): string[] =>
    rule?.kind === "complete" ? (rule.parameters ?? []).filter((name) => used.has(name)) : [];
  const arity = Math.max(...rules.map((rule) => left(rule).length));
  const kept = tidied.map((rule, index): HelperRule => {
    if (rule.kind === "default") return { ...rule, arity: arity === 0 ? undefined : arity };
    const { parameters: _, ...rest } = rule;
    return arity === 0 ? rest : { ...rest, parameters: left(rules[index]) };
  });
  return { rules: kept, used };
}

function withoutComments(rule: HelperRule): object {
  return { ...rule, comments: undefined };
}
