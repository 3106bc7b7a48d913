import { type AdmissionRequest, admissionRequest, isDeleted } from "../authoring/admission.ts";
import type { Decision } from "../authoring/decision.ts";
import { type InputKind, inputKinds } from "../authoring/input-kind.ts";
import type { Inventory } from "../authoring/inventory.ts";
import { type Located, location, pathOf } from "../authoring/location.ts";
import { Raw } from "../authoring/raw.ts";
import type { ParameterValues, Rule } from "../authoring/rule.ts";
import { expand } from "../documents/expand.ts";
import type { SerialisedProgram } from "../ir/serialised.ts";
import type { DecisionDescriptor, KindDescriptor, Manifest } from "../manifest/manifest.ts";
import { openKinds } from "../manifest/open-kinds.ts";
import type { Path } from "../paths.ts";
import { makeDecoders } from "../shapes/decode.ts";
import { projected } from "../shapes/project.ts";
import { fieldsLookedAt, restrictedTo } from "../shapes/restricted.ts";
import { Judge } from "../unknown/judge.ts";
import { rawValue } from "../unknown/known.ts";
import { Candidates } from "./candidates.ts";
import { type DecisionVerdict, decisionOf, makeDecisionReport } from "./decisions.ts";
import { valuesOf } from "./documents.ts";
import { type DecodableKind, type Decode, type DecodedInstance, decodedBy, foundIn, instancesIn } from "./instances.ts";
import { type PlacedInstance, RunInventory } from "./inventory.ts";
import { resolveParameters } from "./parameters.ts";
import { EvaluationError, optionsOf, type Policies, PreparedInventory } from "./policies.ts";
import { makeReport, type Verdict } from "./report.ts";

type DecoderOf = (kind: KindDescriptor, reads: readonly string[]) => Decode;

interface NativeKind extends DecodableKind {
  readonly id: string;
  /** Rules that need nothing but an instance. */
  readonly rules: readonly Rule[];
  /** Rules that look at the whole run. */
  readonly asking: readonly Rule[];
  /** Ids of those that look at the admission request, which alone are asked of an object that goes. */
  readonly onRequests: ReadonlySet<string>;
  readonly isInOpenParts: boolean;
  /** The decoder of what a rule reads, for an instance of which something else may be malformed. */
  apart(rule: string): Decode;
}

/** What a rule is asked about. */
interface Subject extends DecodedInstance {
  readonly request: AdmissionRequest | undefined;
}

/** A rule and an instance that wait for the run's last document. */
interface Waiting {
  readonly rule: Rule;
  readonly subject: Subject;
  readonly index: number;
  readonly verdict: OpenVerdict;
}

/** A verdict to which more is added. */
interface OpenVerdict {
  readonly violations: Verdict["violations"][number][];
  readonly malformed: Verdict["malformed"][number][];
  readonly undetermined: Verdict["undetermined"][number][];
  readonly unrecognised: Path[];
}

/**
 * Policies as the rule functions themselves, with the decoders that the manifest describes.
 *
 * @param rules the default exports of the rule modules; each names its input kind
 * @param program gives the clauses of the same rules, with which parts of documents are judged in which something isn't
 *   known; called once, when the first such part comes. Without it, what isn't known is taken for absent.
 * @throws Error if the rules or decisions are not those of the manifest
 */
