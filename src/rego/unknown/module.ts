import type { ModuleSymbol } from "../../ir/nodes.ts";
import type { SupportFunction } from "../../std/support-functions.ts";
import type { AbstractFunction } from "../../unknown/support-functions.ts";
import { call, type Import, type Rule, type Term, variable } from "../ast.ts";
import type { Program } from "../lower/module.ts";
import { NameScope } from "../names.ts";

/** Names of packages that modules refer to, which no variable may have. */
const packages = ["abstract", "engine", "parameters", "std", "unknown"];

/**
 * Collects a Rego module of the form for documents in which something isn't known: a package `regoscript.unknown.…`.
 */
export class UnknownModule {
  readonly program: Program;
  readonly names = new NameScope();
  readonly rules: Rule[] = [];
  /** The names of helpers by what they say; there are none here. */
  readonly helperNames: ReadonlyMap<string, string> = new Map();
  readonly #id: string | undefined;
  readonly #imports = new Map<string, Import>();

  /** @param id of the module of the source that it is made from, if there is one */
  constructor(program: Program, id: string | undefined, ownNames: readonly string[]) {
    this.program = program;
    this.#id = id;
    for (const name of [...packages, ...ownNames]) this.names.reserve(name);
  }

  get allRules(): readonly Rule[] {
    return this.rules;
  }

  get imports(): readonly Import[] {
    return [...this.#imports.values()];
  }

  /** The path of the package that stands for a module's. */
  static packageOf([root, ...rest]: readonly string[]): readonly string[] {
    return [root!, "unknown", ...rest];
  }

  /** A reference below a package of ours: `unknown.aws.arn.parse_arn` after `import data.regoscript.unknown`. */
  external(path: readonly string[]): string {
    const [root, head, ...rest] = path;
    if (root === undefined || head === undefined) throw new Error(`not a path below a package: ${path.join(".")}`);
    this.#imports.set(head, { path: [root, head], alias: undefined });
    return [head, ...rest].join(".");
  }

  /** A call of a function on values that may not be known. */
  abstract(name: AbstractFunction, ...args: readonly Term[]): Term {
    return call(this.external(["regoscript", "abstract", name]), ...args);
  }

  /** A constant beside those functions. */
  abstractConstant(name: AbstractFunction): Term {
    return variable(this.external(["regoscript", "abstract", name]));
  }

  /** A call of a function on known values. */
  support(name: SupportFunction, ...args: readonly Term[]): Term {
    return call(this.external(["regoscript", "std", name]), ...args);
  }

  /** The name by which this module refers to a function or constant of any module. */
  reference(symbol: ModuleSymbol): string {
    const name = this.program.nameOf(symbol);
    if (symbol.module === this.#id) return name;
    return this.external([...UnknownModule.packageOf(this.program.addressOf(symbol.module).package), name]);
  }

  /** The parameters of the rule that the module is made from. */
  get parameters(): Term {
    if (this.#id === undefined) throw new Error("only a rule has parameters");
    return variable(
      this.external(["regoscript", "unknown", "parameters", this.program.addressOf(this.#id).package.at(-1)!]),
    );
  }

  helperName(wanted: string): string {
    return this.names.declare(wanted);
  }
}
