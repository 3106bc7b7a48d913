import type { Span } from "../../diagnostics/span.ts";
import type { Binding, Clause, Expression, ModuleSymbol, Step } from "../../ir/nodes.ts";
import type { ObjectShapes } from "../../shapes/shape.ts";
import type { SupportFunction } from "../../std/support-functions.ts";
import { type Body, call, type Import, nothing, type Rule, type Statement, type Term, variable } from "../ast.ts";
import { NameScope } from "../names.ts";
import { tidyRule } from "../tidy.ts";
import { termOf } from "./copies.ts";
import { type Form, formOf, type Held, heldIn, namesFor, type Part, type PartShape, partAt, value } from "./held.ts";
import { pathTerm, valueAt, wholeValueAt } from "./parts.ts";

/** Where a module's package is and how its functions are called from elsewhere. */
export interface ModuleAddress {
  readonly package: readonly string[];
}

/** What is known of all modules while one is lowered. */
export interface Program {
  readonly objects: ObjectShapes;
  readonly decoders: Decoders;
  /** Name of the shape that an input kind's instances have. */
  rootOf(kind: string): string;
  /** A module's function for arguments that are held in certain forms. */
  functionFor(symbol: ModuleSymbol, forms: readonly Form[]): Callee;
  addressOf(module: string): ModuleAddress;
  /** Rego name of a function or constant, the same wherever it is used. */
  nameOf(symbol: ModuleSymbol): string;
  /** A comment that points to the source: `policies/a.ts:12`. */
  describe(span: Span): string;
}

/** Where the functions are that make a value of a part of the document. */
export interface Decoders {
  /** The path below `data` of the function for a shape. */
  of(shape: PartShape, isOptional: boolean): readonly string[];
  /** The same for the instances of an input kind. */
  ofKind(kind: string): readonly string[];
}

/** A module's function as its callers see it. */
export interface Callee {
  /** The name in its own module. */
  readonly name: string;
  /** Which of the terms that the arguments are it takes, in order. */
  readonly takes: readonly boolean[];
  readonly result: Form;
}

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

/**
 * The functions that lower the parts of a body. Terms, conditions and steps hold each other, so those that stand lower
 * in that order are handed the ones above them.
 */
export interface Lowerings {
  held(expression: Expression, scope: BodyLowering): Held;
  /** Adds the statements that hold exactly if the expression's truth is `holds`. */
  condition(expression: Expression, holds: boolean, scope: BodyLowering): void;
  /** Adds the statements of steps, all of which must hold. */
  steps(steps: readonly Step[], scope: BodyLowering): void;
}

/** Collects what one Rego module needs while its rules are lowered. */
export class ModuleLowering {
  readonly program: Program;
  readonly lowerings: Lowerings;
  readonly id: string;
  readonly names: NameScope;
  readonly rules: Rule[] = [];
  /** The names of helpers by what they say. */
  readonly helperNames = new Map<string, string>();
  /** The names of the module's functions by what they say. */
  readonly functionNames = new Map<string, string>();
  readonly #functions: Rule[] = [];
  readonly #imports = new Map<string, Import>();
  readonly #locals: Set<string>;

  /** @param locals names of variables in the module's functions, which no helper may have */
  constructor(program: Program, lowerings: Lowerings, id: string, locals: ReadonlySet<string>, names: NameScope) {
    this.names = names;
    this.lowerings = lowerings;
    this.program = program;
    this.id = id;
    this.#locals = new Set(locals);
  }

  /** The rules of the module: functions before what calls them. */
  get allRules(): readonly Rule[] {
    return [...this.#functions, ...this.rules];
  }

  /** Has the rules that come to the module meanwhile stand before all others. */
  apart<Result>(lower: () => Result): Result {
    const before = this.rules.length;
    const result = lower();
    this.#functions.push(...this.rules.splice(before));
    return result;
  }

  get imports(): readonly Import[] {
    return [...this.#imports.values()];
  }

  /** A reference below a package of ours: `std.get` after `import data.regoscript.std`. */
  external(path: readonly string[]): string {
    const [root, head, ...rest] = path;
    if (root === undefined || head === undefined) throw new Error(`not a path below a package: ${path.join(".")}`);
    this.#imports.set(head, { path: [root, head], alias: undefined });
    this.names.reserve(head);
    return [head, ...rest].join(".");
  }

  /** A call of a support function. */
  support(name: SupportFunction, ...args: readonly Term[]): Term {
    return call(this.external(["regoscript", "std", name]), ...args);
  }

  /** The name by which this module refers to a function or constant of any module. */
  reference(symbol: ModuleSymbol, name = this.program.nameOf(symbol)): string {
    if (symbol.module === this.id) return name;
    return this.external([...this.program.addressOf(symbol.module).package, name]);
  }

  /** A name for a rule that the lowering makes: none that a variable has, unless it takes that variable's place. */
  helperName(wanted: string, placeOf: NameScope | undefined = undefined): string {
    let name = this.names.declare(wanted);
    while (placeOf === undefined ? this.#locals.has(name) : placeOf.hasOwn(name)) name = this.names.declare(wanted);
    return name;
  }

  /** No helper gets this name, which a variable has. */
  reserveLocal(name: string): void {
    this.#locals.add(name);
  }
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

  /** Adds the statements that hold exactly if the expression's truth is `holds`. */
  condition(expression: Expression, holds: boolean): void {
    this.module.lowerings.condition(expression, holds, this);
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
