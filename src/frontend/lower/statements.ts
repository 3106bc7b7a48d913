import { ts } from "ts-morph";
import type { Span } from "../../diagnostics/span.ts";
import type { Bind, Binding, Expression, Iteration, Label, Statement } from "../../ir/nodes.ts";
import { boolean, nothing, number } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { elementTypeOf, irType, isIterable, isMap } from "../types.ts";
import { bindPattern } from "./bindings.ts";
import { isChangedInPlace, lowerChange } from "./changes.ts";
import { equality } from "./equality.ts";
import { isPlaceholder, lowerExpression, lowerTruth, syntaxName } from "./expressions.ts";
import { charactersOf } from "./literals.ts";

type Refusal = { readonly code: "RS1003" | "RS1005" | "RS1008"; readonly what: string };

/** Kinds of statements with a diagnostic of their own. */
const refused = new Map<ts.SyntaxKind, Refusal>([
  [ts.SyntaxKind.WhileStatement, { code: "RS1003", what: "`while`" }],
  [ts.SyntaxKind.DoStatement, { code: "RS1003", what: "`do`" }],
  [ts.SyntaxKind.ForStatement, { code: "RS1003", what: "`for (;;)`" }],
  [ts.SyntaxKind.ForInStatement, { code: "RS1003", what: "`for…in`" }],
  [ts.SyntaxKind.ClassDeclaration, { code: "RS1005", what: "a class" }],
  [ts.SyntaxKind.ThrowStatement, { code: "RS1008", what: "`throw`" }],
  [ts.SyntaxKind.TryStatement, { code: "RS1008", what: "`try`" }],
]);

/** Lowers the statements of a block; what is refused is reported and left out. */
export function lowerBlock(statements: readonly ts.Statement[], context: FunctionContext): Statement[] {
  // Functions can be called above where they are declared.
  for (const statement of statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined)
      context.bindCallback(statement.name, { node: statement, context });
  }
  return statements.flatMap((statement) => lowerStatement(statement, context));
}

export function lowerStatement(node: ts.Statement, context: FunctionContext): Statement[] {
  const span = context.compilation.span(node);
  if (ts.isVariableStatement(node)) return lowerVariables(node, context);
  if (ts.isBlock(node)) return lowerBlock(node.statements, context);
  if (
    ts.isEmptyStatement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  )
    return [];
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
  if (ts.isForOfStatement(node)) return lowerLoop(node, undefined, context);
  if (ts.isLabeledStatement(node)) {
    if (ts.isForOfStatement(node.statement)) return lowerLoop(node.statement, node.label.text, context);
    context.compilation.report("RS1004", node.label, "a label stands before something other than a loop");
    return lowerStatement(node.statement, context);
  }
  if (ts.isSwitchStatement(node)) return lowerSwitch(node, context);
  if (ts.isReturnStatement(node)) return lowerReturn(node, context);
  if (ts.isContinueStatement(node) || ts.isBreakStatement(node)) return lowerJump(node, context);
  if (ts.isExpressionStatement(node)) return lowerExpressionStatement(node, context);
  const refusal = refused.get(node.kind);
  if (refusal !== undefined)
    context.compilation.report(refusal.code, node, `${refusal.what} is not part of the policy language`);
  else context.compilation.report("RS1001", node, `\`${syntaxName(node.kind)}\` is not part of the policy language`);
  return [];
}

function lowerJump(node: ts.BreakOrContinueStatement, context: FunctionContext): Statement[] {
  const isContinue = ts.isContinueStatement(node);
  const target = context.targets.findLast((candidate) =>
    node.label === undefined ? !isContinue || candidate.kind === "loop" : candidate.name === node.label.text,
  );
  // TypeScript itself refuses a jump to nowhere.
  if (target === undefined) return [];
  return [{ kind: isContinue ? "continue" : "break", label: target.label, span: context.compilation.span(node) }];
}

