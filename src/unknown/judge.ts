import { admissionRequest } from "../authoring/admission.ts";
import type { Origin } from "../authoring/part.ts";
import type { ParameterValues, Severity } from "../authoring/rule.ts";
import type { Setting } from "../authoring/settings.ts";
import type { SerialisedProgram } from "../ir/serialised.ts";
import type { KindDescriptor, Manifest, RuleDescriptor } from "../manifest/manifest.ts";
import type { Path } from "../paths.ts";
import { fieldsLookedAt, restrictedTo } from "../shapes/restricted.ts";
import { united, why } from "./because.ts";
import { Decoder, problemsIn } from "./decode.ts";
import { Interpreter } from "./interpreter.ts";
import { parametersValue, requestValue } from "./known.ts";
import { circumstances } from "./settings.ts";
import { and } from "./truth.ts";
import {
  type Because,
  type CandidateValue,
  isCompound,
  type MalformedValue,
  pathOfNode,
  type RawValue,
  type Truth,
  unknown,
  type Value,
} from "./values.ts";

/** What is surely so, whatever turns out to stand in the places that aren't known. */
interface JudgedViolation {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: Path;
  readonly resource: string;
}

/** What a rule can't tell before the value at a place is known. */
interface JudgedUndetermined extends JudgedViolation {
  /** `value` for a value of the document, else the id of an input kind. */
  readonly missing: string;
  /** A command that tells. */
  readonly collect: string;
}

interface JudgedMalformed {
  readonly kind: string;
  readonly resource: string;
  readonly path: Path;
  readonly expected: string;
  readonly found: string;
}

/** What is said of a part of a document, without repetitions. */
export interface Judgement {
  readonly violations: readonly JudgedViolation[];
  readonly malformed: readonly JudgedMalformed[];
  readonly undetermined: readonly JudgedUndetermined[];
  /** Ids of the input kinds of which the part has instances, or may have some. */
  readonly found: readonly string[];
}

type Wrapper = NonNullable<Origin["open"]>["wrapper"];

/** When values become known, and by which command, by what a part is from. */
const wrappers: { readonly [wrapper in Wrapper]: { readonly before: string; readonly collect: string } } = {
  cloudformation: {
    before: "deployment",
    collect: "deploy it, then check what the AWS command line says of it",
  },
  terraform: {
    before: "the plan is applied",
    collect: "terraform apply, then: terraform show -json | regoscript check -",
  },
};

/** For a part of which nothing is known to be unknown but what other documents say. */
const elsewhere = { before: "all documents are checked together", collect: "regoscript check" };

interface JudgedKind {
  readonly descriptor: KindDescriptor;
  readonly rules: readonly RuleDescriptor[];
  readonly decoder: Decoder;
  readonly reads: ReadonlySet<string>;
}

/** An instance, or what may be one. */
interface FoundInstance {
  readonly kind: string;
  readonly resource: string;
  readonly path: Path;
  readonly value: Value;
  readonly problems: readonly MalformedValue[];
  readonly truth: Truth;
}

/** What a rule may say of an instance, and whether it does. */
export interface Said {
  readonly rule: RuleDescriptor;
  readonly found: FoundInstance;
  readonly outcome: Value;
  readonly truth: Truth;
}

/** The rules of a policy set over parts of documents in which not everything is known. */
export class Judge {
  readonly #interpreter: Interpreter;
  readonly #manifest: Manifest;
  readonly #kinds: readonly JudgedKind[];

