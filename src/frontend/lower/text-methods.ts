import type { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { isOperation } from "../../std/operations.ts";
import type { FunctionContext } from "../context.ts";
import { lowerExpression } from "./dispatch.ts";
import { unknownMethod } from "./method-call.ts";
import { lowerMethodOperation } from "./method-operations.ts";
import { definite, errorAt, typedAt } from "./nodes.ts";
import { lowerTextMethodWithPattern, takesPattern } from "./pattern-methods.ts";

/** What to use instead of a method that means something else in Rego for some texts. */
const replacements: { readonly [method: string]: string } = {
  toLowerCase: "use `lowerCase(text)`, which changes the letters A to Z",
  toUpperCase: "use `upperCase(text)`, which changes the letters a to z",
  toLocaleLowerCase: "use `lowerCase(text)`",
  toLocaleUpperCase: "use `upperCase(text)`",
  localeCompare: "use `sorted`, or `compareText` in a comparator",
  lastIndexOf: "use `split`",
  match: "give it a regular expression, `/…/u`; for one that is a parameter use `matchesPattern(text, pattern)`",
  matchAll: "give it a regular expression, `/…/gu`; for one that is a parameter use `matchesPattern(text, pattern)`",
  search: "use `test` of a regular expression; for one that is a parameter `matchesPattern(text, pattern)`",
  charCodeAt: 'compare characters: `text.at(0) === "a"`',
  codePointAt: 'compare characters: `text.at(0) === "a"`',
  normalize: "compare texts as they are",
};

export function lowerTextMethod(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  receiver: Expression,
  context: FunctionContext,
): Expression {
  const method = callee.name.text;
  if (takesPattern(node, context)) return lowerTextMethodWithPattern(node, callee, receiver, context);
  const name = `text.${method}`;
  if (isOperation(name)) return lowerMethodOperation(name, node, receiver, context);
  if (method === "concat") {
    const parts = node.arguments.map((given) => definite(lowerExpression(given, context), given, context));
    return { ...typedAt(node, context), kind: "template", parts: [receiver, ...parts] };
  }
  const help = replacements[method];
  if (help === undefined) return unknownMethod(node, callee, context);
  context.compilation.report("RS2001", callee.name, `\`${method}\` means something else in Rego for some texts`, help);
  return errorAt(node, context);
}
