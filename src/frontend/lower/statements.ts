import { ts } from "ts-morph";
import type { Bind, Binding, Expression, Iteration, Statement } from "../../ir/nodes.ts";
import type { FunctionContext } from "../context.ts";
import { irType } from "../types.ts";
import { bindPattern } from "./bindings.ts";
import { lowerExpression, lowerTruth, number, syntaxName } from "./expressions.ts";

type Refusal = { readonly code: "RS1002" | "RS1003" | "RS1004" | "RS1005" | "RS1008" | "RS1001"; readonly what: string };

/** Kinds of statements with a diagnostic of their own. */
const refused = new Map<ts.SyntaxKind, Refusal>([
  [ts.SyntaxKind.WhileStatement, { code: "RS1003", what: "`while`" }],
  [ts.SyntaxKind.DoStatement, { code: "RS1003", what: "`do`" }],
  [ts.SyntaxKind.ForStatement, { code: "RS1003", what: "`for (;;)`" }],
  [ts.SyntaxKind.ForInStatement, { code: "RS1003", what: "`for…in`" }],
  [ts.SyntaxKind.BreakStatement, { code: "RS1004", what: "`break`" }],
  [ts.SyntaxKind.LabeledStatement, { code: "RS1004", what: "a label" }],
  [ts.SyntaxKind.ClassDeclaration, { code: "RS1005", what: "a class" }],
  [ts.SyntaxKind.ThrowStatement, { code: "RS1008", what: "`throw`" }],
  [ts.SyntaxKind.TryStatement, { code: "RS1008", what: "`try`" }],
  [ts.SyntaxKind.SwitchStatement, { code: "RS1001", what: "`switch`" }],
]);

/** Lowers the statements of a block; what is refused is reported and left out. */
export function lowerBlock(statements: readonly ts.Statement[], context: FunctionContext): Statement[] {
  return statements.flatMap((statement) => lowerStatement(statement, context));
}

function lowerStatement(node: ts.Statement, context: FunctionContext): Statement[] {
  const span = context.compilation.span(node);
  if (ts.isVariableStatement(node)) return lowerVariables(node, context);
  if (ts.isBlock(node)) return lowerBlock(node.statements, context);
  if (ts.isEmptyStatement(node)) return [];
  if (ts.isIfStatement(node)) {
    return [
      {
        kind: "if",
        condition: lowerTruth(node.expression, context),
        whenTrue: lowerStatement(node.thenStatement, context),
        whenFalse: node.elseStatement === undefined ? [] : lowerStatement(node.elseStatement, context),
        span,
      },
    ];
  }
  if (ts.isForOfStatement(node)) return lowerLoop(node, context);
  if (ts.isReturnStatement(node)) return lowerReturn(node, context);
  if (ts.isContinueStatement(node)) {
    if (node.label !== undefined) context.compilation.report("RS1004", node, "`continue` with a label is not part of the policy language");
    return [{ kind: "continue", span }];
  }
  if (ts.isExpressionStatement(node)) return lowerExpressionStatement(node, context);
  const refusal = refused.get(node.kind);
  if (refusal !== undefined) context.compilation.report(refusal.code, node, `${refusal.what} is not part of the policy language`);
  else context.compilation.report("RS1001", node, `\`${syntaxName(node.kind)}\` is not part of the policy language`);
  return [];
}

function lowerVariables(node: ts.VariableStatement, context: FunctionContext): Statement[] {
  const constant = (node.declarationList.flags & ts.NodeFlags.Const) !== 0;
  if (!constant) context.compilation.report("RS1002", node, "a variable that can change is not part of the policy language");
  return node.declarationList.declarations.flatMap((declaration): Bind[] => {
    if (declaration.initializer === undefined) return [];
    const value = lowerExpression(declaration.initializer, context);
    if (ts.isIdentifier(declaration.name)) return bindPattern(declaration.name, value, context);
    if (value.kind === "parameters" || value.kind === "local") return bindPattern(declaration.name, value, context);
    const whole: Binding = { name: "whole", type: value.type };
    const local: Expression = { kind: "local", binding: whole, span: value.span, type: value.type };
    return [{ kind: "bind", binding: whole, value, span: value.span }, ...bindPattern(declaration.name, local, context)];
  });
}

function lowerLoop(node: ts.ForOfStatement, context: FunctionContext): Statement[] {
  const span = context.compilation.span(node);
  if (node.awaitModifier !== undefined) context.compilation.report("RS1007", node, "`for await` is not part of the policy language");
  if (!ts.isVariableDeclarationList(node.initializer)) {
    context.compilation.report("RS1009", node.initializer, "the loop assigns to a variable from outside", "declare the loop's variable with `const`");
    return [];
  }
  if ((node.initializer.flags & ts.NodeFlags.Const) === 0) {
    context.compilation.report("RS1002", node.initializer, "a loop variable that can change is not part of the policy language");
  }
  const [declaration] = node.initializer.declarations;
  if (declaration === undefined) return [];
  const source = lowerSource(declaration.name, node.expression, context);
  context.loopDepth++;
  const body = lowerStatement(node.statement, context);
  context.loopDepth--;
  return [{ kind: "for", source, body, span }];
}

