import { functionClauses, generatorClauses } from "../../ir/clauses.ts";
import { freeBindingsOfClause } from "../../ir/free.ts";
import type {
  Binding,
  Clause,
  ConstantDeclaration,
  Expression,
  FunctionDeclaration,
  GeneratorDeclaration,
  Step,
} from "../../ir/nodes.ts";
import { shapeNamed } from "../../shapes/restricted.ts";
import { array, type Branch, call, nothing, object, ref, type Statement, scalar, type Term, variable } from "../ast.ts";
import { notProvablyEmpty } from "../empty.ts";
import { tidyRule } from "../tidy.ts";
import { BodyLowering } from "./body.ts";
import { clauseBranches, splitOutcome } from "./branches.ts";
import { clausesOfKind } from "./discriminants.ts";
import { pathOf } from "./findings.ts";
import type { Form } from "./held.ts";
import { lowerInstance } from "./instances.ts";
import type { Callee, ModuleLowering } from "./module.ts";

/** The form of an input kind's instances. */
export type InstanceForm = Extract<Form, { form: "instance" }>;

/** Instances of an input kind that a policy looks at. */
export interface Source {
  readonly instances: Term;
  readonly form: InstanceForm;
  /** Whether the policy has other input kinds. */
  readonly isOneOfSeveral: boolean;
}

/**
 * Adds a function's rule for arguments in certain forms, after the helpers that it needs. Two ways to call it for which
 * it says the same are one function.
 *
 * @param wanted its name, unless another function of the module has it
 */
