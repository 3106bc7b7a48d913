import type { ts } from "ts-morph";
import type { Expression } from "../../../ir/nodes.ts";
import type { FunctionContext } from "../../context.ts";
import { requireKind } from "../../discover.ts";
import { isInventory } from "../../inventory-type.ts";
import { applyCallback, callbackOf, isOfModule } from "../callbacks.ts";
import { errorAt, typedAt } from "../nodes.ts";

/** What an `Inventory` is asked for, by the methods' names. */
export const inventoryMethods: {
  readonly [name: string]: (node: ts.CallExpression, given: ts.Expression, context: FunctionContext) => Expression;
} = { all, once };

/** `inventory.all(Kind)`. */
function all(node: ts.CallExpression, kind: ts.Expression, context: FunctionContext): Expression {
  const found = requireKind(kind, context.compilation);
  return found === undefined ? errorAt(node, context) : { ...typedAt(node, context), kind: "inventory", of: found.id };
}

/**
 * `inventory.once(work)`: a call of a function that takes the inventory alone. It has no parameters then, and a rule
 * without parameters is worked out once.
 */
function once(node: ts.CallExpression, work: ts.Expression, context: FunctionContext): Expression {
  const callback = callbackOf(work, context);
  const isShared =
    callback !== undefined &&
    isOfModule(callback.node) &&
    callback.node.parameters.every((parameter) => isInventory(parameter.name, context.compilation));
  if (isShared) return applyCallback(callback, [], node, context);
  context.compilation.report(
    "RS1018",
    work,
    "what is worked out once for a run is not a function of a module that takes the inventory alone",
    "declare it at the top of a file: `function table(inventory: Inventory) { … }`",
  );
  return errorAt(node, context);
}
