import type { Span } from "../diagnostics/span.ts";
import { onBehalfOf } from "../errors.ts";
import * as ir from "../ir/nodes.ts";
import { reachable } from "../ir/reachable.ts";
import { onceEach, visitStatements } from "../ir/traverse.ts";
import type { Manifest, RuleDescriptor } from "../manifest/manifest.ts";
import { type KindReads, lowerKind } from "../shapes/kind-rego.ts";
import { ProblemsLowering } from "../shapes/problems-rego.ts";
import { fieldsLookedAt } from "../shapes/restricted.ts";
import { type SupportFunction, supportFunctions } from "../std/support-functions.ts";
import {
  array,
  call,
  infix,
  type Module,
  nothing,
  object,
  type Rule,
  ref,
  scalar,
  set,
  type Term,
  variable,
} from "./ast.ts";
import { localNames } from "./locals.ts";
import { type ModuleAddress, ModuleLowering, type Program } from "./lower/context.ts";
import { lowerResults } from "./lower/decision.ts";
import { lowerCheck, lowerConstant, lowerFinder, lowerFunction } from "./lower/functions.ts";
import { lowerInventory } from "./lower/inventory.ts";
import { lowerings } from "./lower/lowerings.ts";
import { NameScope, packagePaths, snakeCase } from "./names.ts";
import { namesOf, tidyRule, usedImports, usedRules } from "./tidy.ts";
import { regoValue } from "./value.ts";

/** A policy set as the front end gives it. */
export interface CompiledProgram {
  readonly modules: readonly ir.Module[];
  readonly manifest: Manifest;
}

/** A module of an output and the file that it belongs into, relative to the output's root. */
interface RegoFile {
  readonly path: string;
  readonly module: Module;
}

const supportNames = Object.keys(supportFunctions) as SupportFunction[];

/** The function that an output's `regoscript.engine` splits its input with. */
const documentsEntry = "documents#expand";

interface LoweringOptions {
  /** Ids of the rules; if absent, all. */
  readonly rules?: readonly string[];
  /** Whether decisions are lowered too. */
  readonly decisions?: boolean;
}

/**
 * Lowers a program, all of it or the given rules, to Rego modules under the package `regoscript`. What an output must
 * add is the package `regoscript.engine` with `documents` (a list of raw values) and `parameters` (an object by rule
 * id).
 */
