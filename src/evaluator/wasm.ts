import type { Manifest } from "../manifest/manifest.ts";
import { BundleError, readBundle, readManifest, unpack } from "./bundle-file.ts";
import { type DecisionVerdict, decisionOf, makeDecisionReport } from "./decisions.ts";
import { valuesOf } from "./documents.ts";
import { resolveParameters } from "./parameters.ts";
import { type EvaluateOptions, EvaluationError, optionsOf, type Policies, PreparedInventory } from "./policies.ts";
import { PreparedRun } from "./prepared-run.ts";
import { makeReport, type Verdict } from "./report.ts";
import { WasmInstance } from "./wasm-instance.ts";
import { decisionVerdictsOfRun, verdictsOfRun, wholeRun } from "./whole-run.ts";

const entryPoint = "regoscript/report";
const notAReport = "WASM evaluation gave something else than a report";

/**
 * Loads a bundle that `regoscript build` made: its `policy.wasm` with the manifest in its `.manifest`.
 *
 * @param source path of a `bundle.tar.gz`, or its bytes
 * @throws BundleError if it isn't such a bundle
 */
export async function loadBundle(source: string | Uint8Array): Promise<Policies> {
  const name = typeof source === "string" ? source : "the bundle";
  const files = unpack(typeof source === "string" ? await readBundle(source) : source, name);
  const manifest = readManifest(files.get(".manifest"), name);
  const wasm = files.get("policy.wasm");
  if (wasm === undefined) throw new BundleError(`${name} has no policy.wasm; build it with \`regoscript build\``);
  return loadWasm(wasm, manifest, name);
}

/**
 * Policies as a `policy.wasm`, with the manifest of what it was built from.
 *
 * @param name what messages call it
 * @throws BundleError if it isn't one that `regoscript build` made
 */
export async function loadWasm(wasm: Uint8Array, manifest: Manifest, name: string): Promise<Policies> {
  const instance = await WasmInstance.load(wasm, name);
  if (!(entryPoint in instance.entryPoints))
    throw new BundleError(`the policy.wasm of ${name} has no entry point ${entryPoint}`);
  const asksInventory = manifest.rules.some((rule) => rule.inventory !== undefined);
  return {
    manifest,
    evaluate(documents, given) {
      const options = optionsOf(given);
      resolveParameters(manifest, options.parameters);
      const run = texts(documents);
      if (!asksInventory) return makeReport(verdicts(run, instance, dataOf(options)));
      if (options.inventory !== undefined)
        return makeReport(verdictsInRun(run, runOf(options.inventory), instance, options));
      return makeReport(
        ofRun(
          [...run],
          options,
          (all, data) => verdictsOfAll(all, instance, data),
          (each, data) => [...verdicts(each, instance, data)],
        ),
      );
    },
    decide(id, documents, given) {
      const options = optionsOf(given);
      const descriptor = decisionOf(manifest, id);
      resolveParameters(manifest, options.parameters);
      const run = [...texts(documents)];
      const point = `regoscript/decisions/${id.replaceAll("-", "_")}/report`;
      const each = (texts: readonly string[], data: string): DecisionVerdict[] =>
        [...answers(texts, instance, data, point)].map(decisionVerdict);
      if (descriptor.inventory === undefined || options.inventory !== undefined)
        return makeDecisionReport(each(run, dataOf(options)));
      const all = (texts: readonly string[], data: string): DecisionVerdict[] =>
        decisionVerdictsOfRun(decisionVerdict(answerOfAll(texts, instance, data, point), 0), texts.length);
      return makeDecisionReport(ofRun(run, options, all, each));
    },
    inventoryOf: (documents) => prepared([...texts(documents)]),
  };
}

function prepared(run: readonly string[]): PreparedInventory {
  return new PreparedInventory(new PreparedRun<Verdict>(run));
}

/**
 * What the policies' data hold for an evaluation: the parameters, and the documents of the run where they were
 * prepared.
 */
function dataOf({ parameters = {}, inventory }: EvaluateOptions): string {
  const documents = inventory === undefined ? "[]" : runOf(inventory).text;
  return `{"regoscript_parameters":${jsonText(parameters)},"inventory":{"documents":${documents}}}`;
}

function runOf(inventory: PreparedInventory): PreparedRun<Verdict> {
  if (!(inventory.content instanceof PreparedRun))
    throw new TypeError("the inventory was prepared by other policies; prepare it with `inventoryOf` of these");
  return inventory.content;
}

