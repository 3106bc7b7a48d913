import { ts } from "ts-morph";
import type { Expression, Statement } from "../../ir/nodes.ts";
import { booleanType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import type { Lowering, Refusal, SyntaxTable } from "../syntax.ts";
import { checkRecord } from "./exact.ts";
import { errorAt } from "./nodes.ts";

/** Lowers an expression; where it is refused, reports why and gives an error, so that the rest is checked too. */
export function lowerExpression(node: ts.Expression, context: FunctionContext): Expression {
  const lowering = loweringOf(node, context.compilation.syntax.expressions, context);
  if (lowering === undefined) return errorAt(node, context);
  const lowered = lowering(node, context);
  if (lowered.type.kind === "object") checkRecord(node, context);
  return lowered;
}

/** Lowers an expression in a place where JavaScript asks whether it is truthy. */
export function lowerTruth(node: ts.Expression, context: FunctionContext): Expression {
  const value = lowerExpression(node, context);
  if (value.type.kind === "boolean" && !value.type.nullable) return value;
  return { kind: "truthy", value, span: value.span, type: booleanType };
}

/** Lowers a statement; what is refused is reported and left out. */
export function lowerStatement(node: ts.Statement, context: FunctionContext): readonly Statement[] {
  return loweringOf(node, context.compilation.syntax.statements, context)?.(node, context) ?? [];
}

/** Lowers the statements of a block. */
export function lowerBlock(statements: readonly ts.Statement[], context: FunctionContext): Statement[] {
  // Functions can be called above where they are declared.
  for (const statement of statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined)
      context.bindCallback(statement.name, { node: statement, context });
  }
  return statements.flatMap((statement) => lowerStatement(statement, context));
}

/** What lowers a node, by its kind. A kind that is refused is reported. */
function loweringOf<Node extends ts.Node, Result>(
  node: Node,
  table: SyntaxTable<Result>,
  { compilation }: FunctionContext,
): Lowering<Node, Result> | undefined {
  const entry = table.get(node.kind) ?? unknown;
  if (typeof entry === "function") return entry as Lowering<Node, Result>;
  compilation.report(entry.code, node, `${entry.what} is not part of the policy language`, entry.help);
  return undefined;
}

const unknown: Refusal = { code: "RS1001", what: "what is written here" };