export function lowerProgram(
  program: CompiledProgram,
  { rules: ruleIds, decisions: withDecisions = false }: LoweringOptions = {},
): RegoFile[] {
  const decisions = withDecisions ? (program.manifest.decisions ?? []) : [];
  const descriptors = program.manifest.rules.filter((rule) => ruleIds === undefined || ruleIds.includes(rule.id));
  const ruleKinds = descriptors.map((rule) => rule.kind);
  const ofRules = reachable(
    program.modules,
    descriptors.map((rule) => rule.id),
    ruleKinds,
    [documentsEntry],
  );
  const reportedKinds = [...new Set([...ruleKinds, ...ofRules.inventory])].sort();
  const policies = [...descriptors, ...decisions];
  const policyKinds = policies.map((policy) => policy.kind);
  const { symbols: needed, inventory } = reachable(
    program.modules,
    policies.map((policy) => policy.id),
    policyKinds,
    [documentsEntry],
  );
  const kindIds = [...new Set([...policyKinds, ...inventory])].sort();
  const withRequest = program.modules.some(readsRequest);
  const kindReads = new Map(
    kindIds.map((id): [string, KindReads] => {
      const root = kindOf(program, id).kind.object;
      const readBy = (all: readonly Pick<RuleDescriptor, "kind" | "reads">[], asked: ReadonlySet<string>): string[] => {
        const own = all.filter((policy) => policy.kind === id);
        return fieldsLookedAt(program.manifest.objects, root, own, asked.has(id));
      };
      const decoded = readBy(policies, inventory);
      const apart = policies.some((policy) => policy.kind === id && !sameNames(policy.reads, decoded));
      return [id, { decoded, reported: readBy(descriptors, ofRules.inventory), apart, withRequest }];
    }),
  );
  const shared = new SharedProgram(program, needed);
  const files: RegoFile[] = [];
  const support = new Set<SupportFunction>();
  const finish = (path: string, lowering: ModuleLowering, address: readonly string[], extra: Partial<Module>): void => {
    const helpers = new Set(lowering.helperNames.values());
    const rules = usedRules(lowering.rules.map(tidyRule), helpers);
    const used = namesOf(rules);
    for (const name of supportNames) if (used.has(`std.${name}`)) support.add(name);
    files.push({
      path,
      module: {
        package: address,
        header: [],
        metadata: [],
        imports: usedImports(lowering.imports, rules),
        rules,
        ...extra,
      },
    });
  };

  for (const module of program.modules) {
    const rule =
      module.rule !== undefined ? descriptors.find((descriptor) => descriptor.id === module.rule?.id) : undefined;
    const constants = module.constants.filter((constant) => needed.has(ir.symbolKey(constant.symbol)));
    const functions = module.functions.filter((declaration) => needed.has(ir.symbolKey(declaration.symbol)));
    const decision = decisions.find(({ id }) => id === module.decision?.id);
    if (rule === undefined && decision === undefined && constants.length + functions.length === 0) continue;
    const lowering = shared.lowering(module.id, localNames(module));
    for (const constant of constants) onBehalfOf(module.file, () => lowerConstant(constant, lowering));
    for (const declaration of functions) onBehalfOf(module.file, () => lowerFunction(declaration, lowering));
    const address = shared.addressOf(module.id).package;
    if (rule !== undefined && module.rule !== undefined) {
      const { check } = module.rule;
      const source = instancesOf(rule, kindReads.get(rule.kind)!, lowering);
      onBehalfOf(module.file, () => lowerCheck(check, source, lowering));
    }
    if (decision !== undefined && module.decision !== undefined) {
      const source = instancesOf(decision, kindReads.get(decision.kind)!, lowering);
      lowerResults(decision, shared.nameOf(module.decision.decide), source, lowering);
    }
    finish(`${address.slice(1).join("/")}.rego`, lowering, address, {
      header: [`Generated by Regoscript from ${module.file}. Do not edit.`],
      metadata: rule === undefined ? [] : ruleMetadata(rule),
    });
  }

  for (const id of kindIds) {
    const { module, kind } = kindOf(program, id);
    const header = [`Generated by Regoscript from ${module.file}. Do not edit.`];
    const lowering = shared.lowering(`inputs:${id}`, localNames({ ...module, kinds: [kind] }));
    for (const name of [
      "found",
      "problems",
      "decoded",
      "fits",
      "well_formed",
      "instances",
      "instances_with",
      "malformed",
      "malformed_in",
    ])
      lowering.names.reserve(name);
    const reads = kindReads.get(id)!;
    const documents = variable(lowering.external(["regoscript", "engine", "documents"]));
    lowerFinder(kind.find, documents, { reads: reads.decoded, withRequest }, lowering);
    lowerKind(kind.object, program.manifest.objects, reads, lowering);
    finish(`inputs/${snakeCase(id)}.rego`, lowering, ["regoscript", "inputs", snakeCase(id)], { header });
    if (!inventory.has(id)) continue;
    const all = shared.lowering(`inventory:${id}`, localNames({ ...module, kinds: [kind] }));
    lowerInventory(kind, reads.decoded, all);
    finish(`inventory/${snakeCase(id)}.rego`, all, ["regoscript", "inventory", snakeCase(id)], { header });
  }

  const parameters = shared.lowering("parameters", new Set());
  lowerParameters(policies, program.manifest, parameters);
  finish("parameters.rego", parameters, ["regoscript", "parameters"], {
    header: ["Generated by Regoscript. Do not edit."],
  });

  const report = shared.lowering("report", new Set());
  const doubting = descriptors.filter(({ id }) =>
    program.modules.some(({ rule }) => rule?.id === id && mayBeUndetermined(rule.check)),
  );
  lowerReport(descriptors, reportedKinds, doubting, report);
  finish("report.rego", report, ["regoscript"], { header: ["Generated by Regoscript. Do not edit."] });

  files.push({ path: "std.rego", module: supportModule(support) });
  return files.sort((left, right) => (left.path < right.path ? -1 : 1));
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name) => others.includes(name));
}

