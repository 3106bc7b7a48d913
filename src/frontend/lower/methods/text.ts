import type { Expression } from "../../../ir/nodes.ts";
import { lowerExpression } from "../dispatch.ts";
import { definite, typedAt } from "../nodes.ts";
import type { Method, MethodCall, Methods } from "./method.ts";

/** Methods of strings beside those that are operations. */
export const textMethods: Methods = {
  concat: { arity: Number.POSITIVE_INFINITY, lower: lowerConcat },
  toLowerCase: differing("toLowerCase", "use `lowerCase(text)`, which changes the letters A to Z"),
  toUpperCase: differing("toUpperCase", "use `upperCase(text)`, which changes the letters a to z"),
  toLocaleLowerCase: differing("toLocaleLowerCase", "use `lowerCase(text)`"),
  toLocaleUpperCase: differing("toLocaleUpperCase", "use `upperCase(text)`"),
  localeCompare: differing("localeCompare", "use `sorted`, or `compareText` in a comparator"),
  lastIndexOf: differing("lastIndexOf", "use `split`"),
  match: differing(
    "match",
    "give it a regular expression, `/…/u`; for one that is a parameter use `matchesPattern(text, pattern)`",
  ),
  matchAll: differing(
    "matchAll",
    "give it a regular expression, `/…/gu`; for one that is a parameter use `matchesPattern(text, pattern)`",
  ),
  search: differing(
    "search",
    "use `test` of a regular expression; for one that is a parameter `matchesPattern(text, pattern)`",
  ),
  charCodeAt: differing("charCodeAt", 'compare characters: `text.at(0) === "a"`'),
  codePointAt: differing("codePointAt", 'compare characters: `text.at(0) === "a"`'),
  normalize: differing("normalize", "compare texts as they are"),
};

/** A method that means something else in Rego for some texts. */
function differing(name: string, help: string): Method {
  return { refused: "RS2001", problem: `\`${name}\` means something else in Rego for some texts`, help };
}

function lowerConcat({ node, receiver, context }: MethodCall): Expression {
  const parts = node.arguments.map((given) => definite(lowerExpression(given, context), given, context));
  return { ...typedAt(node, context), kind: "template", parts: [receiver, ...parts] };
}
