import { valuesInside } from "../../src/authoring/open-parts.ts";
import { Raw } from "../../src/authoring/raw.ts";
import { type Setting, settingsOf } from "../../src/authoring/settings.ts";
import { expand } from "../../src/documents/expand.ts";
import { nativePolicies } from "../../src/evaluator/native.ts";
import { resolveParameters } from "../../src/evaluator/parameters.ts";
import { serialised } from "../../src/ir/serialise.ts";
import type { LoadedSource } from "../../src/policy-folder.ts";
import { inSettings, Judge, type Said } from "../../src/unknown/judge.ts";
import { rawValue } from "../../src/unknown/known.ts";
import { isCompound, type RawValue } from "../../src/unknown/values.ts";
import { type Chosen, completed, completions, planned, type Tree, template } from "./holes.ts";

/** A document with holes, as one of the wrappers writes it. */
export interface Part {
  readonly tree: Tree;
  readonly wrapper: "cloudformation" | "terraform";
  /** Logical ids, parameters and conditions of a template. */
  readonly declared: readonly string[];
  readonly conditions: readonly string[];
  /** Parameters with allowed values, as a template declares them. */
  readonly parameters: { readonly [name: string]: unknown };
  /** Decides, place by place, whether a hole is written as what is left of a short tag. */
  readonly isShort: () => boolean;
}

/** What was compared, and where the interpreter was wrong. */
export interface Tally {
  completions: number;
  surely: number;
  undetermined: number;
  /** Undetermined ones that no completion has, and that every one has. */
  never: number;
  always: number;
  /** Undetermined ones that are so in some settings of a template. */
  conditional: number;
  readonly rules: Set<string>;
  readonly wrong: string[];
}

/** A violation as native rules report it. */
interface Found {
  readonly rule: string;
  readonly path: readonly unknown[];
  readonly message: string;
  readonly resource: string;
}

/**
 * The rules of a policy set in three-valued logic against the rules' functions on every completion: what is surely so
 * is so in each, and what is so in any is possibly so.
 */
export class Oracle {
  readonly #source: LoadedSource;
  readonly #judge: Judge;
  readonly #native: ReturnType<typeof nativePolicies>;

  constructor(source: LoadedSource) {
    const { manifest, modules } = source.result;
    this.#source = source;
    this.#judge = new Judge(serialised(modules), manifest);
    this.#native = nativePolicies(manifest, source.rules, source.decisions);
  }

  compare(part: Part, tally: Tally): void {
    const raw = rawOf(part);
    const completed = this.#completed(part);
    tally.completions += completed.length;
    for (const one of inSettings(raw)) {
      const own = completed.filter(({ chosen }) => isIn(chosen, one));
      this.#compareSetting(
        one,
        own.map(({ found }) => found),
        tally,
      );
    }
    this.#compareAll(
      raw,
      completed.map(({ found }) => found),
      tally,
    );
  }

  /** What native rules find in each completion. A value of another type than the property's is no completion. */
  #completed({ tree }: Part): { readonly chosen: Chosen; readonly found: Findings }[] {
    return [...completions(tree)].flatMap((chosen) => {
      const { violations, malformed } = this.#native.evaluate([completed(tree, chosen)]);
      return malformed.length > 0 ? [] : [{ chosen, found: new Map(violations.map((found) => [keyOf(found), found])) }];
    });
  }

  /** What is said of a part in one of its settings, and why. */
  #compareSetting(raw: RawValue, all: readonly Findings[], tally: Tally): void {
    const parameters = resolveParameters(this.#source.result.manifest);
    const said = [...this.#judge.found(raw)].flatMap((found) => [...this.#judge.said(found, parameters)]);
    const { undetermined } = this.#judge.judge(raw, parameters);
    const matchers = said.map(matcher);
    said.forEach((one, index) => {
      const isIn = matchers[index]!;
      tally.rules.add(one.rule.id);
      const times = all.filter(isIn).length;
      if (one.truth === true && isViolation(one)) {
        tally.surely++;
        if (times < all.length) wrong(tally, raw, "surely", one.outcome);
        return;
      }
      tally.undetermined++;
      if (times === 0) tally.never++;
      else if (times === all.length) tally.always++;
      if (undetermined.every(({ rule }) => rule !== one.rule.id)) wrong(tally, raw, "without a place", one);
    });
    for (const [key, found] of new Map(all.flatMap((found) => [...found]))) {
      const alone = new Map([[key, found]]);
      if (!matchers.some((isIn) => isIn(alone))) wrong(tally, raw, "missed", found);
    }
  }

  /** What is said of a part over all of its settings. */
  #compareAll(raw: RawValue, all: readonly Findings[], tally: Tally): void {
    const { violations, undetermined } = this.#judge.judge(raw, resolveParameters(this.#source.result.manifest));
    const known = ({ message, resource }: { readonly message: string; readonly resource: string }): boolean =>
      [message, resource].every((text) => typeof pattern(text) === "string");
    const sure = new Set(violations.map(keyOf));
    for (const violation of violations.filter(known)) {
      // A node that isn't known is somewhere in the instance. Of what differs by settings, one or another is so.
      const isConditional = conditional.test(violation.message);
      if (isConditional) tally.conditional++;
      const isSo = (one: Found): boolean =>
        one.rule === violation.rule &&
        one.resource === violation.resource &&
        isBelow(one.path, violation.path) &&
        (isConditional || one.message === violation.message);
      if (all.some((found) => ![...found.values()].some(isSo))) wrong(tally, raw, "not in every setting", violation);
    }
    for (const doubt of undetermined.filter(known)) {
      if (!conditional.test(doubt.message)) continue;
      tally.conditional++;
      const isSo = (one: Found): boolean => one.rule === doubt.rule && doubt.message.endsWith(`: ${one.message}`);
      const times = all.filter((found) => [...found.values()].some(isSo)).length;
      if (all.length > 0 && times === 0) wrong(tally, raw, "in no setting", doubt);
    }
    for (const [key, { rule }] of new Map(all.flatMap((found) => [...found])))
      if (!sure.has(key) && ![...violations, ...undetermined].some((one) => one.rule === rule))
        wrong(tally, raw, "missed in all settings", key);
  }
}

