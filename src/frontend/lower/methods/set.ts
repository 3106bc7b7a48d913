import { checkElements } from "../constructors.ts";
import { typedAt } from "../nodes.ts";
import { argument, changing, type Methods } from "./method.ts";

export const setMethods: Methods = {
  ...changing("add", "delete", "clear"),
  values: { arity: 0, lower: ({ receiver }) => receiver },
  keys: { arity: 0, lower: ({ receiver }) => receiver },
  has: {
    arity: 1,
    lower: ({ node, callee, receiver, context }) => {
      checkElements(callee.expression, context);
      return {
        ...typedAt(node, context),
        kind: "membership",
        value: argument(node, 0, context),
        collection: receiver,
      };
    },
  },
};
