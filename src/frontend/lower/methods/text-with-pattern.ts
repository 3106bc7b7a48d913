import type { ts } from "ts-morph";
import type { Expression } from "../../../ir/nodes.ts";
import { listType, literal, numberType, operation, textType } from "../../../ir/terms.ts";
import type { FunctionContext } from "../../context.ts";
import type { SharedPattern } from "../../patterns.ts";
import { isPattern } from "../../types.ts";
import { lowerExpression } from "../dispatch.ts";
import { errorAt, isError, knownOr } from "../nodes.ts";
import { checkNotEmpty, checkTimeOfSplit, matchable, patternOf } from "../patterns.ts";
import type { Method, MethodCall, Methods } from "./method.ts";

/** Methods of a string that is given a regular expression. */
export const textMethodsWithPattern: Methods = {
  match: withPattern(1, lowerMatch),
  matchAll: withPattern(1, lowerMatchAll),
  split: withPattern(1, lowerSplit),
  replace: withPattern(2, lowerReplace),
  replaceAll: withPattern(2, lowerReplaceAll),
  search: {
    refused: "RS1017",
    problem: "`search` of a regular expression is not part of the policy language",
    help: "use `match`, `matchAll`, `replace`, `split`, or `test` of the expression",
  },
};

/** A call of which the regular expression is known. */
interface CallWithPattern extends MethodCall {
  readonly shared: SharedPattern;
  readonly pattern: Expression;
  /** Where the expression stands. */
  readonly given: ts.Expression;
}

/** Whether a call of a string's method is given a regular expression. */
export function takesPattern(node: ts.CallExpression, context: FunctionContext): boolean {
  const [first] = node.arguments;
  return first !== undefined && isPattern(first, context.compilation.checker);
}

function withPattern(arity: number, lower: (call: CallWithPattern) => Expression): Method {
  return {
    arity,
    lower: (call) => {
      const [given] = call.node.arguments;
      const shared = given === undefined ? undefined : matchable(given, call.context);
      if (given === undefined || shared === undefined) return errorAt(call.node, call.context);
      return lower({ ...call, shared, given, pattern: patternOf(shared, given, call.context) });
    },
  };
}

function lowerMatch({ shared, given, pattern, receiver, context }: CallWithPattern): Expression {
  const matchesType = { kind: "list", nullable: true } as const;
  if (!shared.isGlobal) return operation("pattern.match", [pattern, receiver], pattern.span, matchesType);
  checkNotEmpty(shared, given, context);
  return operation("pattern.wholes", [pattern, receiver], pattern.span, matchesType);
}

function lowerMatchAll(call: CallWithPattern): Expression {
  const { shared, given, pattern, receiver, context } = call;
  checkGlobal("matchAll", call);
  checkNotEmpty(shared, given, context);
  return operation("pattern.matches", [pattern, receiver], pattern.span, listType);
}

function lowerSplit({ shared, given, pattern, receiver, context }: CallWithPattern): Expression {
  const { span } = pattern;
  checkNotEmpty(shared, given, context);
  if (shared.hasGroups)
    context.compilation.report(
      "RS2008",
      given,
      "`split` gives the text of the groups too",
      "make them groups that don't capture: `(?:…)`",
    );
  checkTimeOfSplit(given, context);
  return operation("pattern.pieces", [pattern, receiver, literal(-1, span, numberType)], span, listType);
}

function lowerReplaceAll(call: CallWithPattern): Expression {
  checkGlobal("replaceAll", call);
  return lowerReplace(call);
}

function lowerReplace({ node, shared, given, pattern, receiver, context }: CallWithPattern): Expression {
  const { span } = pattern;
  const [, replacement] = node.arguments;
  checkNotEmpty(shared, given, context);
  if (replacement === undefined) return errorAt(node, context);
  const limit = literal(shared.isGlobal ? -1 : 1, span, numberType);
  const pieces = operation("pattern.pieces", [pattern, receiver, limit], span, listType);
  return operation("list.join", [pieces, replacementOf(replacement, context)], span, textType);
}

function checkGlobal(method: string, { shared, given, context }: CallWithPattern): void {
  if (!shared.isGlobal)
    context.compilation.report(
      "RS2009",
      given,
      `\`${method}\` of an expression without the flag \`g\` throws`,
      "add the flag: `/…/gu`",
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