/** The instances that a policy runs on: a name of its own for those of which it reads less than is looked at. */
function instancesOf(
  { kind, reads }: Pick<RuleDescriptor, "kind" | "reads">,
  { decoded }: KindReads,
  module: ModuleLowering,
): Term {
  const of = (rule: string): string => module.external(["regoscript", "inputs", snakeCase(kind), rule]);
  if (sameNames(reads, decoded)) return variable(of("instances"));
  const name = module.helperName("instances");
  module.rules.push({
    kind: "complete",
    name,
    branches: [{ value: call(of("instances_with"), set(...reads.map((field) => scalar(field)))), body: [] }],
    comments: ["The instances of which everything that is read here is what the interface says."],
  });
  return variable(name);
}

class SharedProgram implements Program {
  readonly #addresses = new Map<string, ModuleAddress>();
  readonly #names = new Map<string, string>();
  readonly #scopes = new Map<string, NameScope>();
  constructor(program: CompiledProgram, needed: ReadonlySet<string>) {
    const folders = program.modules.flatMap((module) => module.id.split("/").slice(0, 1).map(snakeCase));
    const paths = packagePaths(program.modules.map(({ id }) => id));
    for (const module of program.modules) {
      const address = addressIn(module, paths.get(module.id)!);
      this.#addresses.set(module.id, { package: ["regoscript", ...address] });
      const scope = new NameScope();
      for (const name of [
        "violations",
        "undetermined",
        "inputs",
        "inventory",
        "parameters",
        "std",
        "engine",
        "rules",
        "decisions",
        ...folders,
        // A package below this one, of a folder with this file's name.
        ...[...paths.values()]
          .filter((other) => other.length > address.length && address.every((name, index) => other[index] === name))
          .map((other) => other[address.length]!),
      ])
        scope.reserve(name);
      for (const { symbol } of [...module.constants, ...module.functions]) {
        if (needed.has(ir.symbolKey(symbol))) this.#names.set(ir.symbolKey(symbol), scope.declare(symbol.name));
      }
      this.#scopes.set(module.id, scope);
    }
  }

