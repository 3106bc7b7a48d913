import { ts } from "ts-morph";
import type { Binding } from "../../ir/nodes.ts";
import type { FunctionContext } from "../context.ts";

/** The variable of this function that an expression names; reports where it isn't one that may change. */
export function variableOf(node: ts.Expression, context: FunctionContext): Binding | undefined {
  const { compilation } = context;
  const symbol = ts.isIdentifier(node) ? compilation.checker.getSymbolAtLocation(node) : undefined;
  const binding = symbol === undefined ? undefined : context.lookup(symbol);
  if (binding !== undefined && context.changes(binding)) return binding;
  if (binding === undefined)
    compilation.report(
      "RS1009",
      node,
      `\`${node.getText()}\` is not a variable of this function`,
      endOf(node) ?? "change a variable that the function itself declares, and return it",
    );
  else
    compilation.report(
      "RS1009",
      node,
      `\`${node.getText()}\` belongs to something else: a parameter, or a function around this one`,
      "declare a variable here: `let copy = …`, or `const list = [...other]`",
    );
  return undefined;
}

/** What to write for the end of a list that has no name, from which `pop` or `shift` would take an element. */
function endOf({ parent }: ts.Node): string | undefined {
  if (!ts.isPropertyAccessExpression(parent)) return undefined;
  return { pop: "read it without taking it away: `.at(-1)`", shift: "read it without taking it away: `.at(0)`" }[
    parent.name.text
  ];
}