/** A rule that compares all documents takes more than that; pages that nothing is written to cost nothing. */
const leastPagesOfRun = 4096;

function* verdicts(documents: Iterable<string>, instance: WasmInstance, data: string): Generator<Verdict> {
  let index = 0;
  for (const answer of answers(documents, instance, data, entryPoint)) yield verdict(answer, index++);
}

/** The verdicts of documents with a run that was prepared. */
function* verdictsInRun(
  documents: Iterable<string>,
  run: PreparedRun<Verdict>,
  instance: WasmInstance,
  options: EvaluateOptions,
): Generator<Verdict> {
  const data = dataOf(options);
  const withoutRun = dataOf({ ...options, inventory: undefined });
  const ofAll = (): readonly Verdict[] | undefined => {
    try {
      return verdictsOfAll(run.documents, instance, withoutRun);
    } catch (error) {
      // Which document it is shows when each is evaluated by itself.
      if (error instanceof EvaluationError) return undefined;
      throw error;
    }
  };
  let index = 0;
  for (const document of documents) {
    const known = run.verdictOf(document, instance, withoutRun, ofAll);
    if (known !== undefined) yield known;
    else for (const answer of answers([document], instance, data, entryPoint, index)) yield verdict(answer, index);
    index++;
  }
}

/**
 * What is said of documents that are the whole run: of all at once, and where that fails of each by itself, which tells
 * the one that can't be evaluated.
 */
function ofRun<Result>(
  run: readonly string[],
  options: EvaluateOptions,
  all: (run: readonly string[], data: string) => Result[],
  each: (run: readonly string[], data: string) => Result[],
): Result[] {
  try {
    return all(run, dataOf(options));
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return each(run, dataOf({ ...options, inventory: prepared(run) }));
  }
}

/** The verdicts of documents that are the whole run. */
function verdictsOfAll(documents: readonly string[], instance: WasmInstance, data: string): Verdict[] {
  return verdictsOfRun(verdict(answerOfAll(documents, instance, data, entryPoint), 0), documents.length);
}

/** What an entry point says of all documents at once, so that what rules ask of the run is worked out once. */
function answerOfAll(documents: readonly string[], instance: WasmInstance, data: string, point: string): unknown {
  const [answer] = answers([wholeRun(documents)], instance, data, point, 0, leastPagesOfRun);
  return answer;
}

/**
 * What an entry point says of each document.
 *
 * @param first index of the first one
 */
function* answers(
  documents: Iterable<string>,
  instance: WasmInstance,
  data: string,
  point: string,
  first = 0,
  least?: number,
): Generator<unknown> {
  let index = first;
  for (const document of documents) {
    // Data with each document: a generator of documents may itself have evaluated others, with other parameters.
    yield instance.evaluate(document, data, point, index, least);
    index++;
  }
}

/** The documents as JSON. */
function* texts(documents: Iterable<unknown>): Generator<string> {
  for (const document of valuesOf(documents)) yield jsonText(document);
}

/**
 * A document as JSON that OPA reads: half of a surrogate pair, which its parser in WASM refuses, is U+FFFD as for Go's
 * parser.
 */
function jsonText(document: unknown): string {
  const json = JSON.stringify(document);
  // JSON.stringify escapes surrogates that stand alone, and no others; a backslash of the text itself is doubled.
  return json.includes("\\ud")
    ? json.replace(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (escaped) => (escaped === "\\\\" ? escaped : "\ufffd"))
    : json;
}

/** The report of one document, whose sets come in the order of hashes. */
function verdict(value: unknown, index: number): Verdict {
  const candidate = value as Partial<Verdict> | null;
  if (
    typeof candidate !== "object" ||
    candidate === null ||
    !Array.isArray(candidate.violations) ||
    !Array.isArray(candidate.malformed) ||
    !Array.isArray(candidate.undetermined) ||
    !Array.isArray(candidate.unrecognised)
  ) {
    throw new EvaluationError(index, notAReport);
  }
  return candidate as Verdict;
}

function decisionVerdict(value: unknown, index: number): DecisionVerdict {
  const candidate = value as Partial<DecisionVerdict> | null;
  if (!Array.isArray(candidate?.results) || !Array.isArray(candidate.malformed))
    throw new EvaluationError(index, "WASM evaluation gave something else than a decision");
  return candidate as DecisionVerdict;
}
