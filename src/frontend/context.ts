import type { ts } from "ts-morph";
import type { Code } from "../diagnostics/codes.ts";
import { codes } from "../diagnostics/codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../diagnostics/span.ts";
import type { Binding, Label, Lambda, ModuleSymbol } from "../ir/nodes.ts";
import type { KindDescriptor } from "../manifest/manifest.ts";
import type { KeyLookup } from "./inherited-keys.ts";
import { LocatedTypes } from "./located-types.ts";
import { type PolicyProgram, spanIn, spanOf } from "./program.ts";
import { resolveAlias } from "./symbols.ts";
import type { Syntax } from "./syntax.ts";

/** A declaration that can be referred to from other modules. */
type Declared = { readonly symbol: ModuleSymbol; readonly type: "function" | "constant" };

/** State of one run of the front end. */
export class CompilationContext {
  readonly program: PolicyProgram;
  /** What each kind of expression and statement becomes: handed in, since these tables know every file that lowers. */
  readonly syntax: Syntax;
  readonly diagnostics: Diagnostic[] = [];
  /** Of those that refuse a name only because it is unknown: what declares it. */
  readonly unknownNames = new Map<Diagnostic, Span>();
  readonly locatedTypes: LocatedTypes;
  /** Where keys are looked up that aren't known, in records that may inherit them. */
  readonly keyLookups: KeyLookup[] = [];
  readonly #requested = new Map<ts.Node, Declared>();
  readonly queue: {
    readonly node: ts.FunctionLikeDeclaration | ts.VariableDeclaration;
    readonly declared: Declared;
  }[] = [];
  /** The input kind that a variable is declared as, which is compiled if it isn't yet. */
  readonly kindOf: (declaration: ts.VariableDeclaration) => KindDescriptor | undefined;

  constructor(
    program: PolicyProgram,
    syntax: Syntax,
    kindOf: (declaration: ts.VariableDeclaration) => KindDescriptor | undefined,
  ) {
    this.program = program;
    this.syntax = syntax;
    this.locatedTypes = new LocatedTypes(program);
    this.kindOf = kindOf;
  }

  get checker(): ts.TypeChecker {
    return this.program.checker;
  }

  /** Whether a name is one that JavaScript itself declares, such as `Object`. */
  isOfJavaScript(symbol: ts.Symbol): boolean {
    const declaration = symbol.declarations?.[0];
    return declaration !== undefined && this.program.program.isSourceFileDefaultLibrary(declaration.getSourceFile());
  }

  span(node: ts.Node): Span {
    return spanOf(node, this.program.directory);
  }

  report(code: Code, node: ts.Node, message: string, help: string = codes[code].remedy): Diagnostic {
    return this.#add({ code, message, span: this.span(node), help });
  }

  /** The same for a place that is no node, such as a comment. */
  reportRange(code: Code, file: ts.SourceFile, { pos, end }: ts.TextRange, message: string, help: string): void {
    this.#add({ code, message, span: spanIn(file, { start: pos, end }, this.program.directory), help });
  }

  #add(diagnostic: Diagnostic): Diagnostic {
    this.diagnostics.push(diagnostic);
    return diagnostic;
  }

  /** As `report`, of a name that is unknown; where what declares it is itself refused, nobody is told. */
  reportUnknown(name: ts.Node, code: Code, node: ts.Node, message: string, help?: string): void {
    const symbol = this.checker.getSymbolAtLocation(name);
    const declaration = symbol === undefined ? undefined : resolveAlias(symbol, this.checker).declarations?.[0];
    const diagnostic = this.report(code, node, message, help);
    if (declaration !== undefined) this.unknownNames.set(diagnostic, this.span(declaration));
  }

  /** The module-level declaration behind a node, which will be compiled if it isn't yet. */
  request(node: ts.FunctionLikeDeclaration | ts.VariableDeclaration, declared: Declared): Declared {
    const known = this.#requested.get(node);
    if (known !== undefined) return known;
    this.#requested.set(node, declared);
    this.queue.push({ node, declared });
    return declared;
  }
}

