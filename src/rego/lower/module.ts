import type { Span } from "../../diagnostics/span.ts";
import type { Expression, ModuleSymbol, Step } from "../../ir/nodes.ts";
import type { ObjectShapes } from "../../shapes/shape.ts";
import type { SupportFunction } from "../../std/support-functions.ts";
import { call, type Import, type Rule, type Term } from "../ast.ts";
import type { NameScope } from "../names.ts";
import type { BodyLowering } from "./body.ts";
import type { Form, Held, PartShape } from "./held.ts";

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

/**
 * The functions that lower the parts of a body. Terms, conditions and steps hold each other, so those that stand lower
 * in that order are handed the ones above them.
 */
export interface Lowerings {
  held(expression: Expression, scope: BodyLowering): Held;
  /**
   * Adds the statements that hold exactly if the expression's truth is `holds`.
   *
   * @param source the expression that it was made from, if it was
   */
  condition(expression: Expression, holds: boolean, scope: BodyLowering, source: Expression): void;
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
