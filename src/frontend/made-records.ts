import { ts } from "ts-morph";
import { originOf } from "./modules.ts";
import type { PolicyProgram } from "./program.ts";
import { namedBy, resolveAlias, symbolNamed } from "./symbols.ts";

/**
 * Where values of the program come from, as far as it matters for objects that the program makes: those inherit keys,
 * which no object of a document does. The analysis follows values through constants, assignments, lists, helper
 * functions and their parameters, in no order of evaluation, so that it may take a value for made that never is, and
 * not the other way round.
 */
export class MadeRecords {
  readonly #program: PolicyProgram;
  readonly #checker: ts.TypeChecker;
  /** What stands to the right of assignments to a name, is added to it, or is passed for it. */
  #sources: Map<ts.Symbol, ts.Expression[]> | undefined;
  /** Calls of the functions that names stand for. */
  #calls: Map<ts.Symbol, ts.CallExpression[]> | undefined;
  /** Calls in which names are arguments. */
  readonly #arguments = new Map<ts.Symbol, { call: ts.CallExpression; index: number }[]>();

  constructor(program: PolicyProgram) {
    this.#program = program;
    this.#checker = program.checker;
  }

  /** An expression that makes an object which `node`'s value may be or hold; `undefined` where there is none. */
  originOf(node: ts.Expression): ts.Expression | undefined {
    return this.#origin(node, new Set());
  }

