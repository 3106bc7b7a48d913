import { ts } from "ts-morph";
import type {
  Binding,
  ConstantDeclaration,
  Expression,
  FunctionDeclaration,
  GeneratorDeclaration,
  Label,
  ModuleSymbol,
  Statement,
  Type,
} from "../ir/nodes.ts";
import { type CompilationContext, type ContextPart, FunctionContext } from "./context.ts";
import { isInventory } from "./inventory-type.ts";
import { bindPattern } from "./lower/bindings.ts";
import { lowerBlock, lowerExpression } from "./lower/dispatch.ts";
import { irType, isIterable, mayBe } from "./types.ts";

/** Lowers a helper function. */
export function lowerFunctionDeclaration(
  node: ts.FunctionLikeDeclaration,
  symbol: ModuleSymbol,
  compilation: CompilationContext,
): FunctionDeclaration {
  const isGenerator = node.asteriskToken !== undefined;
  const context = new FunctionContext(compilation, isGenerator ? "generator" : "function", undefined, [node]);
  const { parameters, body, result } = lowerFunctionBody(node, context);
  const common = { symbol, parameters, result, body, span: compilation.span(node), summary: summaryOf(node) };
  return isGenerator ? { ...common, yields: result.kind === "set" ? "set" : "list" } : common;
}

/**
 * A function's parameters and statements; one that isn't a generator returns on every way through it.
 *
 * @param parametersAreBound whether the parameters' names are known in `context` already
 */
export function lowerFunctionBody(
  node: ts.FunctionLikeDeclaration,
  context: FunctionContext,
  parametersAreBound = false,
): { parameters: Binding[]; body: Statement[]; result: Type } {
  const { compilation } = context;
  refuseAsynchronous(node, compilation);
  const parameters: Binding[] = [];
  const opening: Statement[] = [];
  for (const parameter of parametersAreBound ? [] : node.parameters) {
    if (parameter.dotDotDotToken !== undefined) {
      compilation.report(
        "RS1021",
        parameter,
        "a rest parameter is not part of the policy language",
        "take a list as a parameter",
      );
      opening.push(
        ...bindPattern(
          parameter.name,
          {
            kind: "literal",
            value: null,
            span: compilation.span(parameter),
            type: irType(compilation.checker.getTypeAtLocation(parameter.name), compilation.checker),
          },
          context,
        ),
      );
      continue;
    }
    if (ts.isIdentifier(parameter.name) && isBoundCallback(parameter.name, context)) continue;
    if (ts.isIdentifier(parameter.name) && isInventory(parameter.name, compilation)) {
      bindPart(parameter.name, "inventory", context);
      continue;
    }
    opening.push(...lowerParameter(parameter, parameters, context));
  }
  const signature = compilation.checker.getSignatureFromDeclaration(node);
  const result: Type =
    signature === undefined
      ? { kind: "other", nullable: true }
      : irType(signature.getReturnType(), compilation.checker);
  const statements =
    node.body === undefined
      ? []
      : ts.isBlock(node.body)
        ? lowerBlock(node.body.statements, context)
        : [returned(node.body, context)];
  const span = compilation.span(node);
  if (node.asteriskToken !== undefined) return { parameters, body: [...opening, ...statements], result };
  const end: Statement[] = endsWithReturn(statements)
    ? []
    : [
        {
          kind: "return",
          value: { kind: "literal", value: null, span, type: { kind: "nothing", nullable: true } },
          span,
        },
      ];
  if (end.length > 0 && !result.nullable && endIsReachable(node))
    compilation.report("RS1019", node.name ?? node, "this function may end without a value");
  return { parameters, body: [...opening, ...statements, ...end], result };
}

function isBoundCallback(name: ts.Identifier, context: FunctionContext): boolean {
  const symbol = context.compilation.checker.getSymbolAtLocation(name);
  return symbol !== undefined && context.callback(symbol) !== undefined;
}

/**
 * Whether control can reach a function's end, as TypeScript's own flow analysis has it: a `switch` over all cases can't
 * be passed.
 */
