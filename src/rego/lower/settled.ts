import type { Expression } from "../../ir/nodes.ts";
import type { Term } from "../ast.ts";
import type { BodyLowering } from "./body.ts";

/** A comprehension or object of several lines before another argument is hard to read, so it gets a name. */
export function settled(term: Term, scope: BodyLowering): Term {
  return isLong(term) ? scope.referable(term, "list") : term;
}

/** The terms of arguments, of which the last may be long. */
export function settledArguments(args: readonly Expression[], scope: BodyLowering): Term[] {
  return args.map((argument, index) => {
    const term = scope.term(argument);
    return index === args.length - 1 ? term : settled(term, scope);
  });
}

function isLong(term: Term): boolean {
  if (term.kind === "call") return term.arguments.some(isLong);
  return (
    term.kind === "comprehension" ||
    (term.kind === "object" && term.entries.length > 1) ||
    term.kind === "objectComprehension" ||
    (term.kind === "infix" && (isLong(term.left) || isLong(term.right)))
  );
}