export function nativePolicies(
  manifest: Manifest,
  rules: readonly Rule[],
  decisions: readonly Decision[] = [],
  program?: () => SerialisedProgram,
): Policies {
  const decoders = new Map<string, ReturnType<typeof makeDecoders>>();
  /** The decoder of the fields of an input kind that some policies read. */
  const decoderOf: DecoderOf = ({ object }, reads) => {
    const key = reads.join();
    let make = decoders.get(key);
    if (make === undefined) {
      make = makeDecoders(restrictedTo(manifest.objects, new Set(reads)));
      decoders.set(key, make);
    }
    return make(object);
  };
  const asked = new Set(
    [...manifest.rules, ...(manifest.decisions ?? [])].flatMap((descriptor) => descriptor.inventory ?? []),
  );
  const ofRules = rules.flatMap(namedKinds);
  const ofDecisions = decisions.flatMap(namedKinds);
  const kinds = manifest.kinds.flatMap((descriptor): NativeKind[] => {
    const own = manifest.rules
      .filter(({ kinds }) => kinds.includes(descriptor.id))
      .map((one) => ({ descriptor: one, rule: ruleOf(one.id, rules) }));
    const kind = ofRules.find(({ id }) => id === descriptor.id);
    if (kind === undefined) return [];
    const ask = own.filter((one) => one.descriptor.inventory !== undefined).map(({ rule }) => rule);
    const isEvidence = manifest.rules.some(({ inventory = [] }) => inventory.includes(descriptor.id));
    const policies = own.map((one) => one.descriptor);
    const reads = fieldsLookedAt(manifest.objects, descriptor.object, policies, isEvidence);
    return [
      {
        id: descriptor.id,
        kind,
        decode: decoderOf(descriptor, reads),
        apart: (id) => decoderOf(descriptor, own.find((one) => one.descriptor.id === id)!.descriptor.reads),
        rules: own.map(({ rule }) => rule).filter((rule) => !ask.includes(rule)),
        asking: ask,
        onRequests: new Set(policies.filter((one) => one.asksForRequest === true).map(({ id }) => id)),
        isInOpenParts: descriptor.isInOpenParts === true,
      },
    ];
  });
  for (const needed of manifest.rules.flatMap((rule) => [...rule.kinds, ...(rule.inventory ?? [])])) {
    if (kinds.every(({ id }) => id !== needed))
      throw new Error(`the manifest or the rules lack the input kind \`${needed}\``);
  }
  const policyKinds = [...ofRules, ...ofDecisions];
  const evidence = [...asked].map((id) => {
    const { kind, descriptor } = kindNamed(id, policyKinds, manifest);
    return { kind, decode: decoderOf(descriptor, fieldsLookedAt(manifest.objects, descriptor.object, [], true)) };
  });
  const asks = manifest.rules.some(({ inventory }) => inventory !== undefined);
  const inventoryOf: Policies["inventoryOf"] = (documents) => {
    const inventory = new RunInventory(evidence);
    let index = 0;
    for (const document of valuesOf(documents)) {
      guarded(index, "the inventory", () => inventory.add(document));
      index++;
    }
    return new PreparedInventory(inventory);
  };
  const candidates = new Candidates(kinds);
  const judgement: Judgement | undefined =
    program !== undefined && openKinds(manifest).length > 0 ? lazily(() => new Judge(program(), manifest)) : undefined;
  const seesDeleted = decisions.length > 0 || manifest.rules.some(({ asksForRequest }) => asksForRequest === true);
  const newRun = (parameters: GivenToRules, inventory?: Inventory): Run =>
    new Run(candidates, parameters, inventory, judgement, seesDeleted);
  const defaults = resolveParameters(manifest);
  return {
    manifest,
    evaluate(documents, options) {
      const { parameters: given, inventory: prepared } = optionsOf(options);
      const parameters = given === undefined ? defaults : resolveParameters(manifest, given);
      const run = prepared === undefined ? undefined : contentOf(prepared);
      const values = valuesOf(documents);
      if (!asks) return makeReport(newRun(parameters).verdicts(values));
      if (run !== undefined) return makeReport(preparedVerdicts(values, run, (own) => newRun(parameters, own)));
      const inventory = new RunInventory(evidence);
      return makeReport(newRun(parameters, inventory).allVerdicts(values, inventory));
    },
    decide(id, documents, options) {
      const { parameters: given, inventory: prepared } = optionsOf(options);
      const descriptor = decisionOf(manifest, id);
      const decision = decisions.find((candidate) => candidate.id === id);
      if (decision === undefined) throw new Error(`the decision \`${id}\` of the manifest has no module`);
      const parameters = (given === undefined ? defaults : resolveParameters(manifest, given))[id]!;
      // What a decision looks at all of must be there before the first one.
      const values =
        descriptor.inventory === undefined || prepared !== undefined ? valuesOf(documents) : [...valuesOf(documents)];
      const run = descriptor.inventory === undefined ? undefined : contentOf(prepared ?? inventoryOf(values));
      const own = descriptor.kinds.map((one): DecodableKind => {
        const named = kindNamed(one, ofDecisions, manifest);
        return { kind: named.kind, decode: decoderOf(named.descriptor, descriptor.reads) };
      });
      return makeDecisionReport([...decisionVerdicts(values, decision, descriptor, own, parameters, run)]);
    },
    inventoryOf,
  };
}

/** The input kinds that a policy names. */
function namedKinds({ input, evidence = [] }: Pick<Rule, "input" | "evidence">): readonly InputKind<Located>[] {
  return [...inputKinds(input), ...evidence];
}