/** How what is so in some settings begins. */
const conditional = /^if (?:condition|parameter) /;

function isBelow(path: readonly unknown[], above: readonly unknown[]): boolean {
  return above.every((segment, index) => segment === path[index]);
}

/** Violations by what is said of them. */
type Findings = ReadonlyMap<string, Found>;

function wrong(tally: Tally, { value, unknown }: RawValue, what: string, entry: unknown): void {
  if (tally.wrong.length < 5)
    tally.wrong.push(`${what} ${JSON.stringify(entry)}\n${JSON.stringify(value)} ${JSON.stringify(unknown)}`);
}

/** Whether a completion is one of a part in a setting. */
function isIn(chosen: Chosen, { origin }: RawValue): boolean {
  const setting: Setting = (origin?.open?.wrapper === "cloudformation" && origin.open.setting) || {};
  return Object.entries(setting).every(([name, value]) => {
    const given = chosen.get(name.split(" ")[1]!);
    return typeof value === "boolean" ? given === value : String(given) === value;
  });
}

export function emptyTally(): Tally {
  return {
    completions: 0,
    surely: 0,
    undetermined: 0,
    never: 0,
    always: 0,
    conditional: 0,
    rules: new Set(),
    wrong: [],
  };
}

/** The part of the document, as the evaluator would make it; a document of another form is its own. */
export function rawOf({ tree, wrapper, declared, conditions, parameters: allowed, isShort }: Part): RawValue {
  if (wrapper === "terraform") return partOf(planOf(tree));
  const named = (names: readonly string[]): object => Object.fromEntries(names.map((name) => [name, {}]));
  const document = template(tree, isShort) as { readonly Resources?: object };
  if (document.Resources === undefined) {
    const settings = settingsOf(
      new Raw(document, undefined),
      valuesInside(document),
      new Set(declared),
      conditions,
      new Raw(allowed, undefined),
    );
    const open = { wrapper, declared, resources: [], conditions, mappings: [], maps: null, settings };
    return rawValue(new Raw(document, undefined, undefined, { type: "T", name: "R", open }));
  }
  const others = named(declared.filter((name) => !Object.hasOwn(document.Resources!, name)));
  const parameters = { ...others, ...allowed };
  return partOf({ ...document, Parameters: parameters, Conditions: named(conditions) });
}

function partOf(document: unknown): RawValue {
  const [only] = expand(new Raw(document, undefined));
  return rawValue(only!);
}

/** A plan says apart, by address, what isn't known. */
function planOf(tree: Tree): unknown {
  const { values, unknown } = planned(tree);
  const resourceIn = (plan: unknown): { readonly address: string; readonly values: unknown } =>
    (plan as { planned_values: { root_module: { resources: never[] } } }).planned_values.root_module.resources[0]!;
  const change = { after_unknown: (resourceIn(unknown) as { readonly values?: unknown } | undefined)?.values ?? {} };
  return { ...(values as object), resource_changes: [{ address: resourceIn(values).address, change }] };
}

function isViolation({ outcome }: Said): boolean {
  return isCompound(outcome) && outcome.is === "violation";
}

function keyOf({ rule, path, message, resource }: Found): string {
  return JSON.stringify([rule, path, message, resource]);
}

/** Whether what is said of a part with holes is among what was found in a completion. */
function matcher({
  rule,
  outcome,
  found: { path, resource, truth },
}: Said): (found: ReadonlyMap<string, Found>) => boolean {
  const isOne = isCompound(outcome) && outcome.is === "violation" ? outcome : undefined;
  const [place, message] = [isOne?.path ?? null, pattern(isOne?.message ?? "(unknown)")];
  const of = pattern(resource);
  // An unknown node is somewhere in the instance, and an instance that isn't known to be there below what is unknown.
  if (place !== null && truth === true && typeof message === "string" && typeof of === "string") {
    const key = keyOf({ rule: rule.id, path: place, message, resource: of });
    return (found) => found.has(key);
  }
  const exactly = place !== null && truth === true ? JSON.stringify(place) : undefined;
  return (found) =>
    [...found.values()].some(
      (one) =>
        one.rule === rule.id &&
        (exactly === undefined ? isBelow(one.path, path) : JSON.stringify(one.path) === exactly) &&
        mayBe(message, one.message) &&
        mayBe(of, one.resource),
    );
}

/** A printed text, or what is between the placeholders for what isn't known. */
function pattern(printed: string): string | readonly string[] {
  const literals = printed.split(/\$\{[^}]*\}|\(unknown\)/);
  return literals.length === 1 ? printed : literals;
}

function mayBe(printed: string | readonly string[], text: string): boolean {
  if (typeof printed === "string") return printed === text;
  const [first = "", ...others] = printed;
  const last = others.pop() ?? "";
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const literal of others) {
    const next = text.indexOf(literal, at);
    if (next < 0) return false;
    at = next + literal.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
