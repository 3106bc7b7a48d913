import { operation } from "../../../ir/terms.ts";
import { typedAt } from "../nodes.ts";
import { matchable } from "../patterns.ts";
import { argument, type Methods } from "./method.ts";

/** Methods of regular expressions. */
export const patternMethods: Methods = {
  test: {
    arity: 1,
    lower: ({ node, receiver, context }) => {
      const { span, type } = typedAt(node, context);
      return operation("pattern.test", [receiver, argument(node, 0, context)], span, type);
    },
  },
  exec: {
    arity: 1,
    lower: ({ node, callee, receiver, context }) => {
      const subject = argument(node, 0, context);
      matchable(callee.expression, context);
      return operation("pattern.match", [receiver, subject], context.compilation.span(node), {
        kind: "list",
        nullable: true,
      });
    },
  },
};
