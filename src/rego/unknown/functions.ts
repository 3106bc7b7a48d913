import { clauseTrees } from "../../ir/clause-trees.ts";
import { functionClauses, generatorClauses } from "../../ir/clauses.ts";
import type { ConstantDeclaration, Expression, FunctionDeclaration, GeneratorDeclaration } from "../../ir/nodes.ts";
import { object, ref, type Term, variable } from "../ast.ts";
import { notProvablyEmpty } from "../empty.ts";
import { firstOf, lowerExpression } from "./expressions.ts";
import type { UnknownModule } from "./module.ts";
import { Scope } from "./scope.ts";
import { follow, listOf, waysOf } from "./ways.ts";

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
  const ways = waysOf(generatorClauses(check.body), scope);
  module.rules.push({
    kind: "complete",
    name: "outcomes",
    parameters: [subject],
    branches: [{ value: notProvablyEmpty(ways), body: scope.statements }],
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
  const scope = new Scope(module, lowerExpression);
  const given = scope.fresh("part");
  scope.statements.push({ kind: "some", value: given, source: parts });
  scope.bind(find.subject, module.abstract("part", variable(given)));
  const trees = clauseTrees(generatorClauses(find.body).filter(({ outcome }) => outcome !== undefined));
  const one = follow(trees, scope, {
    name: "candidate",
    give: (outcome, inner) =>
      object([
        ["candidate", inner.term(outcome?.kind === "instance" ? asked(outcome, reads) : outcome!)],
        ["sure", inner.truth],
        ["origin", ref(scope.lookUp(find.subject), "origin")],
      ]),
  });
  module.rules.push({
    kind: "complete",
    name: "found",
    branches: [{ value: listOf(one, scope), body: [] }],
    comments: [module.program.describe(find.span)],
  });
}

/** An instance with those of its fields that are asked for. */
function asked(instance: Extract<Expression, { kind: "instance" }>, reads: ReadonlySet<string>): Expression {
  return { ...instance, fields: instance.fields.filter(([name]) => reads.has(name)) };
}