/** A loop or `switch` around a statement. */
interface Target {
  readonly label: Label;
  readonly kind: "loop" | "switch";
  /** What the source calls it. */
  readonly name: string | undefined;
}

/** What a function's statements are part of: for a generator what it yields, for a helper generator a list or set. */
type Role = "check" | "find" | "generator" | "function";

/** The object that a rule's check gets beside the instance, and what it holds. */
export type ContextPart = "context" | "parameters" | "inventory" | "request";

/** A function that is given to another, with the names around it. */
export interface Callback {
  readonly node: ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration;
  readonly context: FunctionContext;
}

/** Names inside one function, and around it. */
export class FunctionContext {
  readonly compilation: CompilationContext;
  readonly role: Role;
  readonly #bindings: Map<ts.Symbol, Binding>;
  readonly #parent: FunctionContext | undefined;
  /** Variables of this function that change. */
  readonly #changing = new Set<Binding>();
  readonly #fresh = new Set<Binding>();
  /** Functions that parameters and constants stand for. */
  readonly #callbacks = new Map<ts.Symbol, Callback>();
  readonly targets: Target[] = [];
  /** Functions of this function, lowered once however often they are called. */
  readonly lambdas = new Map<ts.Node, Lambda>();
  /** Functions being lowered in place, to tell one that calls itself. */
  readonly calling: ReadonlySet<ts.Node>;
  /** What names stand for in a rule's check: the rule's context, or a part of it. */
  readonly contextNames: Map<ts.Symbol, ContextPart>;
  /** The instance that a rule's check is about. */
  subject: Binding | undefined;
  /** In a finder: the interface of its instances. */
  instanceType: ts.Type | undefined;

  constructor(compilation: CompilationContext, role: Role, parent?: FunctionContext, calling: readonly ts.Node[] = []) {
    this.compilation = compilation;
    this.role = role;
    this.#parent = parent;
    this.#bindings = new Map();
    this.contextNames = parent?.contextNames ?? new Map();
    this.subject = parent?.subject;
    this.instanceType = parent?.instanceType;
    this.calling = new Set([...(parent?.calling ?? []), ...calling]);
  }

  /** The context of a function inside this one, which sees its names. */
  inner(...calling: readonly ts.Node[]): FunctionContext {
    return new FunctionContext(this.compilation, "function", this, calling);
  }

  bind(name: ts.Identifier, binding: Binding): void {
    const symbol = this.compilation.checker.getSymbolAtLocation(name);
    if (symbol !== undefined) this.#bindings.set(symbol, binding);
  }

  lookup(symbol: ts.Symbol): Binding | undefined {
    return this.#bindings.get(symbol) ?? this.#parent?.lookup(symbol);
  }

  /**
   * Declares a variable of this function that changes.
   *
   * @param isFresh whether nothing else can refer to the value that it starts with
   */
  declareChanging(name: ts.Identifier, binding: Binding, isFresh: boolean): void {
    this.bind(name, binding);
    this.#changing.add(binding);
    if (isFresh) this.#fresh.add(binding);
  }

  /** Whether nothing but a variable's name can refer to the value that the variable starts with. */
  startsFresh(binding: Binding): boolean {
    return this.#fresh.has(binding);
  }

  /** Whether a variable is one of this very function's that change. */
  changes(binding: Binding): boolean {
    return this.#changing.has(binding);
  }

  /** Lets a name stand for a function. */
  bindCallback(name: ts.Identifier, callback: Callback): void {
    const symbol = this.compilation.checker.getSymbolAtLocation(name);
    if (symbol !== undefined) this.#callbacks.set(symbol, callback);
  }

  callback(symbol: ts.Symbol): Callback | undefined {
    return this.#callbacks.get(symbol) ?? this.#parent?.callback(symbol);
  }
}