function endIsReachable(node: ts.FunctionLikeDeclaration): boolean {
  return (node as { endFlowNode?: object }).endFlowNode !== undefined && !lastIsSwitch(node);
}

function lastIsSwitch(node: ts.FunctionLikeDeclaration): boolean {
  const last = node.body !== undefined && ts.isBlock(node.body) ? node.body.statements.at(-1) : undefined;
  return last !== undefined && ts.isSwitchStatement(last);
}

function returned(body: ts.Expression, context: FunctionContext): Statement {
  return { kind: "return", value: lowerExpression(body, context), span: context.compilation.span(body) };
}

/** Declares a parameter; gives the statements that fill in its default and take it apart. */
function lowerParameter(
  parameter: ts.ParameterDeclaration,
  parameters: Binding[],
  context: FunctionContext,
): Statement[] {
  const { checker } = context.compilation;
  const declaredType = checker.getTypeAtLocation(parameter);
  const type = irType(checker.getTypeAtLocation(parameter.name), checker);
  const name = ts.isIdentifier(parameter.name) ? parameter.name.text : "argument";
  if (isIterable(declaredType))
    context.compilation.report(
      "RS2013",
      parameter,
      "what can be looped over may be a list, a set, a map or a text",
      "take a list: `readonly T[]`",
    );
  if (parameter.initializer !== undefined && mayBe(ts.TypeFlags.Null, declaredType))
    context.compilation.report("RS2014", parameter, "`null` doesn't take the default");
  if (parameter.initializer === undefined && ts.isIdentifier(parameter.name)) {
    const declared = parameter.questionToken === undefined ? type : { ...type, nullable: true };
    const binding: Binding = { name, type: declared };
    parameters.push(binding);
    context.bind(parameter.name, binding);
    return [];
  }
  const given: Binding = {
    name: parameter.initializer === undefined ? name : `given_${name}`,
    type: parameter.initializer === undefined ? type : { ...type, nullable: true },
  };
  parameters.push(given);
  const span = context.compilation.span(parameter);
  const local: Expression = { kind: "local", binding: given, span, type: given.type };
  const value: Expression =
    parameter.initializer === undefined
      ? local
      : {
          kind: "coalesce",
          left: local,
          right: lowerExpression(parameter.initializer, context),
          span,
          type: { ...type, nullable: false },
        };
  return bindPattern(parameter.name, value, context);
}

function refuseAsynchronous(node: ts.FunctionLikeDeclaration, compilation: CompilationContext): void {
  const asynchronous =
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword);
  if (asynchronous === true)
    compilation.report("RS1007", node.name ?? node, "an asynchronous function is not part of the policy language");
}

/** Whether control never reaches the end of a block. */
function endsWithReturn(body: readonly Statement[]): boolean {
  const last = body.at(-1);
  if (last?.kind === "return") return true;
  if (last?.kind === "block") return endsWithReturn(last.body) && !leavesBlock(last.body, last.label);
  return last?.kind === "if" && endsWithReturn(last.whenTrue) && endsWithReturn(last.whenFalse);
}

function leavesBlock(body: readonly Statement[], label: Label): boolean {
  return body.some((statement) => {
    if (statement.kind === "if")
      return leavesBlock(statement.whenTrue, label) || leavesBlock(statement.whenFalse, label);
    return statement.kind === "break" && statement.label === label;
  });
}

/** The first paragraph of a TSDoc comment. */
function summaryOf(node: ts.FunctionLikeDeclaration): string | undefined {
  const target = ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? node.parent.parent.parent : node;
  const [doc] = ts.getJSDocCommentsAndTags(target);
  if (doc === undefined || !ts.isJSDoc(doc)) return undefined;
  const comment = ts.getTextOfJSDocComment(doc.comment);
  const [paragraph] = (comment ?? "").split(/\n\s*\n/);
  return paragraph === undefined || paragraph.trim() === ""
    ? undefined
    : paragraph.trim().replace(/\{@link ([^}]+)\}/g, "$1");
}