  constructor(program: SerialisedProgram, manifest: Manifest) {
    this.#interpreter = new Interpreter(program);
    this.#manifest = manifest;
    this.#kinds = manifest.kinds.map((descriptor): JudgedKind => {
      const rules = manifest.rules.filter(({ kinds }) => kinds.includes(descriptor.id));
      const isEvidence = manifest.rules.some(({ inventory = [] }) => inventory.includes(descriptor.id));
      const reads = new Set(fieldsLookedAt(manifest.objects, descriptor.object, rules, isEvidence));
      return { descriptor, rules, reads, decoder: new Decoder(restrictedTo(manifest.objects, reads)) };
    });
  }

  /**
   * What all rules say of a part.
   *
   * @param parameters values of each rule's parameters, by its id
   * @param kinds ids of the input kinds that may have instances in the part, where that is known
   */
  judge(
    part: RawValue,
    parameters: { readonly [rule: string]: ParameterValues },
    kinds?: readonly string[],
  ): Judgement {
    const judgements = inSettings(part).map((one) => {
      const judgement = new JudgementBuilder(one.origin?.open?.wrapper);
      for (const found of this.found(one, kinds)) {
        judgement.addInstance(found);
        for (const said of this.said(found, parameters)) judgement.add(said);
      }
      return judgement.judgement();
    });
    return judgements.length === 1 ? judgements[0]! : overSettings(judgements, part);
  }

  /** The instances in a part, in the setting that it has. */
  *found(part: RawValue, kinds?: readonly string[]): Generator<FoundInstance> {
    const request = part.request === undefined ? undefined : admissionRequest(part.request);
    for (const kind of this.#kinds) {
      if (kinds?.includes(kind.descriptor.id) === false) continue;
      const { id, object } = kind.descriptor;
      const surroundings = { parameters: null, path: part.path };
      for (const [outcome, truth] of this.#interpreter.find(id, part, surroundings)) {
        const candidate = outcome as CandidateValue;
        const decoded = kind.decoder.instance(candidate, object);
        const path = pathOfNode(decoded) ?? pathOfNode(candidate.at) ?? why(decoded)[0]?.path ?? part.path;
        yield {
          kind: id,
          resource: candidate.resource,
          path,
          value: request === undefined ? decoded : withRequest(decoded, requestValue(request)),
          problems: problemsIn(decoded, kind.reads),
          truth,
        };
      }
    }
  }

  /** What the rules of an instance's kind say of it, but for rules that read what is malformed. */
  *said(found: FoundInstance, parameters: { readonly [rule: string]: ParameterValues }): Generator<Said> {
    const { objects } = this.#manifest;
    for (const rule of this.#kinds.find(({ descriptor }) => descriptor.id === found.kind)!.rules) {
      if (found.problems.length > 0 && problemsIn(found.value, new Set(rule.reads)).length > 0) continue;
      const because = blankBecause(found.value, rule.reads);
      if (because !== undefined) {
        const anything = unknown(because);
        yield { rule, found, outcome: anything, truth: and(found.truth, anything) };
        continue;
      }
      const given = parametersValue(parameters[rule.id] ?? {}, rule.parameters, objects);
      const outcomes = this.#interpreter.check(rule.id, found.value, { parameters: given, path: found.path });
      for (const [outcome, holds] of outcomes) yield { rule, found, outcome, truth: and(found.truth, holds) };
    }
  }
}

/**
 * Why nothing at all is known of the fields of an instance that a rule reads, so that it may say anything; undefined if
 * something is known. It spares the rule, of which each way would be possible.
 */
function blankBecause(instance: Value, reads: readonly string[]): Because | undefined {
  if (!isCompound(instance) || instance.is !== "instance") return undefined;
  const values = reads.flatMap((name) => (Object.hasOwn(instance.fields, name) ? [instance.fields[name]!] : []));
  return values.length > 0 && values.every(isBlank) ? united(...values.map(why)) : undefined;
}

function isBlank(value: Value): boolean {
  if (!isCompound(value)) return false;
  if (value.is === "unknown") return value.clean === false;
  if (value.is === "record") return value.entries.length === 0 && value.open !== null;
  return (value.is === "list" || value.is === "set") && value.items.length === 0 && value.open !== null;
}

function withRequest(instance: Value, request: Value): Value {
  return isCompound(instance) && instance.is === "instance"
    ? { ...instance, fields: { ...instance.fields, $request: request } }
    : instance;
}

/** A part of a template in each of its settings, or in the one that it has. */
export function inSettings(part: RawValue): readonly RawValue[] {
  const { origin } = part;
  if (origin?.open?.wrapper !== "cloudformation") return [part];
  const { open } = origin;
  const isSet = open.settings.some((setting) => Object.keys(setting).length > 0);
  if (open.setting !== undefined || !isSet) return [part];
  return open.settings.map((setting) => ({ ...part, origin: { ...origin, open: { ...open, setting } } }));
}

