import { ts } from "ts-morph";
import type { Code } from "../diagnostics/codes.ts";
import { codes } from "../diagnostics/codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../diagnostics/span.ts";
import type { Binding, Symbol as IrSymbol } from "../ir/nodes.ts";
import { type PolicyProgram, spanOf } from "./program.ts";

/** A declaration that can be referred to from other modules. */
export type Declared = { readonly symbol: IrSymbol; readonly type: "function" | "constant" };

/** State of one run of the front end. */
export class CompilationContext {
  readonly program: PolicyProgram;
  readonly diagnostics: Diagnostic[] = [];
  readonly #requested = new Map<ts.Node, Declared>();
  readonly queue: { readonly node: ts.FunctionLikeDeclaration | ts.VariableDeclaration; readonly declared: Declared; readonly from: ts.Node }[] = [];

  constructor(program: PolicyProgram) {
    this.program = program;
  }

  get checker(): ts.TypeChecker {
    return this.program.checker;
  }

  span(node: ts.Node): Span {
    return spanOf(node, this.program.directory);
  }

  report(code: Code, node: ts.Node, message: string, help: string = codes[code].remedy): void {
    this.diagnostics.push({ code, message, span: this.span(node), help });
  }

  /** The module-level declaration behind a node, which will be compiled if it isn't yet. */
  request(node: ts.FunctionLikeDeclaration | ts.VariableDeclaration, declared: Declared, from: ts.Node): Declared {
    const known = this.#requested.get(node);
    if (known !== undefined) return known;
    this.#requested.set(node, declared);
    this.queue.push({ node, declared, from });
    return declared;
  }
}

/** Names inside one function. */
export class FunctionContext {
  readonly compilation: CompilationContext;
  readonly generator: "check" | "find" | undefined;
  readonly #bindings = new Map<ts.Symbol, Binding>();
  /** The symbol of `parameters`, or of the context object that holds it, in a rule's check. */
  parametersSymbol: ts.Symbol | undefined;
  contextSymbol: ts.Symbol | undefined;
  /** In a finder: the interface of its instances. */
  instanceType: ts.Type | undefined;
  loopDepth = 0;

  constructor(compilation: CompilationContext, generator: "check" | "find" | undefined) {
    this.compilation = compilation;
    this.generator = generator;
  }

  bind(name: ts.Identifier, binding: Binding): void {
    const symbol = this.compilation.checker.getSymbolAtLocation(name);
    if (symbol !== undefined) this.#bindings.set(symbol, binding);
  }

  lookup(symbol: ts.Symbol): Binding | undefined {
    return this.#bindings.get(symbol);
  }
}
