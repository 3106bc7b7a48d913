import { type Clause, functionClauses, generatorClauses } from "../../ir/clauses.ts";
import type { ConstantDeclaration, Expression, FunctionDeclaration, GeneratorDeclaration } from "../../ir/nodes.ts";
import { pruned, prunedSteps } from "../../ir/prune.ts";
import { type Branch, type Rule, type Term, object, scalar, variable } from "../ast.ts";
import { NameScope } from "../names.ts";
import { BodyLowering, type ModuleLowering } from "./context.ts";
import { lowerSteps, outcomeTerm } from "./steps.ts";
import { isCondition, lowerTerm, path } from "./terms.ts";

/** Adds a function's rule, after the helpers that it needs. */
export function lowerFunction(declaration: FunctionDeclaration, module: ModuleLowering): void {
  const name = module.program.nameOf(declaration.symbol);
  const probe = new NameScope(module.names);
  const parameters = declaration.parameters.map((parameter) => probe.declare(parameter.name));
  const enter = (): BodyLowering => {
    const scope = new BodyLowering(module, name, false);
    for (const parameter of declaration.parameters) scope.declare(parameter);
    return scope;
  };
  const branches: Branch[] = [];
  for (const clause of functionClauses(declaration.body)) addBranches(clause, clause.outcome, enter, branches);
  const comments = [...(declaration.summary === undefined ? [] : declaration.summary.split("\n")), module.program.describe(declaration.span)];
  module.rules.push({ kind: "complete", name, ...(parameters.length > 0 && { parameters }), branches: tidy(branches), comments });
}

/** A clause whose outcome is a choice or a condition becomes branches, which Rego tries in the same order. */
function addBranches(clause: Clause, outcome: Expression | undefined, enter: () => BodyLowering, branches: Branch[]): void {
  if (outcome?.kind === "conditional") {
    const guarded: Clause = { ...clause, steps: [...clause.steps, { kind: "guard", condition: outcome.condition, holds: true }] };
    addBranches(guarded, outcome.whenTrue, enter, branches);
    if (!alwaysHolds(guarded)) addBranches(clause, outcome.whenFalse, enter, branches);
    return;
  }
  const scope = enter();
  if (outcome !== undefined && isCondition(outcome)) {
    lowerSteps(prunedSteps([...clause.steps, { kind: "guard", condition: outcome, holds: true }], undefined), scope);
    branches.push({ value: scalar(true), body: scope.body });
    const otherwise = enter();
    lowerSteps(prunedSteps(clause.steps, undefined), otherwise);
    branches.push({ value: scalar(false), body: otherwise.body });
    return;
  }
  lowerSteps(prunedSteps(clause.steps, outcome), scope);
  branches.push({ value: outcomeTerm({ ...clause, outcome }, scope), body: scope.body });
}

function alwaysHolds(clause: Clause): boolean {
  return clause.steps.length === 0;
}

/** Leaves out what comes after a branch without conditions, and the `true` that Rego supplies. */
function tidy(branches: readonly Branch[]): Branch[] {
  const end = branches.findIndex((branch) => branch.body.length === 0);
  const reachable = end < 0 ? branches : branches.slice(0, end + 1);
  return reachable.map((branch) => (isTrue(branch.value) && branch.body.length > 0 ? { ...branch, value: undefined } : branch));
}

function isTrue(term: Term | undefined): boolean {
  return term?.kind === "scalar" && term.value === true;
}

export function lowerConstant(declaration: ConstantDeclaration, module: ModuleLowering): void {
  const name = module.program.nameOf(declaration.symbol);
  const scope = new BodyLowering(module, name, false);
  const value = lowerTerm(declaration.value, scope);
  module.rules.push({ kind: "complete", name, branches: [{ value, body: scope.body }], comments: [module.program.describe(declaration.span)] });
}

/**
 * Adds a rule `name contains outcome` for each `yield` of a generator.
 *
 * @param source the term over which the generator's subject ranges
 */
export function lowerGenerator(generator: GeneratorDeclaration, name: string, source: Term, module: ModuleLowering): void {
  for (const clause of generatorClauses(generator.body).map(pruned)) {
    const scope = new BodyLowering(module, name, false);
    const subject = scope.declare(generator.subject);
    scope.push({ kind: "some", value: subject, source });
    lowerSteps(clause.steps, scope);
    const { outcome } = clause;
    if (outcome === undefined) continue;
    const value = outcome.kind === "violation" ? violation(outcome, variable(subject), scope) : lowerTerm(outcome, scope);
    const result = scope.fresh(outcome.kind === "violation" ? "violation" : "instance");
    scope.push({ kind: "assign", name: result, value });
    const rule: Rule = { kind: "contains", name, value: variable(result), body: scope.body, comments: [module.program.describe(clause.span)] };
    module.rules.push(rule);
  }
}

function violation(outcome: Extract<Expression, { kind: "violation" }>, subject: Term, scope: BodyLowering): Term {
  return object([
    ["message", lowerTerm(outcome.message, scope)],
    ["path", path(outcome.node, scope)],
    ["resource", { kind: "ref", head: subject, path: ["$resource"] }],
  ]);
}
