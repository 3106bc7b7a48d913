import { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { literal } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { type SharedPattern, slowTextOf, translatePattern } from "../patterns.ts";
import { constantDeclaration } from "../symbols.ts";
import { errorAt } from "./nodes.ts";

/**
 * A regular expression as a value: what RE2 shares with JavaScript, without the flag `g`, which makes its methods
 * remember where they were.
 */
export function lowerPattern(node: ts.RegularExpressionLiteral, context: FunctionContext): Expression {
  const shared = translate(node, context);
  if (shared === undefined) return errorAt(node, context);
  if (shared.isGlobal)
    context.compilation.report(
      "RS2009",
      node,
      "an expression with the flag `g` remembers where it stopped",
      "write it where it is used: `text.replace(/…/gu, …)`, `text.matchAll(/…/gu)`",
    );
  return patternOf(shared, node, context);
}

/** The literal of an expression that every engine has. */
export function patternOf({ pattern }: SharedPattern, node: ts.Node, context: FunctionContext): Expression {
  return literal(pattern, context.compilation.span(node), { kind: "pattern", nullable: false });
}

function translate(node: ts.RegularExpressionLiteral, context: FunctionContext): SharedPattern | undefined {
  const end = node.text.lastIndexOf("/");
  const [source, flags] = [node.text.slice(1, end), node.text.slice(end + 1)];
  const result = translatePattern(source, flags);
  if (!("problem" in result)) {
    checkTime(node, source, flags, result.isGlobal, context);
    return result;
  }
  if (result.needsUnicode) context.compilation.report("RS2009", node, "this regular expression matches UTF-16 units");
  else context.compilation.report("RS2008", node, `RE2 doesn't have ${result.problem}`);
  return undefined;
}

/** Documents are written by anybody: an expression on which JavaScript takes very long would let one stop a run. */
function checkTime(node: ts.Node, source: string, flags: string, repeats: boolean, context: FunctionContext): void {
  const text = slowTextOf(source, flags, repeats);
  if (text === undefined) return;
  context.compilation.report(
    "RS2015",
    node,
    text === ""
      ? "JavaScript has too many ways to match this expression to tell how long that takes"
      : `JavaScript tries ever more ways to match this expression as a text such as ${JSON.stringify(text)} goes on`,
  );
}

/** An expression of which the engines choose the same match; reports where it isn't one. */
export function matchable(node: ts.Expression, context: FunctionContext): SharedPattern | undefined {
  const source = literalOf(node, context);
  if (source === undefined) {
    context.compilation.report(
      "RS2010",
      node,
      "which regular expression this is isn't known here",
      "write the expression here, or name a constant of the module",
    );
    return undefined;
  }
  const shared = translate(source, context);
  if (shared?.choice !== undefined) {
    context.compilation.report(
      "RS2008",
      node,
      `what this expression matches differs: ${shared.choice}`,
      "let each group take part in every match, such as `((?:…)?)` for `(…)?`, and repeat only what isn't empty",
    );
  }
  return shared;
}

/** `split` searches again behind each match without the flag `g`, too. */
export function checkTimeOfSplit(node: ts.Expression, context: FunctionContext): void {
  const source = literalOf(node, context);
  if (source === undefined) return;
  const end = source.text.lastIndexOf("/");
  checkTime(source, source.text.slice(1, end), source.text.slice(end + 1), true, context);
}

function literalOf(node: ts.Expression, context: FunctionContext): ts.RegularExpressionLiteral | undefined {
  if (ts.isParenthesizedExpression(node)) return literalOf(node.expression, context);
  if (ts.isRegularExpressionLiteral(node)) return node;
  const initializer = constantDeclaration(node, context.compilation.checker)?.initializer;
  return initializer === undefined ? undefined : literalOf(initializer, context);
}

/** Refuses an expression that matches between characters, where the method goes from match to match. */
export function checkNotEmpty(shared: SharedPattern, node: ts.Expression, context: FunctionContext): void {
  if (shared.matchesNothing)
    context.compilation.report(
      "RS2008",
      node,
      "this expression matches the empty text too, of which there is one between any two characters",
      "let it match at least one character: `+` for `*`",
    );
}
