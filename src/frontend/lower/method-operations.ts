import type { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { listType, literal, numberType, textType } from "../../ir/terms.ts";
import type { ConstantArgument, Parameter } from "../../std/operation.ts";
import { type Operation, operations } from "../../std/operations.ts";
import type { FunctionContext } from "../context.ts";
import { lowerExpression } from "./dispatch.ts";
import { lowerItems } from "./literals.ts";
import { definite, errorAt, isError, knownOr, typedAt } from "./nodes.ts";

/** A call of a method that is an operation: the receiver and the arguments, as the operation's facts want them. */
export function lowerMethodOperation(
  name: Operation,
  node: ts.CallExpression,
  receiver: Expression,
  context: FunctionContext,
): Expression {
  const parameters = operations[name].parameters.slice(1);
  const rest = parameters.at(-1)?.repeats === undefined ? undefined : parameters.pop();
  const needed = parameters.filter((parameter) => parameter.default === undefined).length;
  const given = node.arguments.slice(0, parameters.length);
  const others = node.arguments.slice(parameters.length);
  if (given.length < needed || (others.length > 0 && rest === undefined)) {
    context.compilation.report(
      "RS1017",
      node,
      `\`${methodOf(name)}\` with so many arguments is not part of the policy language`,
    );
    return errorAt(node, context);
  }
  const common = typedAt(node, context);
  const args = parameters.map((parameter, index) => {
    const argument = given[index];
    if (argument === undefined) return defaultOf(parameter, common.span);
    const lowered = definite(lowerExpression(argument, context), argument, context);
    if (parameter.constant === undefined) return lowered;
    const value = knownOr(lowered, argument, context);
    if (!isError(value)) checkConstant(value, parameter.constant, methodOf(name), argument, context);
    return value;
  });
  if (rest?.repeats === "as one list")
    args.push({ kind: "list", items: lowerItems(others, context), span: common.span, type: listType });
  else if (rest !== undefined) args.push(...others.map((other) => lowerExpression(other, context)));
  return { ...common, kind: "operation", name, arguments: [receiver, ...args] };
}

function methodOf(name: Operation): string {
  return name.slice(name.indexOf(".") + 1);
}

function defaultOf({ default: value }: Parameter, span: Expression["span"]): Expression {
  if (value === undefined) throw new Error("a parameter without a default is given");
  return literal(value, span, typeof value === "string" ? textType : numberType);
}

function checkConstant(
  given: Expression,
  wanted: ConstantArgument,
  method: string,
  at: ts.Node,
  context: FunctionContext,
): void {
  const value = given.kind === "literal" ? given.value : null;
  const isFit =
    wanted === "count"
      ? typeof value === "number" && value >= 0 && value <= 1000
      : typeof value === "string" && (value !== "" || wanted === "replacement");
  if (!isFit)
    context.compilation.report(
      "RS2010",
      at,
      `this argument of \`${method}\` is not a constant that is neither empty nor negative`,
      method === "split" && value === "" ? "take a text apart into its characters with `[...text]`" : undefined,
    );
  // JavaScript gives `$&` and the like in a replacement a meaning.
  if (wanted === "replacement" && typeof value === "string" && value.includes("$"))
    context.compilation.report("RS2010", at, "`$` in a replacement has a meaning in JavaScript");
  if (wanted === "character" && typeof value === "string" && value.length > 1)
    context.compilation.report("RS2010", at, "what a text is filled with is not one character");
}
