import { functionClauses } from "../../ir/clauses.ts";
import { freeBindingsOfLambda } from "../../ir/free.ts";
import type { Expression, ModuleSymbol } from "../../ir/nodes.ts";
import { call, nothing, type Term, variable } from "../ast.ts";
import { argumentTerms, type BodyLowering } from "./body.ts";
import { functionBranches } from "./branches.ts";
import { termOf } from "./copies.ts";
import { formOf, type Held, value } from "./held.ts";
import { boxed } from "./parts.ts";
import { settled } from "./settled.ts";

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

/** A call of a module's function, which takes its arguments in the forms in which they come. */
export function lowerCall(expression: Of<"call">, scope: BodyLowering): Held {
  const args = expression.arguments.map((argument) => scope.held(argument));
  return callWith(expression.function, args, expression.type.nullable, scope);
}

/** @param mayBeNothing whether the result may be nothing */
export function callWith(
  symbol: ModuleSymbol,
  args: readonly Held[],
  mayBeNothing: boolean,
  scope: BodyLowering,
): Held {
  const callee = scope.module.program.functionFor(symbol, args.map(formOf));
  const name = scope.module.reference(symbol, callee.name);
  const taken = args.flatMap((held) => argumentTerms(held, scope)).filter((_, index) => callee.takes[index]);
  const terms = taken.map((term, index) => (index === taken.length - 1 ? term : settled(term, scope)));
  const term = terms.length === 0 ? variable(name) : call(name, ...terms);
  switch (callee.result.form) {
    case "parts":
      return { ...callee.result, term };
    case "part":
      return boxed(callee.result.shape, scope.named(term, symbol.name), mayBeNothing, scope);
    default:
      return value(term);
  }
}

/** A function inside a function: a helper of the variables that it takes from around it, or its only value. */
export function lowerApply({ lambda, arguments: given }: Of<"apply">, scope: BodyLowering): Held {
  const args = given.map((argument) => scope.held(argument));
  const clauses = functionClauses(lambda.body);
  const [first] = clauses;
  if (clauses.length === 1 && first !== undefined && first.steps.every((step) => step.kind === "bind")) {
    lambda.parameters.forEach((parameter, index) => scope.bind(parameter, args[index] ?? value(nothing)));
    scope.steps(first.steps);
    return scope.outcome(first);
  }
  const terms = args.map((held) => settled(termOf(held, scope), scope));
  const parameters = new Map(
    lambda.parameters.map((parameter, index): [typeof parameter, Term] => [parameter, terms[index] ?? nothing]),
  );
  const bindings = [...lambda.parameters, ...freeBindingsOfLambda(lambda)];
  const term = scope.helper(
    lambda.name,
    lambda,
    bindings,
    (names, enter) => [
      {
        kind: "complete",
        ...(names && { parameters: names }),
        branches: functionBranches(lambda.body, () => enter(false)),
        comments: [scope.module.program.describe(lambda.span)],
      },
    ],
    { given: parameters },
  );
  return value(term);
}
