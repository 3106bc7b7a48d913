import { functionClauses, generatorClauses } from "../../ir/clauses.ts";
import type { ConstantDeclaration, FunctionDeclaration, GeneratorDeclaration } from "../../ir/nodes.ts";
import { object, ref, type Term, variable } from "../ast.ts";
import { notProvablyEmpty } from "../empty.ts";
import { firstOf, lowerExpression } from "./expressions.ts";
import type { UnknownModule } from "./module.ts";
import { Scope } from "./scope.ts";
import { concatenated, listOf, lowerSteps, waysTo } from "./ways.ts";

/** Adds the rule of a function, of one without parameters a value. */
export function lowerFunction(declaration: FunctionDeclaration, module: UnknownModule): void {
  const scope = new Scope(module, lowerExpression);
  const parameters = declaration.parameters.map((parameter) => scope.declare(parameter));
  const value = firstOf(functionClauses(declaration.body), scope);
  module.rules.push({
    kind: "complete",
    name: module.program.nameOf(declaration.symbol),
    ...(parameters.length > 0 && { parameters }),
    branches: [{ value, body: scope.statements }],
    comments: [
      ...(declaration.summary === undefined ? [] : declaration.summary.split("\n")),
      module.program.describe(declaration.span),
    ],
  });
}

export function lowerConstant(declaration: ConstantDeclaration, module: UnknownModule): void {
  const scope = new Scope(module, lowerExpression);
  const value = scope.term(declaration.value);
  module.rules.push({
    kind: "complete",
    name: module.program.nameOf(declaration.symbol),
    branches: [{ value: notProvablyEmpty(value), body: scope.statements }],
    comments: [module.program.describe(declaration.span)],
  });
}

/** Adds the function `outcomes` of an instance: what a check yields, each with whether it does. */
export function lowerCheck(check: GeneratorDeclaration, module: UnknownModule): void {
  const scope = new Scope(module, lowerExpression);
  const subject = scope.declare(check.subject);
  const lists = generatorClauses(check.body).map(({ outcome, steps }) => waysTo(outcome, steps, scope));
  module.rules.push({
    kind: "complete",
    name: "outcomes",
    parameters: [subject],
    branches: [{ value: notProvablyEmpty(concatenated(lists)), body: scope.statements }],
    comments: [module.program.describe(check.span)],
  });
}

/**
 * Adds the list `found`: what a finder yields of the parts in which something isn't known, each with the part's origin
 * and whether it is there.
 *
 * @param reads names of the fields that instances are asked for
 */
export function lowerFinder(
  find: GeneratorDeclaration,
  parts: Term,
  reads: ReadonlySet<string>,
  module: UnknownModule,
): void {
  const root = new Scope(module, lowerExpression);
  const lists = generatorClauses(find.body).flatMap(({ outcome, steps }): Term[] => {
    if (outcome === undefined) return [];
    const asked =
      outcome.kind === "instance"
        ? { ...outcome, fields: outcome.fields.filter(([name]) => reads.has(name)) }
        : outcome;
    const scope = root.nested();
    const given = scope.fresh("part");
    scope.statements.push({ kind: "some", value: given, source: parts });
    scope.bind(find.subject, module.abstract("part", variable(given)));
    lowerSteps(steps, scope);
    const found = object([
      ["candidate", scope.term(asked)],
      ["sure", scope.truth],
      ["origin", ref(scope.lookUp(find.subject), "origin")],
    ]);
    return [listOf(found, scope)];
  });
  module.rules.push({
    kind: "complete",
    name: "found",
    branches: [{ value: notProvablyEmpty(concatenated(lists)), body: [] }],
    comments: [module.program.describe(find.span)],
  });
}
