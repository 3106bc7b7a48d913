import { nativePolicies } from "../../src/evaluator/native.ts";
import { resolveParameters } from "../../src/evaluator/parameters.ts";
import { serialised } from "../../src/ir/serialise.ts";
import type { LoadedSource } from "../../src/policy-folder.ts";
import { Judge, type Said } from "../../src/unknown/judge.ts";
import { isCompound, type Origin, type RawValue } from "../../src/unknown/values.ts";
import { completed, completions, planned, type Tree, template } from "./holes.ts";

/** A document with holes, as one of the wrappers writes it. */
export interface Part {
  readonly tree: Tree;
  readonly wrapper: Origin["wrapper"];
  /** Logical ids, parameters and conditions of a template. */
  readonly declared: readonly string[];
  readonly conditions: readonly string[];
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
    const { manifest } = this.#source.result;
    const parameters = resolveParameters(manifest);
    const said = [...this.#judge.found(raw)].flatMap((found) => [...this.#judge.said(found, parameters)]);
    const { undetermined } = this.#judge.judge(raw, parameters);
    const all: (readonly Found[])[] = [];
    for (const chosen of completions(part.tree)) {
      const { violations, malformed } = this.#native.evaluate([completed(part.tree, chosen)]);
      // A value of another type than the property's is no completion.
      if (malformed.length > 0) continue;
      tally.completions++;
      all.push(violations);
    }
    const wrong = (what: string, entry: unknown): void => {
      if (tally.wrong.length < 5)
        tally.wrong.push(
          `${what} ${JSON.stringify(entry)}\n${JSON.stringify(raw.value)} ${JSON.stringify(raw.unknown)}`,
        );
    };
    for (const one of said) {
      tally.rules.add(one.rule.id);
      const inEach = all.every((found) => found.some((other) => covers(one, other)));
      if (one.truth === true && isViolation(one)) {
        tally.surely++;
        if (!inEach) wrong("surely", one.outcome);
        continue;
      }
      tally.undetermined++;
      if (!all.some((found) => found.some((other) => covers(one, other)))) tally.never++;
      else if (inEach) tally.always++;
      if (undetermined.every(({ rule }) => rule !== one.rule.id)) wrong("without a place", one);
    }
    for (const other of all.flat()) if (!said.some((one) => covers(one, other))) wrong("missed", other);
  }
}

export function emptyTally(): Tally {
  return { completions: 0, surely: 0, undetermined: 0, never: 0, always: 0, rules: new Set(), wrong: [] };
}

function rawOf({ tree, wrapper, declared, conditions, isShort }: Part): RawValue {
  const common = { is: "raw", path: [] } as const;
  if (wrapper === "terraform") {
    const { values, unknown } = planned(tree);
    return { ...common, value: values, origin: { wrapper, type: "t", name: "n" }, unknown };
  }
  const origin = { wrapper, type: "T", name: "R", declared, conditions, mappings: [] };
  return { ...common, value: template(tree, isShort), origin };
}

function isViolation({ outcome }: Said): boolean {
  return isCompound(outcome) && outcome.is === "violation";
}

/** Whether what is said of a part with holes may be what was found in a completion. */
function covers({ rule, outcome, found: { path, resource, truth } }: Said, found: Found): boolean {
  if (rule.id !== found.rule || !mayBe(resource, found.resource)) return false;
  if (!isCompound(outcome) || outcome.is !== "violation") return true;
  // An unknown node is somewhere in the instance, and an instance that isn't known to be there below what is unknown.
  const isAt =
    outcome.path === null || truth !== true
      ? path.every((segment, index) => segment === found.path[index])
      : JSON.stringify(outcome.path) === JSON.stringify(found.path);
  return isAt && mayBe(outcome.message, found.message);
}

/** Whether a text in which what isn't known is printed as a placeholder may be another. */
function mayBe(printed: string, text: string): boolean {
  const [first = "", ...others] = printed.split(/\$\{[^}]*\}|\(unknown\)/);
  if (others.length === 0) return printed === text;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const literal of others.slice(0, -1)) {
    const next = text.indexOf(literal, at);
    if (next < 0) return false;
    at = next + literal.length;
  }
  const last = others.at(-1)!;
  return text.length - last.length >= at && text.endsWith(last);
}