/** Lowers `decide` of a decision to a function of the instance alone; the context is known elsewhere. */
export function lowerDecide(
  node: ts.MethodDeclaration | ts.FunctionExpression,
  symbol: ModuleSymbol,
  compilation: CompilationContext,
): FunctionDeclaration {
  const context = new FunctionContext(compilation, "function", undefined, [node]);
  const [subject, second] = node.parameters;
  const parameters: Binding[] = [];
  const opening = subject === undefined ? [] : lowerParameter(subject, parameters, context);
  if (parameters.length === 0) parameters.push({ name: "instance", type: { kind: "object", nullable: false } });
  [context.subject] = parameters;
  if (second !== undefined) bindRuleContext(second, context);
  const { body, result } = lowerFunctionBody(node, context, true);
  return { symbol, parameters, result, body: [...opening, ...body], span: compilation.span(node), summary: undefined };
}

/** Lowers a constant of a module. */
export function lowerConstantDeclaration(
  node: ts.VariableDeclaration,
  symbol: ModuleSymbol,
  compilation: CompilationContext,
): ConstantDeclaration {
  const context = new FunctionContext(compilation, "function");
  const span = compilation.span(node);
  const list = node.parent;
  if (ts.isVariableDeclarationList(list) && (list.flags & ts.NodeFlags.Const) === 0) {
    compilation.report("RS1009", node, "a variable of a module can change", "declare it with `const`");
  }
  const value: Expression =
    node.initializer === undefined
      ? { kind: "literal", value: null, span, type: { kind: "nothing", nullable: true } }
      : lowerExpression(node.initializer, context);
  return { symbol, value, span };
}

/** Lowers `check` of a rule or `find` of an input kind. */
export function lowerGeneratorMethod(
  node: ts.MethodDeclaration | ts.FunctionExpression,
  role: "check" | "find",
  subjectName: string,
  compilation: CompilationContext,
  instanceType?: ts.Type,
): GeneratorDeclaration {
  const context = new FunctionContext(compilation, role, undefined, [node]);
  context.instanceType = instanceType;
  if (ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) === true) {
    compilation.report("RS1007", node.name ?? node, `an asynchronous \`${role}\` is not part of the policy language`);
  }
  const [subject, second] = node.parameters;
  const opening: Statement[] = [];
  const span = compilation.span(node);
  const type =
    subject === undefined
      ? { kind: "object" as const, nullable: false }
      : irType(compilation.checker.getTypeAtLocation(subject), compilation.checker);
  let binding: Binding = { name: subjectName, type };
  if (subject !== undefined) {
    if (ts.isIdentifier(subject.name)) {
      binding = { name: subject.name.text, type };
      context.bind(subject.name, binding);
    } else opening.push(...bindPattern(subject.name, { kind: "local", binding, span, type }, context));
  }
  context.subject = binding;
  if (second !== undefined && role === "check") bindRuleContext(second, context);
  const body = node.body === undefined ? [] : lowerBlock(node.body.statements, context);
  return { subject: binding, body: [...opening, ...body], span };
}

function bindPart(name: ts.Identifier, part: ContextPart, context: FunctionContext): void {
  const symbol = context.compilation.checker.getSymbolAtLocation(name);
  if (symbol !== undefined) context.contextNames.set(symbol, part);
}

/** The second parameter of `check`: `{ parameters, inventory, request }`, or a name for the object that holds them. */
function bindRuleContext(parameter: ts.ParameterDeclaration, context: FunctionContext): void {
  if (ts.isIdentifier(parameter.name)) {
    bindPart(parameter.name, "context", context);
    return;
  }
  for (const element of parameter.name.elements) {
    if (ts.isOmittedExpression(element)) continue;
    const part = (element.propertyName ?? element.name).getText() as ContextPart;
    if (ts.isIdentifier(element.name) && element.dotDotDotToken === undefined && element.initializer === undefined)
      bindPart(element.name, part, context);
    else
      context.compilation.report(
        "RS1021",
        element,
        "a part of the rule's context is taken apart here",
        "name the part: `{ parameters }`",
      );
  }
}
