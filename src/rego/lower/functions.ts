import { functionClauses, generatorClauses } from "../../ir/clauses.ts";
import type { Clause, ConstantDeclaration, Expression, FunctionDeclaration, GeneratorDeclaration, Statement } from "../../ir/nodes.ts";
import { pruned, prunedSteps } from "../../ir/prune.ts";
import { type Branch, type Rule, type Term, object, ref, scalar, variable } from "../ast.ts";
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
  const comments = [...(declaration.summary === undefined ? [] : declaration.summary.split("\n")), module.program.describe(declaration.span)];
  module.rules.push({ kind: "complete", name, ...(parameters.length > 0 && { parameters }), branches: functionBranches(declaration.body, enter), comments });
}

/** The branches of a body that returns. */
export function functionBranches(body: readonly Statement[], enter: () => BodyLowering): Branch[] {
  const branches: Branch[] = [];
  for (const clause of functionClauses(body)) addBranches(clause, clause.outcome, enter, branches);
  return tidy(branches);
}

/** A clause whose outcome is a choice or a condition becomes branches, which Rego tries in the same order. */
function addBranches(clause: Clause, outcome: Expression | undefined, enter: () => BodyLowering, branches: Branch[]): void {
  if (outcome?.kind === "conditional") {
    const guarded: Clause = { ...clause, steps: [...clause.steps, { kind: "guard", condition: outcome.condition, holds: true }] };
    addBranches(guarded, outcome.whenTrue, enter, branches);
    addBranches(clause, outcome.whenFalse, enter, branches);
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

/** Leaves out what comes after a branch without conditions, and the `true` that Rego supplies. */
export function tidy(branches: readonly Branch[]): Branch[] {
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
export function lowerGenerator(generator: GeneratorDeclaration, role: "check" | "find", name: string, source: Term, module: ModuleLowering): void {
  for (const clause of generatorClauses(generator.body).map(pruned)) {
    const scope = new BodyLowering(module, name, false);
    const subject = scope.declare(generator.subject);
    scope.push({ kind: "some", value: subject, source });
    lowerSteps(clause.steps, scope);
    const { outcome } = clause;
    if (outcome === undefined) continue;
    const isInstance = outcome.kind === "instance" || role === "find";
    const value = isInstance ? lowerTerm(outcome, scope) : violation(outcome, variable(subject), scope);
    const result = scope.fresh(isInstance ? "instance" : "violation");
    scope.push({ kind: "assign", name: result, value });
    const rule: Rule = { kind: "contains", name, value: variable(result), body: scope.body, comments: [module.program.describe(clause.span)] };
    module.rules.push(rule);
  }
}

/** A violation with what it is about; a helper function gives one without. */
function violation(outcome: Expression, subject: Term, scope: BodyLowering): Term {
  const resource: Term = { kind: "ref", head: subject, path: ["$resource"] };
  if (outcome.kind !== "violation") {
    const found = scope.referable(lowerTerm(outcome, scope), "found");
    return object([["message", ref(found, "message")], ["path", ref(found, "path")], ["resource", resource]]);
  }
  return object([
    ["message", lowerTerm(outcome.message, scope)],
    ["path", path(outcome.node, scope)],
    ["resource", resource],
  ]);
}
