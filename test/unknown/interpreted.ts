import { Raw } from "../../src/authoring/raw.ts";
import { expand } from "../../src/documents/expand.ts";
import { nativePolicies } from "../../src/evaluator/native.ts";
import { resolveParameters } from "../../src/evaluator/parameters.ts";
import { serialised } from "../../src/ir/serialise.ts";
import { readSerialised, serialisedText } from "../../src/ir/serialised.ts";
import type { LoadedSource } from "../../src/policy-folder.ts";
import { Judge } from "../../src/unknown/judge.ts";
import { rawValue } from "../../src/unknown/known.ts";
import { type Findings, ofReport } from "../conformance/verdicts.ts";

/** Rules over documents in which everything is known, by their functions and by the interpreter. */
export class InterpretedEngine {
  readonly #source: LoadedSource;
  readonly #native: ReturnType<typeof nativePolicies>;
  readonly #judge: Judge;
  /** Rules that look at other documents, which the interpreter doesn't. */
  readonly #asking: ReadonlySet<string>;

  constructor(source: LoadedSource) {
    const { manifest, modules } = source.result;
    this.#source = source;
    this.#native = nativePolicies(manifest, source.rules, source.decisions);
    this.#judge = new Judge(readSerialised(serialisedText(serialised(modules))), manifest);
    this.#asking = new Set(manifest.rules.filter(({ inventory }) => inventory !== undefined).map(({ id }) => id));
  }

  native(document: unknown, parameters = {}): Findings {
    return attempt(() => this.#without(this.#native.evaluate([document], { parameters })));
  }

  interpreted(document: unknown, given = {}): Findings {
    const parameters = resolveParameters(this.#source.result.manifest, given);
    const report: Parameters<typeof ofReport>[0] = { violations: [], malformed: [], undetermined: [] };
    return attempt(() => {
      const all = expand(new Raw(document, undefined)).map((raw) => this.#judge.judge(asKnown(raw), parameters));
      const entries = {
        violations: all.flatMap(({ violations }) => violations.map((one) => ({ ...one, document: 0 }))),
        malformed: all.flatMap(({ malformed }) => malformed.map((one) => ({ ...one, document: 0 }))),
        undetermined: all.flatMap(({ undetermined }) => undetermined.map((one) => ({ ...one, document: 0 }))),
      };
      return this.#without({ ...report, ...entries });
    });
  }

  #without({ violations, malformed, undetermined }: Parameters<typeof ofReport>[0]): Findings {
    const isJudged = ({ rule }: { readonly rule: string }): boolean => !this.#asking.has(rule);
    return ofReport({
      violations: violations.filter(isJudged),
      malformed,
      undetermined: undetermined.filter(isJudged),
    });
  }
}

/** A part in which functions of a template are objects like others, as for the rules' functions. */
function asKnown({ value, link, request, origin }: Raw): ReturnType<typeof rawValue> {
  return rawValue(new Raw(value, link, request, origin && { type: origin.type, name: origin.name }));
}

function attempt(evaluate: () => Findings): Findings {
  try {
    return evaluate();
  } catch (error) {
    return [String(error)];
  }
}