function kindNamed(
  id: string,
  kinds: readonly InputKind<Located>[],
  { kinds: descriptors }: Manifest,
): { readonly kind: InputKind<Located>; readonly descriptor: KindDescriptor } {
  const kind = kinds.find((candidate) => candidate.id === id);
  const descriptor = descriptors.find((candidate) => candidate.id === id);
  if (kind === undefined || descriptor === undefined)
    throw new Error(`the manifest or the policies lack the input kind \`${id}\``);
  return { kind, descriptor };
}

function* decisionVerdicts(
  documents: Iterable<unknown>,
  decision: Decision,
  descriptor: DecisionDescriptor,
  kinds: readonly DecodableKind[],
  parameters: ParameterValues,
  run: RunInventory | undefined,
): Generator<DecisionVerdict> {
  let index = 0;
  for (const document of documents) {
    const results: DecisionVerdict["results"][number][] = [];
    const malformed: Verdict["malformed"][number][] = [];
    guarded(index, `the decision \`${decision.id}\``, () => {
      const inventory = run?.including(document) ?? noInventory;
      for (const raw of expand(new Raw(document, undefined))) {
        const request = raw.request === undefined ? undefined : admissionRequest(raw.request);
        for (const kind of kinds) {
          for (const { decoded, resource } of instancesIn(raw, kind, malformed)) {
            results.push({
              resource,
              path: pathOf(decoded[location]),
              value: projected(descriptor.result, decision.decide(decoded, { parameters, inventory, request })),
            });
          }
        }
      }
    });
    yield { results, malformed };
    index++;
  }
}

/**
 * The instances that a prepared inventory has of an input kind, with where they stand, in the order of `inventory.all`.
 *
 * @throws TypeError if another engine prepared it
 */
export function instancesOf(prepared: PreparedInventory, kind: string): readonly PlacedInstance[] {
  return contentOf(prepared).instancesOf(kind);
}

/**
 * How many instances of an input kind a prepared inventory leaves out, since they are malformed.
 *
 * @throws TypeError if another engine prepared it
 */
export function malformedOf(prepared: PreparedInventory, kind: string): number {
  return contentOf(prepared).malformedOf(kind);
}

function contentOf({ content }: PreparedInventory): RunInventory {
  if (content instanceof RunInventory) return content;
  throw new TypeError("the inventory was prepared by other policies; prepare it with `inventoryOf` of these");
}

function ruleOf(id: string, rules: readonly Rule[]): Rule {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`the rule \`${id}\` of the manifest has no module`);
  return rule;
}

/** What rules get that the compiler knows never to ask for the inventory. */
const noInventory: Inventory = {
  all: refuse,
  find: refuse,
  once(work) {
    return work(noInventory);
  },
};

function refuse(): never {
  throw new Error("this rule was compiled as one that doesn't look at the inventory");
}

/** The verdicts of documents with a run that was prepared. */
function* preparedVerdicts(
  documents: Iterable<unknown>,
  prepared: RunInventory,
  newRun: (inventory: Inventory) => Run,
): Generator<Verdict> {
  let index = 0;
  for (const document of documents) {
    const inventory = guarded(index, "the inventory", () => prepared.including(document));
    yield newRun(inventory).verdict(document, index);
    index++;
  }
}

/** The values of parameters, by rule. */
interface GivenToRules {
  readonly [rule: string]: ParameterValues;
}

/** The rules in three-valued logic, made when they are needed. */
type Judgement = () => Judge;

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** One evaluation of documents. */
class Run {
  readonly #candidates: Candidates<NativeKind>;
  readonly #parameters: GivenToRules;
  readonly #inventory: Inventory;
  readonly #judgement: Judgement | undefined;
  readonly #seesDeleted: boolean;
  #waiting: Waiting[] | undefined;

  constructor(
    candidates: Candidates<NativeKind>,
    parameters: GivenToRules,
    inventory: Inventory = noInventory,
    judgement: Judgement | undefined,
    seesDeleted: boolean,
  ) {
    this.#judgement = judgement;
    this.#seesDeleted = seesDeleted;
    this.#candidates = candidates;
    this.#parameters = parameters;
    this.#inventory = inventory;
  }

  /** The verdict of each document as soon as it is there. */
  *verdicts(documents: Iterable<unknown>): Generator<Verdict> {
    let index = 0;
    for (const document of documents) yield this.verdict(document, index++);
  }

