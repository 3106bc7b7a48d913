import type { ts } from "ts-morph";
import type { Code } from "../../../diagnostics/codes.ts";
import type { Expression } from "../../../ir/nodes.ts";
import type { FunctionContext } from "../../context.ts";
import { lowerExpression } from "../dispatch.ts";
import { errorAt } from "../nodes.ts";

/** A call of a function that JavaScript has under a global name: `Object.keys(record)`. */
export interface GlobalCall {
  readonly node: ts.CallExpression;
  readonly callee: ts.PropertyAccessExpression;
  readonly context: FunctionContext;
}

/** A call of a method, and what it is called on. */
export interface MethodCall extends GlobalCall {
  readonly receiver: Expression;
}

/** What becomes of the calls of a method, or why there are none. */
export type Method<Call extends GlobalCall = MethodCall> =
  | {
      /** How many arguments it takes at most; TypeScript sees to those that are missing. */
      readonly arity: number;
      readonly lower: (call: Call) => Expression;
      /** What to write instead of a call with more arguments. */
      readonly help?: string;
    }
  | { readonly refused: Code; readonly problem: string; readonly help?: string };

export type Methods<Call extends GlobalCall = MethodCall> = { readonly [name: string]: Method<Call> };

/** The call as its method's line says, or `undefined` where the table has no such line. */
export function lowerByTable<Call extends GlobalCall>(methods: Methods<Call>, call: Call): Expression | undefined {
  const { node, callee, context } = call;
  const name = callee.name.text;
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method === undefined) return undefined;
  if ("refused" in method) {
    const at = "receiver" in call ? callee.name : callee;
    context.compilation.report(method.refused, at, method.problem, method.help);
    return errorAt(node, context);
  }
  if (node.arguments.length <= method.arity) return method.lower(call);
  context.compilation.report(
    "RS1017",
    node,
    `\`${name}\` with so many arguments is not part of the policy language`,
    method.help,
  );
  return errorAt(node, context);
}

/** Methods that change what they are called on, for which there are statements at most. */
export function changing(...names: readonly string[]): Methods {
  return Object.fromEntries(
    names.map((name) => [
      name,
      { refused: "RS1009", problem: `\`${name}\` changes the value that it is called on` } as const,
    ]),
  );
}

/** An argument of a call. */
export function argument(node: ts.CallExpression, index: number, context: FunctionContext): Expression {
  const given = node.arguments[index];
  return given === undefined ? errorAt(node, context) : lowerExpression(given, context);
}
