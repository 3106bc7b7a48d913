import type { Span } from "../../diagnostics/span.ts";
import type { Binding, ModuleSymbol } from "../../ir/nodes.ts";
import type { SupportFunction } from "../../std/support.ts";
import { type Body, call, type Import, type Rule, type Statement, type Term, variable } from "../ast.ts";
import { NameScope } from "../names.ts";

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

/** Collects what one Rego module needs while its rules are lowered. */
export class ModuleLowering {
  readonly program: Program;
  readonly id: string;
  readonly names: NameScope;
  readonly rules: Rule[] = [];
  readonly supportUsed = new Set<SupportFunction>();
  /** Names of the helpers made so far, by what they stand for and the name that was wanted. */
  readonly helpers = new Map<object, Map<string, string>>();
  readonly #imports = new Map<string, Import>();
  readonly #locals: ReadonlySet<string>;

  /** @param locals names of variables in the module's functions, which no helper may have */
  constructor(program: Program, id: string, locals: ReadonlySet<string>, names: NameScope) {
    this.names = names;
    this.program = program;
    this.id = id;
    this.#locals = locals;
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
    this.supportUsed.add(name);
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
}

/** Where an expression is lowered to: statements go to `body`, names are free in `names`. */
export class BodyLowering {
  readonly module: ModuleLowering;
  readonly statements: Statement[] = [];
  readonly #names: NameScope;
  readonly #locals: Map<Binding, Term>;
  /** Prefix of the names of helpers. */
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
    return this.#names.declare(wanted);
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
    if (term.kind === "var" || term.kind === "ref") return term;
    const name = this.fresh(wanted);
    this.push({ kind: "assign", name, value: term });
    return variable(name);
  }

  /**
   * Adds rules to the module that share a name and take the given bindings as parameters; once for a part of the
   * source, however many clauses it is in.
   *
   * @param source the part of the intermediate representation that the helper stands for
   * @param replacesVariable whether no variable of the wanted name will be declared
   * @param given terms for those of the bindings that are not known here
   * @returns a call of the helper from here
   */
  helper(
    wanted: string,
    source: object,
    bindings: readonly Binding[],
    build: (name: string, parameters: readonly string[] | undefined, enter: (exact: boolean) => BodyLowering) => Rule[],
    replacesVariable = false,
    given: ReadonlyMap<Binding, Term> = new Map(),
  ): Term {
    const made = this.module.helpers.get(source)?.get(wanted);
    const callHelper = (name: string): Term =>
      bindings.length === 0
        ? variable(name)
        : call(name, ...bindings.map((binding) => given.get(binding) ?? this.lookup(binding)));
    if (made !== undefined) return callHelper(made);
    const name = this.module.helperName(wanted, replacesVariable ? this.#names : undefined);
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
    const rules = build(name, parameters.length === 0 ? undefined : parameters, enter);
    this.module.rules.push(...rules);
    const names = this.module.helpers.get(source) ?? new Map<string, string>();
    names.set(wanted, name);
    this.module.helpers.set(source, names);
    return callHelper(name);
  }
}