function lowerVariables(node: ts.VariableStatement, context: FunctionContext): Statement[] {
  const isVar = (node.declarationList.flags & ts.NodeFlags.BlockScoped) === 0;
  if (isVar) context.compilation.report("RS1002", node, "`var` declares a variable of the whole function");
  const changes = (node.declarationList.flags & ts.NodeFlags.Let) !== 0;
  return node.declarationList.declarations.flatMap((declaration): Statement[] => {
    const { name, initializer } = declaration;
    if (
      initializer !== undefined &&
      ts.isIdentifier(name) &&
      (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
    ) {
      if (changes)
        context.compilation.report(
          "RS1018",
          declaration,
          "a function is kept in a variable that can change",
          "declare it with `const`",
        );
      context.bindCallback(name, { node: initializer, context });
      return [];
    }
    const span = context.compilation.span(declaration);
    if (declaration.type !== undefined && isIterable(context.compilation.checker.getTypeAtLocation(declaration))) {
      context.compilation.report(
        "RS2013",
        declaration,
        "what can be looped over may be a list, a set, a map or a text",
        "declare a list: `readonly T[]`",
      );
    }
    const value: Expression =
      initializer === undefined
        ? { kind: "literal", value: null, span, type: nothing }
        : lowerExpression(initializer, context);
    if (ts.isIdentifier(name) && (changes || isChangedInPlace(name, context))) {
      const { checker } = context.compilation;
      const binding: Binding = { name: name.text, type: irType(checker.getTypeAtLocation(name), checker) };
      context.declareChanging(name, binding);
      return [{ kind: "change", binding, change: { how: "assign", value }, span }];
    }
    if (changes)
      context.compilation.report(
        "RS1021",
        name,
        "a pattern declares variables that can change",
        "declare each by itself",
      );
    if (ts.isIdentifier(name)) return bindPattern(name, value, context);
    if (value.kind === "parameters" || value.kind === "local") return bindPattern(name, value, context);
    const whole: Binding = { name: "whole", type: value.type };
    const local: Expression = { kind: "local", binding: whole, span: value.span, type: value.type };
    return [{ kind: "bind", binding: whole, value, span: value.span }, ...bindPattern(name, local, context)];
  });
}

function lowerLoop(node: ts.ForOfStatement, name: string | undefined, context: FunctionContext): Statement[] {
  const span = context.compilation.span(node);
  if (node.awaitModifier !== undefined)
    context.compilation.report("RS1007", node, "`for await` is not part of the policy language");
  if (!ts.isVariableDeclarationList(node.initializer)) {
    context.compilation.report(
      "RS1009",
      node.initializer,
      "the loop assigns to a variable from outside",
      "declare the loop's variable with `const`",
    );
    return [];
  }
  if ((node.initializer.flags & ts.NodeFlags.BlockScoped) === 0)
    context.compilation.report("RS1002", node.initializer, "`var` declares a variable of the whole function");
  const [declaration] = node.initializer.declarations;
  if (declaration === undefined) return [];
  const source = lowerSource(declaration.name, node.expression, context);
  const label: Label = { name: name ?? "loop" };
  context.targets.push({ label, kind: "loop", name });
  const body = lowerStatement(node.statement, context);
  context.targets.pop();
  return [{ kind: "for", source, label, body, span }];
}

/** A `switch` as a chain of conditions, in a block that `break` leaves. */
function lowerSwitch(node: ts.SwitchStatement, context: FunctionContext): Statement[] {
  const span = context.compilation.span(node);
  const given = lowerExpression(node.expression, context);
  const subject: Binding = { name: "subject", type: given.type };
  const simple = given.kind === "local" || given.kind === "literal";
  const value: Expression = simple ? given : { kind: "local", binding: subject, span: given.span, type: given.type };
  const label: Label = { name: "switch" };
  context.targets.push({ label, kind: "switch", name: undefined });
  const cases: { conditions: Expression[]; isDefault: boolean; body: Statement[]; span: Span }[] = [];
  let conditions: Expression[] = [];
  let isDefault = false;
  node.caseBlock.clauses.forEach((clause, index) => {
    if (ts.isCaseClause(clause))
      conditions.push(
        equality(
          { node: node.expression, value },
          { node: clause.expression, value: lowerExpression(clause.expression, context) },
          clause,
          context,
        ),
      );
    else isDefault = true;
    if (clause.statements.length === 0 && index < node.caseBlock.clauses.length - 1) return;
    const body = withoutFinalBreak(lowerBlock(clause.statements, context), label);
    const isLast = index === node.caseBlock.clauses.length - 1;
    if (!isLast && !endsClause(clause))
      context.compilation.report("RS1025", clause, "this `case` goes on into the next");
    cases.push({ conditions, isDefault, body, span: context.compilation.span(clause) });
    conditions = [];
    isDefault = false;
  });
  context.targets.pop();
  const otherwise = cases.find((one) => one.isDefault)?.body ?? [];
  const chain = cases
    .filter((one) => !one.isDefault)
    .reduceRight<Statement[]>(
      (rest, one) => [
        { kind: "if", condition: anyOf(one.conditions), whenTrue: one.body, whenFalse: rest, span: one.span },
      ],
      otherwise,
    );
  const block: Statement = { kind: "block", label, body: chain, span };
  return simple ? [block] : [{ kind: "bind", binding: subject, value: given, span: given.span }, block];
}

function anyOf(conditions: readonly Expression[]): Expression {
  return conditions.reduce((left, right) => ({ kind: "or", left, right, span: left.span, type: boolean }));
}

/** Whether a clause leaves the `switch` at its end, as TypeScript's own check of fall-through sees it. */
function endsClause(clause: ts.CaseOrDefaultClause): boolean {
  const leaves = (statement: ts.Statement | undefined): boolean => {
    if (statement === undefined) return false;
    if (ts.isBlock(statement)) return leaves(statement.statements.at(-1));
    if (ts.isIfStatement(statement)) return leaves(statement.thenStatement) && leaves(statement.elseStatement);
    return (
      ts.isBreakStatement(statement) ||
      ts.isReturnStatement(statement) ||
      ts.isContinueStatement(statement) ||
      ts.isThrowStatement(statement)
    );
  };
  return leaves(clause.statements.at(-1));
}

function withoutFinalBreak(statements: readonly Statement[], label: Label): Statement[] {
  const last = statements.at(-1);
  if (last?.kind === "break" && last.label === label) return statements.slice(0, -1);
  if (last?.kind === "if")
    return [
      ...statements.slice(0, -1),
      {
        ...last,
        whenTrue: withoutFinalBreak(last.whenTrue, label),
        whenFalse: withoutFinalBreak(last.whenFalse, label),
      },
    ];
  return [...statements];
}

/** What a loop ranges over. `Object.entries(record)` and `list.entries()` become an iteration with key and value. */
function lowerSource(pattern: ts.BindingName, expression: ts.Expression, context: FunctionContext): Iteration {
  const { checker } = context.compilation;
  const pairs = pairSource(expression, checker);
  if (pairs !== undefined && ts.isArrayBindingPattern(pattern)) {
    const over = lowerExpression(pairs.of, context);
    const isList = pairs.kind === "list";
    const supported = isList ? over.type.kind === "list" : over.type.kind === "record" || over.type.kind === "object";
    if (supported) return pairIteration(pattern, over, isList, context);
  }
  const over = charactersOf(lowerExpression(expression, context));
  if (over.type.kind === "other" && !isPlaceholder(over))
    context.compilation.report("RS2013", expression, `\`${expression.getText()}\` has more than one type here`);
  if (!["list", "set", "other"].includes(over.type.kind)) {
    context.compilation.report(
      "RS1003",
      expression,
      `\`${expression.getText()}\` is not a list`,
      "loop over a list; for a record use `Object.entries(record)`",
    );
  }
  if (ts.isIdentifier(pattern)) {
    const value: Binding = { name: pattern.text, type: irType(checker.getTypeAtLocation(pattern), checker) };
    context.bind(pattern, value);
    return { over, key: undefined, value, derived: [] };
  }
  const value: Binding = { name: "item", type: elementTypeOf(expression, checker) };
  const local: Expression = {
    kind: "local",
    binding: value,
    span: context.compilation.span(pattern),
    type: value.type,
  };
  return { over, key: undefined, value, derived: bindPattern(pattern, local, context) };
}

function pairSource(
  expression: ts.Expression,
  checker: ts.TypeChecker,
): { readonly kind: "record" | "list"; readonly of: ts.Expression } | undefined {
  if (isMap(expression, checker)) return { kind: "record", of: expression };
  if (
    !ts.isCallExpression(expression) ||
    !ts.isPropertyAccessExpression(expression.expression) ||
    expression.expression.name.text !== "entries"
  )
    return undefined;
  const receiver = expression.expression.expression;
  const [argument] = expression.arguments;
  if (ts.isIdentifier(receiver) && receiver.text === "Object" && argument !== undefined)
    return { kind: "record", of: argument };
  return expression.arguments.length === 0
    ? { kind: isMap(receiver, checker) ? "record" : "list", of: receiver }
    : undefined;
}

function pairIteration(
  pattern: ts.ArrayBindingPattern,
  over: Expression,
  isList: boolean,
  context: FunctionContext,
): Iteration {
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
    else
      derived.push(
        ...bindPattern(
          second.name,
          { kind: "local", binding: value, span: context.compilation.span(second), type },
          context,
        ),
      );
  }
  return { over, key, value, derived };
}