  /** The same for the value that a pattern takes apart, of which `element` is a part. */
  originOfPattern(element: ts.BindingElement): ts.Expression | undefined {
    for (const source of [...sourcesOfDeclaration(element), ...this.#passed(element)]) {
      const found = this.originOf(source);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #origin(node: ts.Expression, seen: Set<ts.Node | ts.Symbol>): ts.Expression | undefined {
    if (seen.has(node) || this.#isPrimitive(node)) return undefined;
    seen.add(node);
    const any = (nodes: readonly (ts.Expression | undefined)[]): ts.Expression | undefined => {
      for (const one of nodes) {
        const found = one === undefined ? undefined : this.#origin(one, seen);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    if (ts.isObjectLiteralExpression(node)) return node;
    const name = namedBy(node, this.#checker);
    if (name !== undefined) return this.#originOfName(name, seen, any);
    if (ts.isCallExpression(node)) return this.#originOfCall(node, seen, any);
    if (ts.isConditionalExpression(node)) return any([node.whenTrue, node.whenFalse]);
    if (ts.isBinaryExpression(node)) return any([node.left, node.right]);
    if (ts.isArrayLiteralExpression(node)) return any(node.elements);
    if (ts.isNewExpression(node)) return any(node.arguments ?? []);
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return any(returned(node));
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isSpreadElement(node) ||
      ts.isPropertyAccessExpression(node) ||
      ts.isElementAccessExpression(node)
    ) {
      return any([node.expression]);
    }
    return undefined;
  }

  #isPrimitive(node: ts.Expression): boolean {
    const primitive =
      ts.TypeFlags.StringLike |
      ts.TypeFlags.NumberLike |
      ts.TypeFlags.BooleanLike |
      ts.TypeFlags.Undefined |
      ts.TypeFlags.Null;
    const type = this.#checker.getTypeAtLocation(node);
    return (type.isUnion() ? type.types : [type]).every((member) => (member.flags & primitive) !== 0);
  }

  #originOfCall(
    node: ts.CallExpression,
    seen: Set<ts.Node | ts.Symbol>,
    any: (nodes: readonly ts.Expression[]) => ts.Expression | undefined,
  ): ts.Expression | undefined {
    const callee = node.expression;
    if (callee.getText() === "Object.create") return undefined;
    if (callee.getText() === "Object.fromEntries") return node;
    // What other documents say is decoded, as the rule's own is.
    if (
      ts.isPropertyAccessExpression(callee) &&
      this.#checker.getTypeAtLocation(callee.expression).getSymbol()?.name === "Inventory"
    )
      return undefined;
    if (this.#isMethod(callee)) return any([callee.expression, ...node.arguments]);
    const declaration = this.#checker.getResolvedSignature(node)?.declaration;
    if (
      declaration === undefined ||
      ts.isJSDocSignature(declaration) ||
      !ts.isFunctionLike(declaration) ||
      !("body" in declaration) ||
      declaration.body === undefined
    ) {
      // A function of Regoscript or of JavaScript, or one that is itself a parameter: what it gives may be what it is
      // given.
      return any([callee, ...node.arguments]);
    }
    if (originOf(declaration.getSourceFile(), this.#program) === "builtin") return any(node.arguments);
    if (seen.has(declaration)) return undefined;
    seen.add(declaration);
    return any(returned(declaration));
  }

  #originOfName(
    node: ts.Identifier,
    seen: Set<ts.Node | ts.Symbol>,
    any: (nodes: readonly ts.Expression[]) => ts.Expression | undefined,
  ): ts.Expression | undefined {
    const named = this.#checker.getSymbolAtLocation(node);
    if (named === undefined) return undefined;
    const symbol = resolveAlias(named, this.#checker);
    if (seen.has(symbol)) return undefined;
    seen.add(symbol);
    // What is left of a record is an object of its own, which inherits.
    if (
      (symbol.declarations ?? []).some(
        (declaration) =>
          ts.isBindingElement(declaration) &&
          declaration.dotDotDotToken !== undefined &&
          ts.isObjectBindingPattern(declaration.parent),
      )
    )
      return node;
    const declared = (symbol.declarations ?? []).flatMap((declaration) => sourcesOfDeclaration(declaration));
    const given = (symbol.declarations ?? []).flatMap((declaration) => this.#passed(declaration));
    return any([...declared, ...(this.#allSources().get(symbol) ?? []), ...given]);
  }

  /** What is passed for a parameter, or for the parameter that a name is a part of. */
  #passed(declaration: ts.Declaration): ts.Expression[] {
    const parameter = rootOf(declaration);
    if (!ts.isParameter(parameter)) return [];
    const { parent } = parameter;
    const position = parent.parameters.indexOf(parameter);
    if (ts.isArrowFunction(parent) || ts.isFunctionExpression(parent)) {
      const call = parent.parent;
      if (ts.isCallExpression(call)) {
        // A function given to a method gets what the method is called on, or another argument of it; given to a helper,
        // what the helper passes on.
        return this.#isMethod(call.expression)
          ? [call.expression.expression, ...call.arguments.filter((other) => other !== parent)]
          : this.#passedOn(call, call.arguments.indexOf(parent), position);
      }
    }
    const name = ts.isFunctionDeclaration(parent)
      ? parent.name
      : ts.isVariableDeclaration(parent.parent) && ts.isIdentifier(parent.parent.name)
        ? parent.parent.name
        : undefined;
    const symbol = name === undefined ? undefined : this.#checker.getSymbolAtLocation(name);
    if (symbol === undefined) return [];
    const direct = this.#callsOf(symbol).flatMap((call) => call.arguments[position] ?? []);
    return [...direct, ...this.#passedWhereNamed(symbol, position)];
  }

  #isMethod(callee: ts.Expression): callee is ts.PropertyAccessExpression {
    return ts.isPropertyAccessExpression(callee) && namedBy(callee, this.#checker) === undefined;
  }

  /** What a helper passes, at a position, to the function that is its argument. */
  #passedOn(call: ts.CallExpression, argument: number, position: number): ts.Expression[] {
    const declaration = this.#checker.getResolvedSignature(call)?.declaration;
    const parameter =
      declaration === undefined || ts.isJSDocSignature(declaration) ? undefined : declaration.parameters[argument];
    const symbol = parameter === undefined ? undefined : this.#checker.getSymbolAtLocation(parameter.name);
    return symbol === undefined ? [] : this.#callsOf(symbol).flatMap((inner) => inner.arguments[position] ?? []);
  }

  /** What a function is given where its name is passed to a method or to a helper. */
  #passedWhereNamed(symbol: ts.Symbol, position: number): ts.Expression[] {
    return this.#namedAsArgument(symbol).flatMap(({ call, index }) =>
      this.#isMethod(call.expression) ? [call.expression.expression] : this.#passedOn(call, index, position),
    );
  }

  #callsOf(symbol: ts.Symbol): ts.CallExpression[] {
    this.#read();
    return this.#calls?.get(symbol) ?? [];
  }

  #allSources(): Map<ts.Symbol, ts.Expression[]> {
    this.#read();
    return this.#sources ?? new Map<ts.Symbol, ts.Expression[]>();
  }

  #namedAsArgument(symbol: ts.Symbol): { call: ts.CallExpression; index: number }[] {
    this.#read();
    return this.#arguments.get(symbol) ?? [];
  }

  /** Goes through all files of the policy and the library once. */
  #read(): void {
    if (this.#sources !== undefined) return;
    const sources = new Map<ts.Symbol, ts.Expression[]>();
    const calls = new Map<ts.Symbol, ts.CallExpression[]>();
    const add = <Value>(map: Map<ts.Symbol, Value[]>, name: ts.Expression, value: Value): void => {
      const found = symbolNamed(name, this.#checker);
      if (found === undefined) return;
      const symbol = resolveAlias(found, this.#checker);
      const known = map.get(symbol);
      if (known === undefined) map.set(symbol, [value]);
      else known.push(value);
    };
    const visit = (node: ts.Node): void => {
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
        node.operatorToken.kind <= ts.SyntaxKind.LastAssignment
      ) {
        add(sources, ts.isElementAccessExpression(node.left) ? node.left.expression : node.left, node.right);
      }
      if (ts.isCallExpression(node)) {
        if (ts.isPropertyAccessExpression(node.expression))
          for (const argument of node.arguments) add(sources, node.expression.expression, argument);
        else add(calls, node.expression, node);
        node.arguments.forEach((argument, index) => add(this.#arguments, argument, { call: node, index }));
      }
      ts.forEachChild(node, visit);
    };
    for (const file of this.#program.program.getSourceFiles()) {
      const origin = originOf(file, this.#program);
      if (origin === "policy" || origin === "library") visit(file);
    }
    this.#sources = sources;
    this.#calls = calls;
  }
}

/** The expressions that a declaration itself gives a name: its initializer, a default, or what a loop runs over. */
function sourcesOfDeclaration(declaration: ts.Declaration): ts.Expression[] {
  const sources: ts.Expression[] = [];
  let node: ts.Node = declaration;
  while (ts.isBindingElement(node)) {
    if (node.initializer !== undefined) sources.push(node.initializer);
    node = node.parent.parent;
  }
  if (!ts.isVariableDeclaration(node) && !ts.isParameter(node)) return sources;
  if (node.initializer !== undefined) sources.push(node.initializer);
  const loop = node.parent.parent;
  if (ts.isVariableDeclarationList(node.parent) && ts.isForOfStatement(loop)) sources.push(loop.expression);
  return sources;
}

/** The variable or parameter whose pattern a name stands in. */
function rootOf(declaration: ts.Node): ts.Node {
  return ts.isBindingElement(declaration) ? rootOf(declaration.parent.parent) : declaration;
}

/** What a function returns or yields. */
function returned(declaration: ts.Node & { readonly body?: ts.ConciseBody | undefined }): ts.Expression[] {
  const { body } = declaration;
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isFunctionLike(child)) return;
    if ((ts.isReturnStatement(child) || ts.isYieldExpression(child)) && child.expression !== undefined)
      found.push(child.expression);
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(body, visit);
  return found;
}