  lowering(id: string, locals: ReadonlySet<string>): ModuleLowering {
    return new ModuleLowering(this, lowerings, id, locals, this.#scopes.get(id) ?? new NameScope());
  }

  addressOf(module: string): ModuleAddress {
    const address = this.#addresses.get(module);
    if (address === undefined) throw new Error(`no module ${module}`);
    return address;
  }

  nameOf(symbol: ir.ModuleSymbol): string {
    const name = this.#names.get(ir.symbolKey(symbol));
    if (name === undefined) throw new Error(`no symbol ${ir.symbolKey(symbol)}`);
    return name;
  }

  describe(span: Span): string {
    return `${span.file}:${span.line}`;
  }
}

/** The package of a module below `regoscript`. */
function addressIn({ rule, decision }: ir.Module, path: readonly string[]): readonly string[] {
  if (rule !== undefined) return ["rules", snakeCase(rule.id)];
  return decision === undefined ? path : ["decisions", snakeCase(decision.id)];
}

function kindOf(program: CompiledProgram, id: string): { module: ir.Module; kind: ir.KindDeclaration } {
  for (const module of program.modules) {
    const kind = module.kinds.find((candidate) => candidate.id === id);
    if (kind !== undefined) return { module, kind };
  }
  throw new Error(`input kind ${id} has no module`);
}

function readsRequest({ rule, decision, functions }: ir.Module): boolean {
  const bodies = [
    rule?.check.body ?? [],
    decision === undefined ? [] : functions.flatMap((declaration) => declaration.body),
  ];
  return bodies.some((body) =>
    some(body, (expression) => expression.kind === "field" && expression.key === "$request"),
  );
}

/** Whether a rule may not be able to tell, for lack of evidence. */
function mayBeUndetermined(check: ir.GeneratorDeclaration): boolean {
  return some(check.body, (expression) => expression.kind === "undetermined");
}

function some(body: readonly ir.Statement[], test: (expression: ir.Expression) => boolean): boolean {
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

function ruleMetadata(rule: RuleDescriptor): string[] {
  return [
    `title: ${JSON.stringify(rule.title)}`,
    `description: ${JSON.stringify(rule.rationale)}`,
    ...(rule.references.length === 0
      ? []
      : ["related_resources:", ...rule.references.map((reference) => `  - ref: ${JSON.stringify(reference)}`)]),
    "custom:",
    `  id: ${rule.id}`,
    `  severity: ${rule.severity}`,
    `  remediation: ${JSON.stringify(rule.remediation)}`,
  ];
}

/**
 * `parameters.<rule>`: the rule's parameters, defaults filled in; `parameters.problems`: what is wrong with those
 * given.
 */
function lowerParameters(
  rules: readonly Pick<RuleDescriptor, "id" | "parameters">[],
  manifest: Manifest,
  module: ModuleLowering,
): void {
  const given = variable(module.external(["regoscript", "engine", "parameters"]));
  const problems = new ProblemsLowering(manifest.objects, module);
  const allowed = object(
    rules.map((rule) => [rule.id, set(...rule.parameters.map((parameter) => scalar(parameter.name)))]),
  );
  const rulesOut: Rule[] = [];
  for (const rule of rules) {
    const fields = rule.parameters.map((parameter): [string, Term] => [
      parameter.name,
      module.support(
        "coalesce",
        call("object.get", given, array(scalar(rule.id), scalar(parameter.name)), nothing),
        regoValue(parameter.default),
      ),
    ]);
    rulesOut.push({ kind: "complete", name: snakeCase(rule.id), branches: [{ value: object(fields), body: [] }] });
  }
  // Most runs give no parameters.
  rulesOut.push({
    kind: "complete",
    name: "problems",
    branches: [
      { value: set(), body: [{ kind: "term", term: infix("==", call("count", given), scalar(0)) }] },
      { value: variable("faults"), body: [] },
    ],
    comments: ["What is wrong with the parameters that are given."],
  });
  // Not `problem`, which a set of problems binds inside itself: regorus takes the two for one.
  const fault = "fault";
  for (const rule of rules) {
    for (const parameter of rule.parameters) {
      const at = call("object.get", given, array(scalar(rule.id), scalar(parameter.name)), nothing);
      rulesOut.push({
        kind: "contains",
        name: "faults",
        value: variable(fault),
        body: [
          { kind: "assign", name: "value", value: at },
          { kind: "term", term: infix("!=", variable("value"), nothing) },
          {
            kind: "some",
            value: fault,
            source: problems.of(parameter.shape, variable("value"), array(scalar(rule.id), scalar(parameter.name))),
          },
        ],
      });
    }
  }
  const name = variable("name");
  const rule = variable("rule");
  rulesOut.push(
    {
      kind: "complete",
      name: "known",
      branches: [{ value: allowed, body: [] }],
      comments: ["The parameters that each rule has."],
    },
    {
      kind: "contains",
      name: "faults",
      value: object([
        ["path", array(rule)],
        ["expected", scalar("the id of a rule")],
        ["found", scalar("no such rule")],
      ]),
      body: [
        { kind: "some", key: "rule", value: "_", source: given },
        { kind: "not", term: ref(variable("known"), rule) },
      ],
    },
    {
      kind: "contains",
      name: "faults",
      value: object([
        ["path", array(rule, name)],
        ["expected", scalar("the name of a parameter")],
        ["found", scalar("no such parameter")],
      ]),
      body: [
        { kind: "some", key: "rule", value: "values", source: given },
        { kind: "some", key: "name", value: "_", source: variable("values") },
        { kind: "not", term: infix("in", name, ref(variable("known"), rule)) },
      ],
    },
  );
  module.rules.push(...rulesOut);
}

/**
 * The entry point: every rule's violations, by input kind so that a rule costs nothing for a document that has no
 * instance.
 */
function lowerReport(
  rules: readonly RuleDescriptor[],
  kinds: readonly string[],
  doubting: readonly RuleDescriptor[],
  module: ModuleLowering,
): void {
  const violation = variable("violation");
  const problem = variable("problem");
  const parameterProblems = variable(module.external(["regoscript", "parameters", "problems"]));
  const noProblems = { kind: "term" as const, term: infix("==", call("count", parameterProblems), scalar(0)) };
  const output: Rule[] = [
    {
      kind: "complete",
      name: "report",
      branches: [
        {
          value: object([
            ["violations", rules.length === 0 ? array() : variable("violations")],
            ["malformed", variable("malformed")],
            ["undetermined", doubting.length === 0 ? array() : variable("undetermined")],
            ["recognised", variable("recognised")],
          ]),
          body: [],
        },
      ],
      comments: ["Everything that the rules say of the input."],
    },
    { kind: "default", name: "recognised", arity: undefined, value: scalar(false) },
  ];
  for (const kind of kinds) {
    const name = snakeCase(kind);
    const inputs = (rule: string): Term => variable(module.external(["regoscript", "inputs", name, rule]));
    const own = rules.filter((candidate) => candidate.kind === kind);
    output.push({
      kind: "complete",
      name: "recognised",
      branches: [
        { value: undefined, body: [{ kind: "term", term: infix(">", call("count", inputs("found")), scalar(0)) }] },
      ],
    });
    if (own.length > 0) {
      output.push({
        kind: "contains",
        name: "violations",
        value: violation,
        body: [
          { kind: "term", term: infix(">", call("count", inputs("found")), scalar(0)) },
          noProblems,
          { kind: "some", value: "violation", source: variable(`${name}_violations`) },
        ],
      });
    }
    for (const rule of own) {
      const found = variable(module.external(["regoscript", "rules", snakeCase(rule.id), "violations"]));
      output.push({
        kind: "contains",
        name: `${name}_violations`,
        value: call(
          "object.union",
          violation,
          object([
            ["rule", scalar(rule.id)],
            ["severity", scalar(rule.severity)],
          ]),
        ),
        body: [{ kind: "some", value: "violation", source: found }],
      });
    }
    output.push({
      kind: "contains",
      name: "malformed",
      value: call("object.union", problem, object([["kind", scalar(kind)]])),
      body: [{ kind: "some", value: "problem", source: inputs("malformed") }],
    });
  }
  for (const rule of doubting) {
    output.push({
      kind: "contains",
      name: "undetermined",
      value: call(
        "object.union",
        variable("result"),
        object([
          ["rule", scalar(rule.id)],
          ["severity", scalar(rule.severity)],
        ]),
      ),
      body: [
        noProblems,
        {
          kind: "some",
          value: "result",
          source: variable(module.external(["regoscript", "rules", snakeCase(rule.id), "undetermined"])),
        },
      ],
    });
  }
  output.push({
    kind: "contains",
    name: "malformed",
    value: call(
      "object.union",
      problem,
      object([
        ["kind", scalar("parameters")],
        ["resource", scalar("parameters")],
      ]),
    ),
    body: [{ kind: "some", value: "problem", source: parameterProblems }],
  });
  module.rules.push(...output);
}

function supportModule(used: ReadonlySet<SupportFunction>): Module {
  const all = new Set<SupportFunction>();
  const add = (name: SupportFunction): void => {
    if (all.has(name)) return;
    all.add(name);
    for (const inner of supportFunctions[name].uses) add(inner);
  };
  for (const name of used) add(name);
  const rules = [...all].sort().map((name): Rule => ({ kind: "verbatim", name, text: supportFunctions[name].rego }));
  return {
    package: ["regoscript", "std"],
    header: ["Generated by Regoscript: functions that compiled rules call. Do not edit."],
    metadata: [],
    imports: [],
    rules,
  };
}
