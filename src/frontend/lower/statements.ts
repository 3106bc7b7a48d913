import { ts } from "ts-morph";
import type { Expression, Statement } from "../../ir/nodes.ts";
import { nothingType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { carried, type Lowering, type Refusal, refused, type Syntax } from "../syntax.ts";
import { lowerChange } from "./changes.ts";
import { lowerBlock, lowerExpression, lowerStatement, lowerTruth } from "./dispatch.ts";
import { lowerListOfMap } from "./grouped.ts";
import { lowerLoop } from "./loops.ts";
import { lowerSwitch } from "./switch.ts";
import { lowerVariables } from "./variables.ts";
import { lowerYield } from "./yields.ts";

const { SyntaxKind } = ts;

type Statements = readonly Statement[];
type Entry = Lowering<never, Statements> | Refusal;

/** Every kind of statement, with what it becomes or why it is refused. */
export const statements: Syntax["statements"] = new Map<ts.SyntaxKind, Entry>([
  carried(SyntaxKind.VariableStatement, lowerVariables),
  carried(SyntaxKind.Block, (node: ts.Block, context) => lowerBlock(node.statements, context)),
  carried(SyntaxKind.IfStatement, lowerIf),
  carried(SyntaxKind.ForOfStatement, lowerLoop),
  carried(SyntaxKind.LabeledStatement, lowerLabeled),
  carried(SyntaxKind.SwitchStatement, lowerSwitch),
  carried(SyntaxKind.ReturnStatement, lowerReturn),
  carried(SyntaxKind.ContinueStatement, lowerJump),
  carried(SyntaxKind.BreakStatement, lowerJump),
  carried(SyntaxKind.ExpressionStatement, lowerExpressionStatement),
  carried(SyntaxKind.EmptyStatement, () => []),
  // Known by its name already.
  carried(SyntaxKind.FunctionDeclaration, () => []),
  carried(SyntaxKind.InterfaceDeclaration, () => []),
  carried(SyntaxKind.TypeAliasDeclaration, () => []),
  refused(SyntaxKind.WhileStatement, "RS1003", "`while`"),
  refused(SyntaxKind.DoStatement, "RS1003", "`do`"),
  refused(
    SyntaxKind.ForStatement,
    "RS1003",
    "`for (;;)`",
    "loop with `for (const item of list)`, or with its index: `for (const [index, item] of list.entries())`",
  ),
  refused(SyntaxKind.ForInStatement, "RS1003", "`for…in`"),
  refused(SyntaxKind.ClassDeclaration, "RS1005", "a class"),
  refused(SyntaxKind.ThrowStatement, "RS1008", "`throw`"),
  refused(SyntaxKind.TryStatement, "RS1008", "`try`"),
  refused(SyntaxKind.DebuggerStatement, "RS1001", "`debugger`", "remove it; breakpoints of a debugger work in a rule"),
  refused(SyntaxKind.WithStatement, "RS1001", "`with`"),
  refused(SyntaxKind.EnumDeclaration, "RS1001", "an enumeration in a function", "declare it at the top of the file"),
  refused(SyntaxKind.ModuleDeclaration, "RS1001", "a namespace", "export functions and constants from a file"),
]);

function lowerIf(node: ts.IfStatement, context: FunctionContext): Statements {
  const change = lowerListOfMap(node, context);
  if (change !== undefined) return change;
  return [
    {
      kind: "if",
      condition: lowerTruth(node.expression, context),
      whenTrue: lowerStatement(node.thenStatement, context),
      whenFalse: node.elseStatement === undefined ? [] : lowerStatement(node.elseStatement, context),
      span: context.compilation.span(node),
    },
  ];
}

/** A label before a loop, which knows it by its parent. */
function lowerLabeled(node: ts.LabeledStatement, context: FunctionContext): Statements {
  if (!ts.isForOfStatement(node.statement))
    context.compilation.report("RS1004", node.label, "a label stands before something other than a loop");
  return lowerStatement(node.statement, context);
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

function lowerReturn(node: ts.ReturnStatement, context: FunctionContext): Statement[] {
  const span = context.compilation.span(node);
  if (context.role === "check" || context.role === "find" || context.role === "generator") {
    if (node.expression !== undefined)
      context.compilation.report("RS1020", node.expression, "the value that a generator returns is not used");
    return [{ kind: "return", value: undefined, span }];
  }
  const value: Expression =
    node.expression === undefined
      ? { kind: "literal", value: null, span, type: nothingType }
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
