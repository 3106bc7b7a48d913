import { functionClauses, generatorClauses } from "../../ir/clauses.ts";
import { freeBindingsOfClause } from "../../ir/free.ts";
import type {
  Clause,
  ConstantDeclaration,
  Expression,
  FunctionDeclaration,
  GeneratorDeclaration,
  Step,
} from "../../ir/nodes.ts";
import { type Branch, call, nothing, object, ref, scalar, type Term, variable } from "../ast.ts";
import { notProvablyEmpty } from "../empty.ts";
import { NameScope } from "../names.ts";
import { clauseBranches } from "./branches.ts";
import { BodyLowering, type ModuleLowering } from "./context.ts";
import { path } from "./terms.ts";

/** Adds a function's rule, after the helpers that it needs. */
export function lowerFunction(declaration: FunctionDeclaration, module: ModuleLowering): void {
  lowerLocalFunction(declaration, module.program.nameOf(declaration.symbol), module);
}

/** Adds a function's rule under a name that only its own module knows. */
export function lowerLocalFunction(declaration: FunctionDeclaration, name: string, module: ModuleLowering): void {
  const probe = new NameScope(module.names);
  const parameters = declaration.parameters.map((parameter) => probe.declare(parameter.name));
  const enter = (): BodyLowering => {
    const scope = new BodyLowering(module, false);
    for (const parameter of declaration.parameters) scope.declare(parameter);
    return scope;
  };
  const comments = [
    ...(declaration.summary === undefined ? [] : declaration.summary.split("\n")),
    module.program.describe(declaration.span),
  ];
  const clauses = functionClauses(declaration.body);
  const shared = sharedNames(clauses);
  const branches =
    shared.length === 0 ? clauseBranches(clauses, enter) : [oneBranch(declaration, name, clauses, shared, enter())];
  module.rules.push({ kind: "complete", name, ...(parameters.length > 0 && { parameters }), branches, comments });
}

type BindStep = Extract<Step, { kind: "bind" }>;

/** The names with which all clauses begin, as far as more than one of them needs one: each has its value once. */
function sharedNames(clauses: readonly Clause[]): readonly BindStep[] {
  const [first, ...others] = clauses;
  if (first === undefined || others.length === 0) return [];
  const shared: BindStep[] = [];
  for (const [index, step] of first.steps.entries()) {
    if (step.kind !== "bind") break;
    const isShared = others.every(({ steps }) => {
      const other = steps[index];
      return other?.kind === "bind" && other.binding === step.binding;
    });
    if (!isShared) break;
    shared.push(step);
  }
  const rest = clauses.map((clause) => new Set(freeBindingsOfClause(withoutFirst(clause, shared.length))));
  const areUseful = shared.some(({ binding }) => rest.filter((names) => names.has(binding)).length > 1);
  return areUseful ? shared : [];
}

function withoutFirst(clause: Clause, count: number): Clause {
  return { ...clause, steps: clause.steps.slice(count) };
}

/** The branch of a function whose names a helper with all its branches is given. */
function oneBranch(
  { parameters: given }: FunctionDeclaration,
  name: string,
  clauses: readonly Clause[],
  shared: readonly BindStep[],
  scope: BodyLowering,
): Branch {
  scope.steps(shared);
  const rest = clauses.map((clause) => withoutFirst(clause, shared.length));
  const bindings = [...given, ...shared.map(({ binding }) => binding)];
  const value = scope.helper(`${name}_given`, clauses, bindings, (parameters, enter) => [
    {
      kind: "complete",
      ...(parameters && { parameters }),
      branches: clauseBranches(rest, () => enter(false)),
    },
  ]);
  return { value, body: scope.body };
}

export function lowerConstant(declaration: ConstantDeclaration, module: ModuleLowering): void {
  const name = module.program.nameOf(declaration.symbol);
  const scope = new BodyLowering(module, false);
  const value = scope.term(declaration.value);
  module.rules.push({
    kind: "complete",
    name,
    branches: [{ value: notProvablyEmpty(value), body: scope.body }],
    comments: [module.program.describe(declaration.span)],
  });
}

/**
 * Adds a rule `violations contains …` for each `yield violation(…)` of a rule's check, and `undetermined contains …`
 * for each `yield undetermined(…)`.
 *
 * @param source the term over which the check's subject ranges
 */
export function lowerCheck(check: GeneratorDeclaration, source: Term, module: ModuleLowering): void {
  lowerGenerator(check, source, module, (outcome, subject, scope) => {
    const resource: Term = { kind: "ref", head: subject, path: ["$resource"] };
    if (outcome.kind === "undetermined") {
      return ["undetermined", "result", call("object.union", scope.term(outcome), object([["resource", resource]]))];
    }
    return ["violations", "violation", violation(outcome, resource, scope)];
  });
}

/**
 * Adds a rule `found contains instance` for each `yield` of a finder.
 *
 * @param reads names of the fields that the instances are asked for
 * @param withRequest whether instances keep the admission request that their document came with
 */
export function lowerFinder(
  find: GeneratorDeclaration,
  source: Term,
  { reads, withRequest }: { readonly reads: readonly string[]; readonly withRequest: boolean },
  module: ModuleLowering,
): void {
  lowerGenerator(find, source, module, (outcome, subject, scope) => {
    const instance = scope.term(
      outcome.kind === "instance"
        ? { ...outcome, fields: outcome.fields.filter(([name]) => reads.includes(name)) }
        : outcome,
    );
    if (!withRequest) return ["found", "instance", instance];
    const request: Term = object([["request", call("object.get", subject, scalar("request"), nothing)]]);
    return ["found", "instance", call("object.union", instance, request)];
  });
}

/** @param result the rule that an outcome belongs to, the name of the value there, and the value */
function lowerGenerator(
  generator: GeneratorDeclaration,
  source: Term,
  module: ModuleLowering,
  result: (outcome: Expression, subject: Term, scope: BodyLowering) => [string, string, Term],
): void {
  for (const clause of generatorClauses(generator.body)) {
    const { outcome } = clause;
    if (outcome === undefined) continue;
    const scope = new BodyLowering(module, false);
    const subject = scope.declare(generator.subject);
    scope.push({ kind: "some", value: subject, source });
    scope.steps(clause.steps);
    const [name, wanted, value] = result(outcome, variable(subject), scope);
    const variableName = scope.fresh(wanted);
    scope.push({ kind: "assign", name: variableName, value });
    module.rules.push({
      kind: "contains",
      name,
      value: variable(variableName),
      body: scope.body,
      comments: [module.program.describe(clause.span)],
    });
  }
}

/** A violation with what it is about; a helper function gives one without. */
function violation(outcome: Expression, resource: Term, scope: BodyLowering): Term {
  if (outcome.kind !== "violation") {
    const found = scope.referable(scope.term(outcome), "found");
    return object([
      ["message", ref(found, "message")],
      ["path", ref(found, "path")],
      ["resource", resource],
    ]);
  }
  return object([
    ["message", scope.term(outcome.message)],
    ["path", path(outcome.node, scope)],
    ["resource", resource],
  ]);
}