/**
 * What is said of a part whatever its setting turns out to be. A violation that is one only in some says in which; it
 * is undetermined unless in the other settings the rule finds one of another text at the same place.
 *
 * @param judgements of the part in each of its settings, in their order
 */
function overSettings(judgements: readonly Judgement[], part: RawValue): Judgement {
  const open = part.origin?.open;
  const settings = open?.wrapper === "cloudformation" ? open.settings : [];
  const found = distinct(judgements.flatMap(({ violations }) => violations)).map((violation) => ({
    violation,
    in: settingsWith(violation, ["rule", "path", "resource", "message"]),
    ofAnyText: settingsWith(violation, ["rule", "path", "resource"]),
  }));
  const conditional = ({ violation, in: some }: (typeof found)[number]): JudgedViolation =>
    some.length === settings.length
      ? violation
      : { ...violation, message: `if ${circumstances(some, settings)}: ${violation.message}` };
  const isSure = ({ ofAnyText }: (typeof found)[number]): boolean => ofAnyText.length === settings.length;
  const undetermined = found
    .filter((one) => !isSure(one))
    .map((one) => ({ ...conditional(one), missing: "value", collect: wrappers.cloudformation.collect }));
  return {
    violations: found.filter(isSure).map(conditional),
    malformed: distinct(judgements.flatMap(({ malformed }) => malformed)),
    undetermined: distinct([...judgements.flatMap((one) => one.undetermined), ...undetermined]),
    found: [...new Set(judgements.flatMap((one) => one.found))],
  };

  /** The settings in which there is a violation that is alike in some respects. */
  function settingsWith(violation: JudgedViolation, alike: readonly (keyof JudgedViolation)[]): Setting[] {
    const textOf = (one: JudgedViolation): string => JSON.stringify(alike.map((name) => one[name]));
    const text = textOf(violation);
    return settings.filter((_, index) => judgements[index]!.violations.some((one) => textOf(one) === text));
  }
}

function distinct<Entry>(entries: readonly Entry[]): Entry[] {
  const byText = new Map<string, Entry>();
  for (const entry of entries) addTo(byText, entry);
  return [...byText.values()];
}

class JudgementBuilder {
  readonly #wrapper: { readonly before: string; readonly collect: string };
  readonly #violations = new Map<string, JudgedViolation>();
  readonly #malformed = new Map<string, JudgedMalformed>();
  readonly #undetermined = new Map<string, JudgedUndetermined>();
  readonly #found = new Set<string>();

  constructor(wrapper: Wrapper | undefined) {
    this.#wrapper = wrapper === undefined ? elsewhere : wrappers[wrapper];
  }

  addInstance({ kind, resource, problems }: FoundInstance): void {
    this.#found.add(kind);
    for (const { path, expected, found } of problems) addTo(this.#malformed, { kind, resource, path, expected, found });
  }

  /** Adds what a rule yields: if it isn't known whether it does, each place that decides. */
  add({ rule: { id, severity }, found: { resource, path }, outcome, truth }: Said): void {
    const common = { rule: id, severity, resource };
    if (truth === true && isCompound(outcome) && outcome.is === "violation") {
      addTo(this.#violations, { ...common, path: outcome.path ?? path, message: outcome.message });
      return;
    }
    if (truth === true && isCompound(outcome) && outcome.is === "undetermined") {
      const { message, missing, collect } = outcome;
      addTo(this.#undetermined, { ...common, path: outcome.path ?? path, message, missing, collect });
      return;
    }
    // Which of several violations it is may be unknown, too.
    const { before, collect } = this.#wrapper;
    for (const place of truth === false ? [] : united(why(truth), why(outcome)))
      addTo(this.#undetermined, {
        ...common,
        path: place.path,
        message: `${place.why} isn't known before ${before}`,
        missing: "value",
        collect,
      });
  }

  judgement(): Judgement {
    return {
      violations: [...this.#violations.values()],
      malformed: [...this.#malformed.values()],
      undetermined: [...this.#undetermined.values()],
      found: [...this.#found],
    };
  }
}

function addTo<Entry>(entries: Map<string, Entry>, entry: Entry): void {
  entries.set(JSON.stringify(entry), entry);
}
