import type { ts } from "ts-morph";
import { defaultNamespace } from "../../../authoring/inventory.ts";
import type { Span } from "../../../diagnostics/span.ts";
import type { Expression } from "../../../ir/nodes.ts";
import { literal, textType } from "../../../ir/terms.ts";
import type { FunctionContext } from "../../context.ts";
import { requireKind } from "../../discover.ts";
import { isInventory } from "../../inventory-type.ts";
import { applyCallback, callbackOf, isOfModule } from "../callbacks.ts";
import { lowerExpression } from "../dispatch.ts";
import { errorAt, isError, typedAt } from "../nodes.ts";

/** What an `Inventory` is asked for, by the methods' names. */
export const inventoryMethods: {
  readonly [name: string]: (node: ts.CallExpression, given: ts.Expression, context: FunctionContext) => Expression;
} = { all, find, once };

/** `inventory.all(Kind)`. */
function all(node: ts.CallExpression, kind: ts.Expression, context: FunctionContext): Expression {
  const found = requireKind(kind, context.compilation);
  return found === undefined ? errorAt(node, context) : { ...typedAt(node, context), kind: "inventory", of: found.id };
}

/** `inventory.find(Kind, { namespace, name })`. */
function find(node: ts.CallExpression, kind: ts.Expression, context: FunctionContext): Expression {
  const found = requireKind(kind, context.compilation);
  const [, given] = node.arguments;
  if (found === undefined || given === undefined) return errorAt(node, context);
  if (found.kubernetes.length === 0) {
    context.compilation.report("RS3019", kind, `\`${found.id}\` is found in no Kubernetes object, and so has no name`);
    return errorAt(node, context);
  }
  const key = lowerExpression(given, context);
  if (isError(key)) return errorAt(node, context);
  if (key.kind !== "object") {
    context.compilation.report(
      "RS1001",
      given,
      "the name that is looked up is not written out",
      "write it out: `{ namespace: …, name: … }`",
    );
    return errorAt(node, context);
  }
  const { name, namespace } = Object.fromEntries(key.entries);
  if (name === undefined) return errorAt(node, context);
  return {
    ...typedAt(node, context),
    kind: "lookup",
    of: found.id,
    namespace: inNamespace(namespace, key.span),
    name,
  };
}

/** The namespace that is looked in. */
function inNamespace(given: Expression | undefined, span: Span): Expression {
  const byDefault = literal(defaultNamespace, span, textType);
  if (given === undefined) return byDefault;
  return given.type.nullable
    ? { kind: "coalesce", left: given, right: byDefault, span: given.span, type: textType }
    : given;
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
