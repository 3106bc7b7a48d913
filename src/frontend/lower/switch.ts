import { ts } from "ts-morph";
import type { Span } from "../../diagnostics/span.ts";
import type { Binding, Expression, Label, Statement } from "../../ir/nodes.ts";
import { booleanType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { lowerBlock, lowerExpression } from "./dispatch.ts";
import { equality } from "./equality.ts";

/** A `switch` as a chain of conditions, in a block that `break` leaves. */
export function lowerSwitch(node: ts.SwitchStatement, context: FunctionContext): Statement[] {
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
  return conditions.reduce((left, right) => ({ kind: "or", left, right, span: left.span, type: booleanType }));
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
