import type { Binding, Expression } from "../../ir/nodes.ts";
import { array, type Statement, scalar, type Term, variable } from "../ast.ts";
import { NameScope } from "../names.ts";
import type { UnknownModule } from "./module.ts";

/** The lowering of expressions, which steps need as expressions need that of steps. */
type LowerExpression = (expression: Expression, scope: Scope) => Term;

/**
 * A body in Rego while it is written: of a rule, or of a comprehension inside it. Whether its steps hold is worked out
 * beside them: a step that surely doesn't hold ends the body, and of others the truth is kept.
 */
export class Scope {
  readonly module: UnknownModule;
  readonly statements: Statement[] = [];
  /** Whether each step so far holds, where that may not be known. */
  readonly truths: Term[] = [];
  /** Of each iteration so far, whether its element stands for further elements of an open list. */
  readonly rests: Term[] = [];
  readonly #lower: LowerExpression;
  /** Shared by all bodies of a rule, so that no variable has the name of another. */
  readonly #names: NameScope;
  readonly #terms: Map<Binding, Term>;

  constructor(
    module: UnknownModule,
    lower: LowerExpression,
    names = new NameScope(module.names),
    terms: ReadonlyMap<Binding, Term> = new Map(),
  ) {
    this.module = module;
    this.#lower = lower;
    this.#names = names;
    this.#terms = new Map(terms);
  }

  /** A body inside this one, which sees its variables. */
  nested(): Scope {
    return new Scope(this.module, this.#lower, this.#names, this.#terms);
  }

  /** A body inside this one that goes on where its steps end. */
  continued(): Scope {
    const inner = this.nested();
    inner.truths.push(...this.truths);
    inner.rests.push(...this.rests);
    return inner;
  }

  term(expression: Expression): Term {
    return this.#lower(expression, this);
  }

  fresh(wanted: string): string {
    return this.#names.declare(wanted);
  }

  /** The variable of a parameter or of what a statement is to bind. */
  declare(binding: Binding): string {
    const name = this.fresh(binding.name);
    this.#terms.set(binding, variable(name));
    return name;
  }

  /** Gives a name of the source a value, in a variable unless it is one already. */
  bind(binding: Binding, value: Term): void {
    if (value.kind === "scalar" || value.kind === "var") this.#terms.set(binding, value);
    else this.statements.push({ kind: "assign", name: this.declare(binding), value });
  }

  lookUp(binding: Binding): Term {
    const term = this.#terms.get(binding);
    if (term === undefined) throw new Error(`${binding.name} has no value here`);
    return term;
  }

  /** A variable for a term that is needed more than once. */
  variable(value: Term, wanted: string): Term {
    if (value.kind === "scalar" || value.kind === "var") return value;
    const name = this.fresh(wanted);
    this.statements.push({ kind: "assign", name, value });
    return variable(name);
  }

  /** Whether all steps so far hold. */
  get truth(): Term {
    const [only] = this.truths;
    if (only === undefined) return scalar(true);
    return this.truths.length === 1 ? only : this.module.abstract("conjunction", array(...this.truths));
  }
}