function lowerReturn(node: ts.ReturnStatement, context: FunctionContext): Statement[] {
  const span = context.compilation.span(node);
  if (context.role === "check" || context.role === "find" || context.role === "generator") {
    if (node.expression !== undefined)
      context.compilation.report("RS1020", node.expression, "the value that a generator returns is not used");
    return [{ kind: "return", value: undefined, span }];
  }
  const value: Expression =
    node.expression === undefined
      ? { kind: "literal", value: null, span, type: nothing }
      : lowerExpression(node.expression, context);
  return [{ kind: "return", value, span }];
}

function lowerExpressionStatement(node: ts.ExpressionStatement, context: FunctionContext): Statement[] {
  const { expression } = node;
  if (ts.isYieldExpression(expression)) return lowerYield(expression, context);
  const change = lowerChange(expression, context);
  if (change !== undefined) return change;
  const before = context.compilation.diagnostics.length;
  lowerExpression(expression, context);
  if (context.compilation.diagnostics.length === before)
    context.compilation.report("RS1020", node, "this expression does nothing");
  return [];
}

function lowerYield(node: ts.YieldExpression, context: FunctionContext): Statement[] {
  const { compilation } = context;
  if (node.expression === undefined || context.role === "function") {
    compilation.report("RS1015", node, "nothing is yielded here");
    return [];
  }
  const span = compilation.span(node);
  const value = lowerExpression(node.expression, context);
  if (node.asteriskToken !== undefined) {
    if (value.type.kind !== "list" && value.type.kind !== "set")
      compilation.report("RS1015", node.expression, "`yield*` is not given a list or a generator's call");
    const item: Binding = { name: "item", type: elementTypeOf(node.expression, compilation.checker) };
    const local: Expression = { kind: "local", binding: item, span: value.span, type: item.type };
    return [
      {
        kind: "for",
        source: { over: value, key: undefined, value: item, derived: [] },
        label: { name: "loop" },
        body: [{ kind: "yield", value: local, span }],
        span,
      },
    ];
  }
  const expected = context.role === "check" ? "violation" : "instance";
  // TypeScript sees to the type; an object literal of the same form has no path.
  if (context.role !== "generator" && value.kind === "object") {
    compilation.report(
      "RS3009",
      node.expression,
      `\`${context.role}\` yields something else than \`${expected}(…)\``,
      `write \`yield ${expected}(…)\``,
    );
    return [];
  }
  return [{ kind: "yield", value, span }];
}
