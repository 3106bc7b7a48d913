import type { Expression } from "../../../ir/nodes.ts";
import { valueTypeOf } from "../../types.ts";
import { hasKey } from "../equality.ts";
import { typedAt } from "../nodes.ts";
import { recordParts } from "../record-parts.ts";
import { argument, changing, type Method, type Methods } from "./method.ts";

export const mapMethods: Methods = {
  ...changing("set", "delete", "clear"),
  get: {
    arity: 1,
    lower: ({ node, callee, receiver, context }): Expression => {
      const common = typedAt(node, context);
      return {
        ...common,
        type: { ...common.type, nullable: true },
        kind: "element",
        collection: receiver,
        key: argument(node, 0, context),
        mayHoldNothing: valueTypeOf(callee.expression, context.compilation.checker).nullable,
      };
    },
  },
  has: {
    arity: 1,
    lower: ({ node, callee, receiver, context }) =>
      hasKey(
        receiver,
        argument(node, 0, context),
        context.compilation.span(node),
        valueTypeOf(callee.expression, context.compilation.checker),
      ),
  },
  keys: parts("keys"),
  values: parts("values"),
  entries: parts("entries"),
};

function parts(of: "keys" | "values" | "entries"): Method {
  return {
    arity: 0,
    lower: ({ node, callee, receiver, context }) =>
      recordParts(receiver, of, callee.expression, context.compilation.span(node), context),
  };
}
