import type { Span } from "../../diagnostics/span.ts";
import type { Binding, Clause, Expression, ModuleSymbol, Step } from "../../ir/nodes.ts";
import type { SupportFunction } from "../../std/support-functions.ts";
import { type Body, call, type Import, nothing, type Rule, type Statement, type Term, variable } from "../ast.ts";
import { NameScope } from "../names.ts";
import { tidyRule } from "../tidy.ts";

/** Where a module's package is and how its functions are called from elsewhere. */
export interface ModuleAddress {
  readonly package: readonly string[];
}

/** What is known of all modules while one is lowered. */
export interface Program {
  addressOf(module: string): ModuleAddress;
  /** Rego name of a function or constant, the same wherever it is used. */
  nameOf(symbol: ModuleSymbol): string;
  /** A comment that points to the source: `policies/a.ts:12`. */
  describe(span: Span): string;
}

/** A rule that the lowering made for a part of a program, and the names that it takes as parameters. */
interface Helper {
  readonly name: string;
  readonly bindings: readonly Binding[];
}

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
  term(expression: Expression, scope: BodyLowering): Term;
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
  /** The helpers made so far, by the part of the program that they stand for and which helper of it. */
  readonly helpers = new Map<object, Map<string, Helper>>();
  /** Their names by what they say. */
  readonly helperNames = new Map<string, string>();
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
  reference(symbol: ModuleSymbol): string {
    const name = this.program.nameOf(symbol);
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
  readonly #names: NameScope;
  readonly #locals: Map<Binding, Term>;
  /** Whether a body that holds in two ways would count twice: in the comprehension of a list. */
  readonly exact: boolean;

  constructor(
    module: ModuleLowering,
    exact: boolean,
    names = new NameScope(module.names),
    locals = new Map<Binding, Term>(),
  ) {
    this.module = module;
    this.exact = exact;
    this.#names = names;
    this.#locals = locals;
  }

  /** The term of an expression, whose own statements are added here. */
  term(expression: Expression): Term {
    return this.module.lowerings.term(expression, this);
  }

  /** Adds the statements that hold exactly if the expression's truth is `holds`. */
  condition(expression: Expression, holds: boolean): void {
    this.module.lowerings.condition(expression, holds, this);
  }

  /** Adds the statements of steps, all of which must hold. */
  steps(steps: readonly Step[]): void {
    this.module.lowerings.steps(steps, this);
  }

  /** The term of a clause's outcome; one without has null. */
  outcome({ outcome }: Clause): Term {
    return outcome === undefined ? nothing : this.term(outcome);
  }

  /** A body inside this one, which sees its variables. */
  nested(exact: boolean): BodyLowering {
    return new BodyLowering(this.module, exact, this.#names, new Map(this.#locals));
  }

  /** Declares a variable for a binding. */
  declare(binding: Binding): string {
    const name = this.#names.declare(binding.name);
    this.#locals.set(binding, variable(name));
    return name;
  }

  /** A variable that no binding of the source stands for. */
  fresh(wanted: string): string {
    const name = this.#names.declare(wanted);
    this.module.reserveLocal(name);
    return name;
  }

  /** Lets a binding stand for a term that is computed already. */
  alias(binding: Binding, term: Term): void {
    this.#locals.set(binding, term);
  }

  lookup(binding: Binding): Term {
    const term = this.#locals.get(binding);
    if (term === undefined) throw new Error(`variable ${binding.name} is used where it is not bound`);
    return term;
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
    const ofSource = this.module.helpers.get(source) ?? new Map<string, Helper>();
    this.module.helpers.set(source, ofSource);
    let helper = ofSource.get(which);
    if (helper === undefined) {
      helper = this.#built(wanted, bindings, build, replacesVariable);
      ofSource.set(which, helper);
    }
    const { name, bindings: taken } = helper;
    return taken.length === 0
      ? variable(name)
      : call(name, ...taken.map((binding) => given.get(binding) ?? this.lookup(binding)));
  }

  #built(
    wanted: string,
    bindings: readonly Binding[],
    build: (parameters: readonly string[] | undefined, enter: (exact: boolean) => BodyLowering) => HelperRule[],
    replacesVariable: boolean,
  ): Helper {
    const probe = new NameScope(this.module.names);
    const parameters = bindings.map((binding) => probe.declare(binding.name));
    const enter = (exact: boolean): BodyLowering => {
      const names = new NameScope(this.module.names);
      const locals = new Map<Binding, Term>();
      bindings.forEach((binding, index) => {
        const parameter = parameters[index]!;
        names.reserve(parameter);
        locals.set(binding, variable(parameter));
      });
      return new BodyLowering(this.module, exact, names, locals);
    };
    const rules = withoutUnusedParameters(build(parameters.length === 0 ? undefined : parameters, enter));
    const taken = bindings.filter((_, index) => rules.used.has(parameters[index]!));
    const content = JSON.stringify([replacesVariable ? wanted : "", rules.rules.map(withoutComments)]);
    const known = this.module.helperNames.get(content);
    if (known !== undefined) return { name: known, bindings: taken };
    let name = this.module.helperName(wanted, replacesVariable ? this.#names : undefined);
    while (parameters.includes(name)) name = this.module.helperName(wanted, replacesVariable ? this.#names : undefined);
    this.module.rules.push(...rules.rules.map((rule): Rule => ({ ...rule, name })));
    this.module.helperNames.set(content, name);
    return { name, bindings: taken };
  }
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
