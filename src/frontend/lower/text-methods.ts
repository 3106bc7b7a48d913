import type { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { literal, number, text } from "../../ir/terms.ts";
import { operations } from "../../std/operations.ts";
import type { FunctionContext } from "../context.ts";
import { lowerExpression } from "./dispatch.ts";
import { unknownMethod } from "./method-call.ts";
import { definite, errorAt, typedAt } from "./nodes.ts";
import { lowerTextMethodWithPattern, takesPattern } from "./pattern-methods.ts";

/** How many arguments a method of strings takes; which of them are constants that aren't empty or negative. */
interface Signature {
  readonly least: number;
  readonly most: number;
  readonly constant?: readonly number[];
}

const signatures: { readonly [method: string]: Signature } = {
  startsWith: { least: 1, most: 1 },
  endsWith: { least: 1, most: 1 },
  includes: { least: 1, most: 1 },
  split: { least: 1, most: 1, constant: [0] },
  replaceAll: { least: 2, most: 2, constant: [0, 1] },
  replace: { least: 2, most: 2, constant: [0, 1] },
  trim: { least: 0, most: 0 },
  trimStart: { least: 0, most: 0 },
  trimEnd: { least: 0, most: 0 },
  indexOf: { least: 1, most: 1 },
  slice: { least: 1, most: 2 },
  substring: { least: 1, most: 2 },
  at: { least: 1, most: 1 },
  charAt: { least: 1, most: 1 },
  padStart: { least: 1, most: 2, constant: [0, 1] },
  padEnd: { least: 1, most: 2, constant: [0, 1] },
  repeat: { least: 1, most: 1, constant: [0] },
  concat: { least: 0, most: 20 },
};

/** What to use instead of a method that means something else in Rego for some texts. */
const replacements: { readonly [method: string]: string } = {
  toLowerCase: "use `lowerCase(text)`, which changes the letters A to Z",
  toUpperCase: "use `upperCase(text)`, which changes the letters a to z",
  toLocaleLowerCase: "use `lowerCase(text)`",
  toLocaleUpperCase: "use `upperCase(text)`",
  localeCompare: "use `sorted`, or `compareText` in a comparator",
  lastIndexOf: "use `split`",
  match: "give it a regular expression: `/…/u`",
  matchAll: "give it a regular expression: `/…/gu`",
  search: "use `test` of a regular expression",
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
  const signature = signatures[method];
  if (signature === undefined) {
    const help = replacements[method];
    if (help === undefined) return unknownMethod(node, callee, context);
    context.compilation.report(
      "RS2001",
      callee.name,
      `\`${method}\` means something else in Rego for some texts`,
      help,
    );
    return errorAt(node, context);
  }
  const args = node.arguments.map((given) => definite(lowerExpression(given, context), given, context));
  if (args.length < signature.least || args.length > signature.most) {
    context.compilation.report(
      "RS1017",
      node,
      `\`${method}\` with so many arguments is not part of the policy language`,
    );
    return errorAt(node, context);
  }
  for (const index of signature.constant ?? []) checkConstant(args[index], index, method, node, context);
  const common = typedAt(node, context);
  if (method === "concat") return { ...common, kind: "template", parts: [receiver, ...args] };
  const name = `text.${method}`;
  if (operations[name] === undefined) throw new Error(`${name} has no lowering`);
  return { ...common, kind: "operation", name, arguments: [receiver, ...args, ...defaults(method, args, common.span)] };
}

/** What JavaScript takes for an argument that isn't given. */
function defaults(method: string, args: readonly Expression[], span: Expression["span"]): Expression[] {
  if ((method === "slice" || method === "substring") && args.length === 1)
    return [literal(Number.MAX_SAFE_INTEGER, span, number)];
  return (method === "padStart" || method === "padEnd") && args.length === 1 ? [literal(" ", span, text)] : [];
}

function checkConstant(
  given: Expression | undefined,
  index: number,
  method: string,
  node: ts.CallExpression,
  context: FunctionContext,
): void {
  if (given === undefined) return;
  const at = node.arguments[index] ?? node;
  const value = given.kind === "literal" ? given.value : null;
  const isText = typeof value === "string" && (value !== "" || (index === 1 && method.startsWith("replace")));
  const isCount = typeof value === "number" && value >= 0 && value <= 1000;
  if (!isText && !isCount)
    context.compilation.report(
      "RS2010",
      at,
      `this argument of \`${method}\` is not a constant that is neither empty nor negative`,
    );
  // JavaScript gives `$&` and the like in a replacement a meaning.
  if (method.startsWith("replace") && index === 1 && isText && value.includes("$"))
    context.compilation.report("RS2010", at, "`$` in a replacement has a meaning in JavaScript");
  if (method.startsWith("pad") && index === 1 && isText && value.length !== 1)
    context.compilation.report("RS2010", at, "what a text is filled with is not one character");
}
