import { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { listType, literal, numberType, operation, textType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { type SharedPattern, slowTextOf, translatePattern } from "../patterns.ts";
import { constantDeclaration } from "../symbols.ts";
import { isPattern } from "../types.ts";
import { lowerExpression } from "./dispatch.ts";
import { errorAt, isError, knownOr, typedAt } from "./nodes.ts";

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

function patternOf({ pattern }: SharedPattern, node: ts.Node, context: FunctionContext): Expression {
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

/** Whether a call of a string's method is given a regular expression. */
export function takesPattern(node: ts.CallExpression, context: FunctionContext): boolean {
  const [first] = node.arguments;
  return first !== undefined && isPattern(first, context.compilation.checker);
}

/** `text.match(…)`, `matchAll`, `replace`, `replaceAll` and `split` with a regular expression. */
export function lowerTextMethodWithPattern(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  subject: Expression,
  context: FunctionContext,
): Expression {
  const [given, replacement] = node.arguments;
  const method = callee.name.text;
  if (given === undefined) return errorAt(node, context);
  const shared = matchable(given, context);
  if (shared === undefined) return errorAt(node, context);
  if (node.arguments.length > (method.startsWith("replace") ? 2 : 1)) {
    context.compilation.report(
      "RS1017",
      node,
      `\`${method}\` with so many arguments is not part of the policy language`,
    );
    return errorAt(node, context);
  }
  if ((method === "matchAll" || method === "replaceAll") && !shared.isGlobal)
    context.compilation.report(
      "RS2009",
      given,
      `\`${method}\` of an expression without the flag \`g\` throws`,
      "add the flag: `/…/gu`",
    );
  const pattern = patternOf(shared, given, context);
  const { span } = pattern;
  switch (method) {
    case "match":
      if (!shared.isGlobal)
        return operation("pattern.match", [pattern, subject], span, { kind: "list", nullable: true });
      checkNotEmpty(shared, given, context);
      return operation("pattern.wholes", [pattern, subject], span, { kind: "list", nullable: true });
    case "matchAll":
      checkNotEmpty(shared, given, context);
      return operation("pattern.matches", [pattern, subject], span, listType);
    case "split":
      checkNotEmpty(shared, given, context);
      if (shared.hasGroups)
        context.compilation.report(
          "RS2008",
          given,
          "`split` gives the text of the groups too",
          "make them groups that don't capture: `(?:…)`",
        );
      checkTimeOfSplit(given, context);
      return operation("pattern.pieces", [pattern, subject, literal(-1, span, numberType)], span, listType);
    case "replace":
    case "replaceAll": {
      checkNotEmpty(shared, given, context);
      if (replacement === undefined) return errorAt(node, context);
      const pieces = operation(
        "pattern.pieces",
        [pattern, subject, literal(shared.isGlobal ? -1 : 1, span, numberType)],
        span,
        listType,
      );
      return operation("list.join", [pieces, replacementOf(replacement, context)], span, textType);
    }
  }
  context.compilation.report(
    "RS1017",
    callee.name,
    `\`${method}\` of a regular expression is not part of the policy language`,
    "use `match`, `matchAll`, `replace`, `split`, or `test` of the expression",
  );
  return errorAt(node, context);
}

/** `pattern.test(text)` and `pattern.exec(text)`. */
export function lowerPatternMethod(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  pattern: Expression,
  subject: Expression,
  context: FunctionContext,
): Expression | undefined {
  const common = typedAt(node, context);
  if (callee.name.text === "test") return operation("pattern.test", [pattern, subject], common.span, common.type);
  if (callee.name.text !== "exec") return undefined;
  matchable(callee.expression, context);
  return operation("pattern.match", [pattern, subject], common.span, { kind: "list", nullable: true });
}

/** An expression of which the engines choose the same match; reports where it isn't one. */
function matchable(node: ts.Expression, context: FunctionContext): SharedPattern | undefined {
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
function checkTimeOfSplit(node: ts.Expression, context: FunctionContext): void {
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

function checkNotEmpty(shared: SharedPattern, node: ts.Expression, context: FunctionContext): void {
  if (shared.matchesNothing)
    context.compilation.report(
      "RS2008",
      node,
      "this expression matches the empty text too, of which there is one between any two characters",
      "let it match at least one character: `+` for `*`",
    );
}

function replacementOf(node: ts.Expression, context: FunctionContext): Expression {
  const replacement = knownOr(lowerExpression(node, context), node, context);
  if (isError(replacement)) return replacement;
  if (replacement.kind !== "literal" || typeof replacement.value !== "string")
    context.compilation.report(
      "RS2010",
      node,
      "what takes the match's place is not a constant text",
      "replace with a constant, or put the text together from `matchAll` or `split`",
    );
  else if (replacement.value.includes("$"))
    context.compilation.report("RS2010", node, "`$` in a replacement has a meaning in JavaScript");
  return replacement;
}