export function lowerFunction(
  declaration: FunctionDeclaration,
  forms: readonly Form[],
  wanted: string,
  module: ModuleLowering,
): Callee {
  const enterAs = (scope: BodyLowering): readonly string[] =>
    declaration.parameters.flatMap((parameter, index) => scope.declareAs(parameter, forms[index] ?? { form: "value" }));
  const root = new BodyLowering(module, false);
  const parameters = enterAs(root);
  const enter = (): BodyLowering => {
    const scope = root.beside();
    enterAs(scope);
    return scope;
  };
  const clauses = functionClauses(declaration.body).flatMap(splitOutcome);
  const shared = sharedNames(clauses);
  const { branches, form } =
    shared.length === 0
      ? clauseBranches(clauses, enter, true)
      : branchesOfHelper(declaration, wanted, clauses, shared, enter());
  const rule = { kind: "complete", parameters, branches } as const;
  const tidied = tidyRule({ ...rule, name: "" });
  const used = new Set(tidied.kind === "complete" ? tidied.parameters : []);
  const takes = parameters.map((name) => used.has(name));
  const taken = parameters.filter((_, index) => takes[index]);
  const content = JSON.stringify([wanted, taken, branches]);
  const known = module.functionNames.get(content);
  if (known !== undefined) return { name: known, takes, result: form };
  const name = [...module.functionNames.values()].includes(wanted) ? module.helperName(wanted) : wanted;
  module.functionNames.set(content, name);
  const comments = [
    ...(declaration.summary === undefined ? [] : declaration.summary.split("\n")),
    module.program.describe(declaration.span),
  ];
  module.rules.push({ kind: "complete", name, ...(taken.length > 0 && { parameters: taken }), branches, comments });
  return { name, takes, result: form };
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
function branchesOfHelper(
  { parameters: given }: FunctionDeclaration,
  name: string,
  clauses: readonly Clause[],
  shared: readonly BindStep[],
  scope: BodyLowering,
): { readonly branches: readonly Branch[]; readonly form: Form } {
  scope.steps(shared);
  const rest = clauses.map((clause) => withoutFirst(clause, shared.length));
  const bindings = [...given, ...shared.map(({ binding }) => binding)];
  let form: Form = { form: "value" };
  const value = scope.helper(`${name}_given`, clauses, bindings, (parameters, enter) => {
    const lowered = clauseBranches(rest, () => enter(false), true);
    form = lowered.form;
    return [{ kind: "complete", ...(parameters && { parameters }), branches: lowered.branches }];
  });
  return { branches: [{ value, body: scope.body }], form };
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
 * @param source what the check's subject ranges over
 */
export function lowerCheck(check: GeneratorDeclaration, source: Source, module: ModuleLowering): void {
  const { instances, form, isOneOfSeveral } = source;
  const all = generatorClauses(check.body);
  const { objects } = module.program;
  const clauses = isOneOfSeveral
    ? clausesOfKind(all, check.subject, shapeNamed(objects, module.program.rootOf(form.kind)).fields)
    : all;
  const lowered = lowerClauses(clauses, check.subject, instances, form, module, (outcome, subject, scope) => {
    const resource = ref(subject, "resource");
    if (outcome.kind === "undetermined") {
      return ["undetermined", "result", call("object.union", scope.term(outcome), object([["resource", resource]]))];
    }
    return ["violations", "violation", violation(outcome, resource, scope)];
  });
  for (const clause of lowered) module.rules.push({ kind: "contains", ...clause });
}

/** What a finder's candidates have. */
interface Candidates {
  /** Names of the fields that the instances are asked for. */
  readonly reads: readonly string[];
  /** Whether instances keep the admission request that their document came with. */
  readonly withRequest: boolean;
  /** Whether the instances have the fields of the values that they stand for. */
  readonly isWhole: boolean;
}

/**
 * Adds the rule `found`, the candidates of each `yield` of a finder. It is a list: in a set each candidate would be
 * hashed, and compared where hashes meet, with all that it holds of the document.
 */
export function lowerFinder(
  find: GeneratorDeclaration,
  source: Term,
  candidates: Candidates,
  module: ModuleLowering,
): void {
  const lowered = finderClauses(find, source, candidates, module);
  const lists = lowered.map((clause): Term => {
    const rule = lowered.length === 1 ? "found" : module.helperName(clause.name);
    const { comments } = clause;
    module.rules.push({ kind: "complete", name: rule, branches: [{ value: listOf(clause), body: [] }], comments });
    return variable(rule);
  });
  if (lists.length === 1) return;
  module.rules.push({ kind: "complete", name: "found", branches: [{ value: concatenated(lists), body: [] }] });
}

/** A list of all that a finder yields. */
export function foundBy(
  find: GeneratorDeclaration,
  source: Term,
  candidates: Candidates,
  module: ModuleLowering,
): Term {
  return concatenated(finderClauses(find, source, candidates, module).map(listOf));
}

function listOf({ value, body }: LoweredClause): Term {
  return { kind: "comprehension", type: "array", value, body };
}

function concatenated(lists: readonly Term[]): Term {
  if (lists.length === 0) return notProvablyEmpty(array());
  return lists.reduce((before, next) => call("array.concat", before, next));
}

function finderClauses(
  find: GeneratorDeclaration,
  source: Term,
  { reads, withRequest, isWhole }: Candidates,
  module: ModuleLowering,
): readonly LoweredClause[] {
  return lowerClauses(
    generatorClauses(find.body),
    find.subject,
    source,
    { form: "value" },
    module,
    (outcome, subject, scope) => {
      const instance =
        outcome.kind === "instance"
          ? lowerInstance(
              { ...outcome, fields: outcome.fields.filter(([name]) => reads.includes(name)) },
              isWhole,
              scope,
            )
          : scope.term(outcome);
      if (!withRequest) return ["yielded", "instance", instance];
      const request: Term = object([["request", call("object.get", subject, scalar("request"), nothing)]]);
      return ["yielded", "instance", call("object.union", instance, request)];
    },
  );
}

/** Whether all instances that a finder yields have the fields of the values that they stand for. */
export function findsWhole({ body }: GeneratorDeclaration): boolean {
  return generatorClauses(body).every(
    ({ outcome }) => outcome === undefined || (outcome.kind === "instance" && outcome.whole),
  );
}

/**
 * Whether some instance that a finder yields has the fields of the value that it stands for, which must be an object.
 */
export function findsSomeWhole({ body }: GeneratorDeclaration): boolean {
  return generatorClauses(body).some(({ outcome }) => outcome?.kind === "instance" && outcome.whole);
}

/** What a `yield` gives: its value, once the statements of its body hold. */
interface LoweredClause {
  /** Of the rule that it belongs to. */
  readonly name: string;
  readonly value: Term;
  readonly body: readonly Statement[];
  readonly comments: readonly string[];
}

/** @param result the name of the rule that an outcome belongs to, the name of the value there, and the value */
function lowerClauses(
  clauses: readonly Clause[],
  subjectBinding: Binding,
  source: Term,
  form: Form,
  module: ModuleLowering,
  result: (outcome: Expression, subject: Term, scope: BodyLowering) => [string, string, Term],
): readonly LoweredClause[] {
  const root = new BodyLowering(module, false);
  return clauses.flatMap(({ outcome, steps, span }) => {
    if (outcome === undefined) return [];
    const scope = root.beside();
    const [subject] = scope.declareAs(subjectBinding, form);
    scope.push({ kind: "some", value: subject!, source });
    scope.steps(steps);
    const [name, wanted, value] = result(outcome, variable(subject!), scope);
    const variableName = scope.fresh(wanted);
    scope.push({ kind: "assign", name: variableName, value });
    return [{ name, value: variable(variableName), body: scope.body, comments: [module.program.describe(span)] }];
  });
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
    ["path", pathOf(outcome.node, scope)],
    ["resource", resource],
  ]);
}
