import type { Expression } from "../../../ir/nodes.ts";
import { booleanType, listFrom, listType } from "../../../ir/terms.ts";
import { noTime } from "../../globals.ts";
import { elementsOf } from "../literals.ts";
import { errorAt, typedAt } from "../nodes.ts";
import { lowerCallback } from "./list-callbacks.ts";
import { mathFunctions } from "./math.ts";
import { argument, type GlobalCall, type Methods } from "./method.ts";
import { objectFunctions } from "./object.ts";

const integerHelp = "use `integer(text)`, which is `undefined` for what is no integer";

/**
 * The functions that JavaScript has under global names, and what to use instead of those that have no meaning in Rego.
 */
export const globalFunctions: { readonly [name: string]: Methods<GlobalCall> } = {
  Object: objectFunctions,
  Math: mathFunctions,
  Array: {
    isArray: { arity: 1, lower: lowerIsArray },
    from: { arity: 2, lower: lowerArrayFrom },
  },
  JSON: {
    parse: instead("JSON.parse", "use `parseJsonText(text)`, which is `undefined` for what is no JSON"),
    stringify: instead("JSON.stringify", "use `printed(value)`, which is the same in every engine"),
  },
  Number: {
    parseInt: instead("Number.parseInt", integerHelp),
    parseFloat: instead("Number.parseFloat", "use `integer(text)`, or `quantity(text)` for what Kubernetes measures"),
  },
  Date: { now: instead("Date.now", noTime), parse: instead("Date.parse", noTime) },
  Buffer: {
    from: instead("Buffer.from", "use `decodeBase64(text)`, which is `undefined` for what is no base64 of a text"),
  },
};

/** A function that fails, or gives what Rego has no value for. */
function instead(name: string, help: string): Methods<GlobalCall>[string] {
  return { refused: "RS1017", problem: `\`${name}\` is not part of the policy language`, help };
}

function lowerIsArray({ node, context }: GlobalCall): Expression {
  return {
    kind: "typeTest",
    value: argument(node, 0, context),
    is: "array",
    span: context.compilation.span(node),
    type: booleanType,
  };
}

/** `Array.from(items)`, and with a function the list of what it makes of each. */
function lowerArrayFrom({ node, context }: GlobalCall): Expression {
  const { span } = typedAt(node, context);
  const [items, map] = node.arguments;
  const given = items === undefined ? errorAt(node, context) : elementsOf(items, context);
  if (given.type.kind !== "list" && given.type.kind !== "set") {
    context.compilation.report("RS1017", node, "`Array.from` here is not given a list, a set or a text");
    return errorAt(node, context);
  }
  const copy: Expression = { kind: "list", items: [{ spread: true, value: given }], span, type: listType };
  if (map === undefined) return copy;
  const callback = lowerCallback(node, copy, false, context, 1, items);
  return callback === undefined ? errorAt(node, context) : listFrom(callback.source, undefined, callback.result, span);
}