/** What a loop ranges over. `Object.entries(record)` and `list.entries()` become an iteration with key and value. */
function lowerSource(pattern: ts.BindingName, expression: ts.Expression, context: FunctionContext): Iteration {
  const { checker } = context.compilation;
  const pairs = pairSource(expression);
  if (pairs !== undefined && ts.isArrayBindingPattern(pattern)) {
    const over = lowerExpression(pairs.of, context);
    const isList = pairs.kind === "list";
    const supported = isList ? over.type.kind === "list" : over.type.kind === "record" || over.type.kind === "object";
    if (supported) return pairIteration(pattern, over, isList, context);
  }
  const over = lowerExpression(expression, context);
  if (!["list", "set", "other"].includes(over.type.kind)) {
    context.compilation.report("RS1003", expression, `\`${expression.getText()}\` is not a list`, "loop over a list; for a record use `Object.entries(record)`");
  }
  const element = checker.getIndexTypeOfType(checker.getNonNullableType(checker.getTypeAtLocation(expression)), ts.IndexKind.Number);
  if (ts.isIdentifier(pattern)) {
    const value: Binding = { name: pattern.text, type: irType(checker.getTypeAtLocation(pattern), checker) };
    context.bind(pattern, value);
    return { over, key: undefined, value, derived: [] };
  }
  const value: Binding = { name: "item", type: element === undefined ? { kind: "other", nullable: false } : irType(element, checker) };
  const local: Expression = { kind: "local", binding: value, span: context.compilation.span(pattern), type: value.type };
  return { over, key: undefined, value, derived: bindPattern(pattern, local, context) };
}

function pairSource(expression: ts.Expression): { readonly kind: "record" | "list"; readonly of: ts.Expression } | undefined {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression) || expression.expression.name.text !== "entries") return undefined;
  const receiver = expression.expression.expression;
  const [argument] = expression.arguments;
  if (ts.isIdentifier(receiver) && receiver.text === "Object" && argument !== undefined) return { kind: "record", of: argument };
  return expression.arguments.length === 0 ? { kind: "list", of: receiver } : undefined;
}

function pairIteration(pattern: ts.ArrayBindingPattern, over: Expression, isList: boolean, context: FunctionContext): Iteration {
  const { checker } = context.compilation;
  const [first, second] = pattern.elements;
  let key: Binding | undefined;
  let value: Binding | undefined;
  const derived: Bind[] = [];
  if (first !== undefined && !ts.isOmittedExpression(first)) {
    if (ts.isIdentifier(first.name)) {
      key = { name: first.name.text, type: isList ? number : { kind: "text", nullable: false } };
      context.bind(first.name, key);
    } else context.compilation.report("RS1021", first, "the key is not a plain name");
  }
  if (second !== undefined && !ts.isOmittedExpression(second)) {
    const type = irType(checker.getTypeAtLocation(second.name), checker);
    value = { name: ts.isIdentifier(second.name) ? second.name.text : "value", type };
    if (ts.isIdentifier(second.name)) context.bind(second.name, value);
    else derived.push(...bindPattern(second.name, { kind: "local", binding: value, span: context.compilation.span(second), type }, context));
  }
  return { over, key, value, derived };
}

function lowerReturn(node: ts.ReturnStatement, context: FunctionContext): Statement[] {
  const span = context.compilation.span(node);
  if (context.generator !== undefined) {
    if (context.loopDepth > 0) context.compilation.report("RS1016", node, `\`return\` inside a loop of \`${context.generator}\``);
    if (node.expression !== undefined) context.compilation.report("RS1020", node.expression, `the value that \`${context.generator}\` returns is not used`);
    return [{ kind: "return", value: undefined, span }];
  }
  const value: Expression =
    node.expression === undefined ? { kind: "literal", value: null, span, type: { kind: "nothing", nullable: true } } : lowerExpression(node.expression, context);
  return [{ kind: "return", value, span }];
}

function lowerExpressionStatement(node: ts.ExpressionStatement, context: FunctionContext): Statement[] {
  const { expression } = node;
  if (ts.isYieldExpression(expression)) {
    if (context.generator === undefined) {
      context.compilation.report("RS1015", expression, "a helper function yields");
      return [];
    }
    if (expression.asteriskToken !== undefined || expression.expression === undefined) {
      context.compilation.report("RS1015", expression, "`yield*` is not part of the policy language", "loop over the list and yield each element");
      return [];
    }
    const value = lowerExpression(expression.expression, context);
    const expected = context.generator === "check" ? "violation" : "instance";
    if (value.kind !== expected && value.type.kind !== "other") {
      context.compilation.report("RS3009", expression.expression, `\`${context.generator}\` yields something else than \`${expected}(…)\``, `write \`yield ${expected}(…)\``);
      return [];
    }
    return [{ kind: "yield", value, span: context.compilation.span(node) }];
  }
  const before = context.compilation.diagnostics.length;
  lowerExpression(expression, context);
  if (context.compilation.diagnostics.length === before) context.compilation.report("RS1020", node, "this expression does nothing");
  return [];
}
