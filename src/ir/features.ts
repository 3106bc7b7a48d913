import type { Expression, GeneratorDeclaration, Module, Statement } from "./nodes.ts";
import { onceEach, visitStatements } from "./traverse.ts";

/** Whether policies of a module may read the admission request that a document came with. */
export function readsRequest({ rule, decision, functions }: Module): boolean {
  const bodies = [
    rule?.check.body ?? [],
    decision === undefined ? [] : functions.flatMap((declaration) => declaration.body),
  ];
  return bodies.some((body) =>
    some(body, (expression) => expression.kind === "field" && expression.key === "$request"),
  );
}

/** Whether a rule may not be able to tell, for lack of evidence. */
export function mayBeUndetermined(check: GeneratorDeclaration): boolean {
  return some(check.body, (expression) => expression.kind === "undetermined");
}

function some(body: readonly Statement[], test: (expression: Expression) => boolean): boolean {
  let found = false;
  const visitor = onceEach({
    expression: (expression) => {
      found ||= test(expression);
      return !found;
    },
  });
  visitStatements(body, visitor);
  return found;
}
