import type { KubernetesResources } from "./authoring/input-kind.ts";
import type { Rule } from "./authoring/rule.ts";
import { codes } from "./diagnostics/codes.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { parseExamples, type RuleExamples } from "./examples/parse.ts";
import { type FrontEndResult, type NamedEvidence, readPolicies } from "./frontend/compile.ts";
import type { PolicyPlaces } from "./frontend/examples.ts";
import { openProgram, type PolicyProgram } from "./frontend/program.ts";
import { readsRequest } from "./ir/features.ts";
import { Guards } from "./ir/guards.ts";
import type { Module } from "./ir/nodes.ts";
import { runPasses } from "./ir/passes/index.ts";
import { reachable } from "./ir/reachable.ts";
import type { DecisionDescriptor, KindDescriptor, Manifest, RuleDescriptor } from "./manifest/manifest.ts";
import { packVersion } from "./pack-version.ts";
import type { CompiledProgram } from "./rego/program.ts";
import { fieldsOfResult, fieldsReached } from "./shapes/restricted.ts";
import { targets } from "./targets/index.ts";
import type { OutputFile } from "./targets/output.ts";

/** A compiled policy folder. With diagnostics there is nothing to build from. */
export interface Compilation extends CompiledProgram {
  readonly diagnostics: readonly Diagnostic[];
  /** Where policies and their examples are, by a policy's id. */
  readonly places: ReadonlyMap<string, PolicyPlaces>;
  /** Text of a source file by the name that spans have. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Compiles all policies below a folder; reports everything that is wrong, not just the first. */
export function compileDirectory(directory: string): Compilation {
  return compileFolder(directory, () => openProgram(directory));
}

/** As `compileDirectory`, with a program opened by the caller, and all policies or those with the given ids. */
export function compileFolder(directory: string, open: () => PolicyProgram, only?: readonly string[]): Compilation {
  const read = readPolicies(directory, open, only);
  const { judge, places, sources } = read;
  try {
    const { manifest, modules, diagnostics } = passed(read, packVersion(directory));
    return { manifest, modules, diagnostics: judge(diagnostics), places, sources };
  } catch (error) {
    // The passes rely on a program in which everything has its meaning.
    const diagnostics = judge(read.diagnostics);
    if (diagnostics.length === 0) throw error;
    return { manifest: read.manifest, modules: [], diagnostics, places, sources };
  }
}

/** A program after the passes, with everything that is refused. */
function passed(
  read: FrontEndResult,
  version: string | undefined,
): CompiledProgram & { readonly diagnostics: readonly Diagnostic[] } {
  const { modules, diagnostics: refused } = runPasses(read.modules);
  const described = { ...read.manifest, ...(version !== undefined && { version }) };
  const manifest = withParts(withReads(described, read.modules, modules), modules);
  const diagnostics = [...read.diagnostics, ...checkEvidence(manifest, read.evidence), ...refused];
  return { manifest, modules, diagnostics };
}

/**
 * What each policy reads and asks the inventory for, as its code says.
 *
 * @param written the modules before the passes, which leave out what no result needs and Node reads all the same
 */
function withReads(manifest: Manifest, written: readonly Module[], modules: readonly Module[]): Manifest {
  const completed = <Policy extends RuleDescriptor | DecisionDescriptor>(policy: Policy): Policy => {
    const inventory = [...reachable(modules, [policy.id], [], []).inventory].sort();
    const { fields } = reachable(written, [policy.id], [], []);
    const names =
      fields === "all" || !("result" in policy) ? fields : new Set([...fields, ...fieldsOfResult(policy.result)]);
    const roots = manifest.kinds.filter(({ id }) => policy.kinds.includes(id)).map(({ object }) => object);
    const reads = [...new Set(roots.flatMap((root) => fieldsReached(manifest.objects, root, names)))].sort();
    return { ...policy, reads, ...(inventory.length > 0 && { inventory }) };
  };
  const asking = new Set(modules.flatMap((module) => (readsRequest(module) ? [module.rule?.id] : [])));
  return {
    ...manifest,
    rules: manifest.rules
      .map(completed)
      .map((rule) => ({ ...rule, ...(asking.has(rule.id) && { asksForRequest: true }) })),
    ...(manifest.decisions !== undefined && { decisions: manifest.decisions.map(completed) }),
  };
}

/** Whether parts of a type are resources of a template or plan: others have a colon behind what they are from. */
function mayBeOpen(type: string): boolean {
  return type.includes("::") || !type.includes(":");
}

/** In which types of parts the finder of each input kind looks, as its code says. */
function withParts(manifest: Manifest, modules: readonly Module[]): Manifest {
  const guards = new Guards(modules);
  const finders = new Map(modules.flatMap(({ kinds }) => kinds.map(({ id, find }) => [id, guards.of(find)] as const)));
  const kinds = manifest.kinds.map((kind): KindDescriptor => {
    const guard = finders.get(kind.id);
    const parts = guard === undefined ? ["*"] : [...guard.types].sort();
    if (parts.length === 0) return kind;
    return { ...kind, parts, ...(parts.some(mayBeOpen) && { isInOpenParts: true }) };
  });
  return { ...manifest, kinds };
}

/**
 * What a policy asks the inventory for is what it names as evidence: a native engine knows of no other input kinds.
 */
function checkEvidence(
  { rules, decisions = [], kinds: descriptors }: Manifest,
  evidence: ReadonlyMap<string, NamedEvidence>,
): readonly Diagnostic[] {
  return [...rules, ...decisions].flatMap((policy): Diagnostic[] => {
    const { span, kinds } = evidence.get(policy.id)!;
    const asked = policy.inventory ?? [];
    const unnamed = asked.filter((id) => !policy.kinds.includes(id) && !kinds.includes(id));
    const unasked = kinds.filter((id) => !asked.includes(id));
    // Decisions are not for Gatekeeper.
    const endless =
      "result" in policy
        ? []
        : descriptors.filter(({ id, kubernetes }) => asked.includes(id) && kubernetes.some(hasWildcard));
    return [
      ...endless.map(({ id }) => ({
        code: "RS3018" as const,
        message: `the rule asks for all instances of \`${id}\`, which is found in resources of all kinds`,
        span,
        help: codes.RS3018.remedy,
      })),
      ...unnamed.map((id) => ({
        code: "RS3010" as const,
        message: `the rule asks for all instances of \`${id}\` and doesn't name it as evidence`,
        span,
        help: codes.RS3010.remedy,
      })),
      ...unasked.map((id) => ({
        code: "RS3010" as const,
        message: `the rule names \`${id}\` as evidence and never asks for it`,
        span,
        help: "leave it out of `evidence`",
      })),
    ];
  });
}

function hasWildcard({ groups, kinds, versions = [] }: KubernetesResources): boolean {
  return [...groups, ...kinds, ...versions].includes("*");
}

/** Parses the examples of imported rules. */
export function examplesOf(rules: readonly Rule[]): RuleExamples {
  return new Map(rules.map((rule) => [rule.id, parseExamples(rule.id, rule.examples)]));
}

/**
 * Every output of a policy folder: the files of all targets. Where it has decisions only, of OPA's alone, since
 * conftest and Gatekeeper have no place for them.
 *
 * @throws RegoscriptFault if OPA refuses what was printed
 */
export async function buildOutputs(program: CompiledProgram, examples: RuleExamples): Promise<OutputFile[]> {
  const files: OutputFile[] = [];
  const hasRules = program.manifest.rules.length > 0;
  for (const target of targets.filter(({ id }) => hasRules || id === "opa"))
    files.push(...(await target.files(program, examples)));
  return files;
}
