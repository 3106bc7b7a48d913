import { ts } from "ts-morph";
import type { FunctionContext } from "../context.ts";
import { irType, isGenerated } from "../types.ts";
import { changesVariable } from "./changes.ts";

/**
 * Refuses what JavaScript's iterators do that lists and sets don't: one that is kept gives its elements only once; and
 * a generator of violations or instances, a set in Rego, gives equal ones as often as it yields them.
 */
export function checkIterator(node: ts.CallExpression, context: FunctionContext): void {
  const { checker } = context.compilation;
  const type = checker.getTypeAtLocation(node);
  if (!isGenerated(type)) return;
  const use = useOf(node);
  if (use === undefined) {
    context.compilation.report(
      "RS1026",
      node,
      `what \`${node.expression.getText()}\` gives can be gone through only once`,
    );
    return;
  }
  if (irType(type, checker).kind !== "set") return;
  const counts =
    use === "copy" || (use !== "yield" && (changesVariable(use.statement) || yieldsOther(use.statement, checker)));
  if (counts)
    context.compilation.report(
      "RS1027",
      node,
      `how often \`${node.expression.getText()}\` yields the same violation counts here`,
    );
}

/** The loop that goes through what a call gives, or whether it is yielded or copied on the spot. */
function useOf(node: ts.Expression): ts.ForOfStatement | "yield" | "copy" | undefined {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent))
    return useOf(parent);
  if (ts.isForOfStatement(parent)) return parent;
  if (ts.isYieldExpression(parent)) return parent.asteriskToken === undefined ? undefined : "yield";
  if (ts.isSpreadElement(parent)) return "copy";
  const takesIt =
    (ts.isNewExpression(parent) && ["Set", "Map"].includes(parent.expression.getText())) ||
    (ts.isCallExpression(parent) && ["Array.from", "Object.fromEntries"].includes(parent.expression.getText()));
  return takesIt && parent.arguments?.[0] === node ? "copy" : undefined;
}

/** Whether a statement yields to something other than a set of violations or instances. */
function yieldsOther(statement: ts.Node, checker: ts.TypeChecker): boolean {
  let around: ts.Node = statement;
  while (!ts.isFunctionLike(around) && !ts.isSourceFile(around)) around = around.parent;
  const signature = ts.isFunctionLike(around) ? checker.getSignatureFromDeclaration(around) : undefined;
  if (signature === undefined || irType(signature.getReturnType(), checker).kind === "set") return false;
  const yields = (node: ts.Node): boolean =>
    ts.isYieldExpression(node) || (!ts.isFunctionLike(node) && (ts.forEachChild(node, yields) ?? false));
  return yields(statement);
}
