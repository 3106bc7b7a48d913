import { ts } from "ts-morph";
import type { Expression, RecordEntry } from "../../ir/nodes.ts";
import { operation } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { noTime } from "../globals.ts";
import { irType, isScalar, mayBe } from "../types.ts";
import { lowerExpression } from "./dispatch.ts";
import { elementsOf, lowerItems } from "./literals.ts";
import { errorAt, typedAt } from "./nodes.ts";

/** `new Set(…)` and `new Map(…)`. */
export function lowerNew(node: ts.NewExpression, context: FunctionContext): Expression {
  const name = node.expression.getText();
  const [argument] = node.arguments ?? [];
  const common = typedAt(node, context);
  if (name === "Set") {
    checkElements(node, context);
    if (argument === undefined) return { ...common, kind: "set", items: [] };
    if (ts.isArrayLiteralExpression(argument))
      return { ...common, kind: "set", items: lowerItems(argument.elements, context) };
    const value = lowerExpression(argument, context);
    if (value.type.kind === "list" || value.type.kind === "set")
      return { ...common, kind: "set", items: [{ spread: true, value }] };
  }
  if (name === "Map") return lowerNewMap(node, argument, context);
  if (name === "RegExp" && argument !== undefined) return lowerNewPattern(node, argument, context);
  context.compilation.reportUnknown(
    node.expression,
    "RS1014",
    node,
    `\`new ${name}\` here is not part of the policy language`,
    name === "Date" ? noTime : undefined,
  );
  return errorAt(node, context);
}

/** Lists and objects are told apart in a set by their identity. */
export function checkElements(set: ts.Expression, context: FunctionContext): void {
  const { checker } = context.compilation;
  const [element] = checker.getTypeArguments(
    checker.getNonNullableType(checker.getTypeAtLocation(set)) as ts.TypeReference,
  );
  const isNever = element !== undefined && (element.flags & ts.TypeFlags.Never) !== 0;
  if (element !== undefined && mayBe(ts.TypeFlags.Null, element) && mayBe(ts.TypeFlags.Undefined, element))
    context.compilation.report("RS2014", set, "some elements may be `null`, others `undefined`");
  if (element !== undefined && !isNever && !isScalar(checker.getNonNullableType(element), checker))
    context.compilation.report(
      "RS2004",
      set,
      "the elements of this set are told apart by identity in JavaScript",
      "make a set of a field that tells them apart",
    );
}

function lowerNewMap(
  node: ts.NewExpression,
  argument: ts.Expression | undefined,
  context: FunctionContext,
): Expression {
  const common = typedAt(node, context);
  const [key] = context.compilation.checker.getTypeArguments(
    context.compilation.checker.getTypeAtLocation(node) as ts.TypeReference,
  );
  if (key !== undefined && irType(key, context.compilation.checker).kind !== "text") {
    context.compilation.report("RS1014", node, "the keys of this `Map` are not strings", "use strings as keys");
    return errorAt(node, context);
  }
  if (argument === undefined) return { ...common, kind: "record", entries: [], withoutPrototype: true };
  if (!ts.isArrayLiteralExpression(argument))
    return operation("record.of", [elementsOf(argument, context)], common.span, common.type);
  const entries: RecordEntry[] = [];
  for (const element of argument.elements) {
    const [first, second] = ts.isArrayLiteralExpression(element) ? element.elements : [];
    if (first === undefined || second === undefined) {
      context.compilation.report("RS1014", element, "an entry of this `Map` is not written as `[key, value]`");
      continue;
    }
    entries.push({ key: lowerExpression(first, context), value: lowerExpression(second, context) });
  }
  return { ...common, kind: "record", entries, withoutPrototype: true };
}

/** What stands in for an expression that is made from a text. */
export const patternHelp =
  "call `matchesPattern(text, pattern)`, which is `undefined` for an expression that engines don't read alike";

/** `new RegExp(text, "u")`: an expression that is known only when the rule runs. */
function lowerNewPattern(node: ts.NewExpression, argument: ts.Expression, context: FunctionContext): Expression {
  context.compilation.report(
    "RS2008",
    node,
    "whether RE2 has all of this expression can't be known before the rule runs",
    patternHelp,
  );
  lowerExpression(argument, context);
  return errorAt(node, context);
}