  /** The verdicts of all documents once the last one is there, whose instances are added to `inventory`. */
  allVerdicts(documents: Iterable<unknown>, inventory: RunInventory): Verdict[] {
    const waiting: Waiting[] = [];
    this.#waiting = waiting;
    const verdicts: Verdict[] = [];
    for (const document of documents) {
      verdicts.push(this.verdict(document, verdicts.length));
      guarded(verdicts.length - 1, "the inventory", () => inventory.add(document));
    }
    for (const { rule, subject, index, verdict } of waiting)
      guarded(index, `the rule \`${rule.id}\``, () => this.#check(rule, subject, verdict));
    return verdicts;
  }

  /** What is said of one document. */
  verdict(document: unknown, index: number): Verdict {
    const verdict: OpenVerdict = { violations: [], malformed: [], undetermined: [], unrecognised: [] };
    for (const raw of expand(new Raw(document, undefined))) {
      // Of an object that goes no rule has anything to say.
      if (!this.#seesDeleted && isDeleted(raw)) continue;
      const isRecognised =
        raw.origin?.open !== undefined && this.#judgement !== undefined
          ? guarded(index, "what isn't known", () => this.#judgeOpen(raw, this.#judgement!(), verdict))
          : this.#judgeKnown(raw, index, verdict);
      if (!isRecognised) verdict.unrecognised.push(pathOf(raw.link));
    }
    return verdict;
  }

  /** Adds what is said of a part in which something isn't known; gives whether it may have instances. */
  #judgeOpen(raw: Raw, judge: Judge, verdict: OpenVerdict): boolean {
    const kinds = this.#candidates.in(raw).flatMap(({ id, isInOpenParts }) => (isInOpenParts ? [id] : []));
    if (kinds.length === 0) return false;
    const { violations, malformed, undetermined, found } = judge.judge(rawValue(raw), this.#parameters, kinds);
    for (const violation of violations) verdict.violations.push(violation);
    for (const problem of malformed) verdict.malformed.push(problem);
    for (const doubt of undetermined) verdict.undetermined.push(doubt);
    return found.length > 0;
  }

  #judgeKnown(raw: Raw, index: number, verdict: OpenVerdict): boolean {
    const request = raw.request === undefined ? undefined : admissionRequest(raw.request);
    let isRecognised = false;
    for (const kind of this.#candidates.in(raw))
      if (this.#judgeAs(kind, raw, request, index, verdict)) isRecognised = true;
    return isRecognised;
  }

  /** Adds what is said of the instances of an input kind in a part of a document; gives whether there are any. */
  #judgeAs(kind: NativeKind, raw: Raw, request: Subject["request"], index: number, verdict: OpenVerdict): boolean {
    let isRecognised = false;
    let rule: Rule | undefined;
    const isGone = isDeleted(raw);
    try {
      for (const { decoded, instance } of foundIn(raw, kind, verdict.malformed)) {
        isRecognised = true;
        const { resource } = instance;
        const whole = decoded === undefined ? undefined : { decoded, resource, request };
        // Of one with something malformed, a rule sees what it reads itself, if that is in order.
        const subjectOf = ({ id }: Rule): Subject | undefined => {
          const readable = decodedBy(kind.apart(id), instance);
          return readable === undefined ? undefined : { decoded: readable, resource, request };
        };
        const isAsked = ({ id }: Rule): boolean => !isGone || kind.onRequests.has(id);
        for (rule of kind.rules) {
          if (!isAsked(rule)) continue;
          const subject = whole ?? subjectOf(rule);
          if (subject !== undefined) this.#check(rule, subject, verdict);
        }
        for (rule of kind.asking) {
          if (!isAsked(rule)) continue;
          const subject = whole ?? subjectOf(rule);
          if (subject === undefined) continue;
          if (this.#waiting === undefined) this.#check(rule, subject, verdict);
          else this.#waiting.push({ rule, subject, index, verdict });
        }
        rule = undefined;
      }
    } catch (error) {
      throw failure(index, rule === undefined ? `the finder of \`${kind.id}\`` : `the rule \`${rule.id}\``, error);
    }
    return isRecognised;
  }

  #check(rule: Rule, { decoded, resource, request }: Subject, verdict: OpenVerdict): void {
    const { id, severity } = rule;
    for (const result of rule.check(decoded, {
      parameters: this.#parameters[id]!,
      inventory: this.#inventory,
      request,
    })) {
      const { path, message } = result;
      if ("missing" in result)
        verdict.undetermined.push({
          rule: id,
          severity,
          message,
          path,
          resource,
          missing: result.missing,
          collect: result.collect,
        });
      else verdict.violations.push({ rule: id, severity, message, path, resource });
    }
  }
}

function guarded<Result>(index: number, what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw failure(index, what, error);
  }
}

function failure(index: number, what: string, error: unknown): EvaluationError {
  return new EvaluationError(index, `${what} failed: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  });
}
