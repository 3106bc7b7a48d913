import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { RegoscriptError } from "../errors.ts";
import { memberOf } from "../json.ts";
import { parseYamlValue } from "../loader/index.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { ArchiveError, archiveLimits, filesOfArchive } from "./bundle-archive.ts";
import { type DecisionVerdict, decisionOf, makeDecisionReport } from "./decisions.ts";
import { valuesOf } from "./documents.ts";
import { resolveParameters } from "./parameters.ts";
import { type EvaluateOptions, EvaluationError, type Policies, PreparedInventory } from "./policies.ts";
import { PreparedRun } from "./prepared-run.ts";
import { makeReport, type Verdict } from "./report.ts";
import { decisionVerdictsOfRun, verdictsOfRun, wholeRun } from "./whole-run.ts";

/** A bundle that can't be used, and why. */
export class BundleError extends RegoscriptError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "BundleError";
  }
}

/** The part of `@open-policy-agent/opa-wasm` that is used. */
interface WasmPolicy {
  readonly entrypoints: { readonly [name: string]: number };
  readonly mem: WebAssembly.Memory;
  evaluate(input: ArrayBuffer, entrypoint: string): { readonly result: unknown }[];
  setData(data: ArrayBuffer): void;
}

type Builtins = { [name: string]: (...operands: unknown[]) => unknown };

const require = createRequire(import.meta.url);

const entryPoint = "regoscript/report";
const wholeRunEntryPoint = "regoscript/run/report";
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
  const holder = await Holder.load(wasm, name);
  if (!(entryPoint in holder.entryPoints))
    throw new BundleError(`the policy.wasm of ${name} has no entry point ${entryPoint}`);
  const asksInventory = manifest.rules.some((rule) => rule.inventory !== undefined);
  return {
    manifest,
    evaluate(documents, options = {}) {
      resolveParameters(manifest, options.parameters);
      const given = texts(documents);
      if (!asksInventory) return makeReport(verdicts(given, holder, dataOf(options)));
      if (options.inventory !== undefined)
        return makeReport(verdictsInRun(given, runOf(options.inventory), holder, options));
      return makeReport(
        ofRun(
          [...given],
          options,
          (run, data) => verdictsOfAll(run, holder, data),
          (run, data) => [...verdicts(run, holder, data)],
        ),
      );
    },
    decide(id, documents, options = {}) {
      const descriptor = decisionOf(manifest, id);
      resolveParameters(manifest, options.parameters);
      const given = [...texts(documents)];
      const point = `regoscript/decisions/${id.replaceAll("-", "_")}/report`;
      const each = (run: readonly string[], data: string): DecisionVerdict[] =>
        [...answers(run, holder, data, point)].map(decisionVerdict);
      if (descriptor.inventory === undefined || options.inventory !== undefined)
        return makeDecisionReport(each(given, dataOf(options)));
      const all = (run: readonly string[], data: string): DecisionVerdict[] =>
        decisionVerdictsOfRun(decisionVerdict(answerOfAll(run, holder, data, point), 0), run.length);
      return makeDecisionReport(ofRun(given, options, all, each));
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

async function readBundle(path: string): Promise<Uint8Array> {
  try {
    // A larger one is refused unread.
    if ((await stat(path)).size > archiveLimits.packedSize) return new Uint8Array(archiveLimits.packedSize + 1);
    return await readFile(path);
  } catch (error) {
    throw new BundleError(`${path} can't be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function unpack(bytes: Uint8Array, name: string): Map<string, Uint8Array> {
  try {
    return filesOfArchive(bytes);
  } catch (error) {
    if (error instanceof ArchiveError) throw new BundleError(`${name} ${error.message}`, { cause: error });
    throw error;
  }
}

function readManifest(bytes: Uint8Array | undefined, name: string): Manifest {
  if (bytes === undefined) throw new BundleError(`${name} has no .manifest; is it a bundle?`);
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new BundleError(`the .manifest of ${name} is not JSON`, { cause: error });
  }
  const manifest = memberOf(memberOf(content, "metadata"), "regoscript") as Partial<Manifest> | null | undefined;
  if (typeof manifest !== "object" || manifest === null)
    throw new BundleError(
      `the .manifest of ${name} has no metadata of Regoscript; build the bundle with \`regoscript build\``,
    );
  if (manifest.format !== 2)
    throw new BundleError(`${name} has format ${String(manifest.format)}; this version reads format 2`);
  if (!Array.isArray(manifest.rules) || !Array.isArray(manifest.kinds))
    throw new BundleError(`the .manifest of ${name} names no rules or no input kinds`);
  return manifest as Manifest;
}

/** A page of WebAssembly's memory, and how many of them there may be; WebAssembly Core Specification 2.0, 4.2.8. */
const [pageSize, mostPages] = [65_536, 65_536];
/** About how many bytes of memory an evaluation takes for a byte of its input, and how many pages for none. */
const [memoryPerByte, leastPages] = [100, 256];
/** A rule that compares all documents takes more than that; pages that nothing is written to cost nothing. */
const leastPagesOfRun = 4096;

/** A policy and the data that its instance holds at the moment, as JSON. */
class Holder {
  readonly #module: WebAssembly.Module;
  readonly #start: (module: WebAssembly.Module, memory: { readonly initial: number }) => WasmPolicy;
  #policy: WasmPolicy;
  #data: string | undefined;

  private constructor(module: WebAssembly.Module) {
    // The package is CommonJS; loaded here so that native evaluation doesn't pay for it.
    const sdk = require("@open-policy-agent/opa-wasm") as {
      loadPolicySync(module: WebAssembly.Module, memory: { readonly initial: number }): WasmPolicy;
    };
    this.#module = module;
    this.#start = sdk.loadPolicySync.bind(sdk);
    this.#policy = this.#start(module, { initial: leastPages });
  }

  static async load(wasm: Uint8Array, name: string): Promise<Holder> {
    try {
      return new Holder(await WebAssembly.compile(wasm));
    } catch (error) {
      throw new BundleError(`the policy.wasm of ${name} can't be loaded: ${messageOf(error)}`, { cause: error });
    }
  }

  get entryPoints(): WasmPolicy["entrypoints"] {
    return this.#policy.entrypoints;
  }

  /**
   * The policy with data, in an instance with enough memory for an input: OPA's allocator makes memory grow in small
   * steps, each of which may set off a garbage collection of the whole process, and knows only of what was there when
   * it started.
   *
   * @param size of the input in bytes
   * @param least how many pages there are to be at least
   */
  with(data: string, size: number, least: number): WasmPolicy {
    const wanted = least + Math.ceil(((data.length + size) * memoryPerByte) / pageSize);
    // No more than this is asked for ahead, however large an input is.
    const most = mostPages / 2;
    if (Math.min(wanted, most) * pageSize > this.#policy.mem.buffer.byteLength) {
      this.#policy = this.#start(this.#module, { initial: Math.min(2 * wanted, most) });
      this.#data = undefined;
    }
    if (this.#data !== data) {
      this.#policy.setData(exactBuffer(new TextEncoder().encode(data)));
      this.#data = data;
    }
    return this.#policy;
  }
}

function* verdicts(documents: Iterable<string>, holder: Holder, data: string): Generator<Verdict> {
  let index = 0;
  for (const answer of answers(documents, holder, data, entryPoint)) yield verdict(answer, index++);
}

/** The verdicts of documents with a run that was prepared. */
function* verdictsInRun(
  documents: Iterable<string>,
  run: PreparedRun<Verdict>,
  holder: Holder,
  options: EvaluateOptions,
): Generator<Verdict> {
  const data = dataOf(options);
  const withoutRun = dataOf({ ...options, inventory: undefined });
  const ofAll = (): readonly Verdict[] | undefined => {
    try {
      return verdictsOfAll(run.documents, holder, withoutRun);
    } catch (error) {
      // Which document it is shows when each is evaluated by itself.
      if (error instanceof EvaluationError) return undefined;
      throw error;
    }
  };
  let index = 0;
  for (const document of documents) {
    const known = run.verdictOf(document, holder, withoutRun, ofAll);
    if (known !== undefined) yield known;
    else for (const answer of answers([document], holder, data, entryPoint, index)) yield verdict(answer, index);
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
function verdictsOfAll(documents: readonly string[], holder: Holder, data: string): Verdict[] {
  const answer = answerOfAll(documents, holder, data, wholeRunEntryPoint) as { readonly recognised?: unknown } | null;
  const { recognised } = answer ?? {};
  if (!Array.isArray(recognised)) throw new EvaluationError(0, notAReport);
  return verdictsOfRun({ ...verdict({ ...answer, recognised: true }, 0), recognised }, documents.length);
}

/** What an entry point says of all documents at once, so that what rules ask of the run is worked out once. */
function answerOfAll(documents: readonly string[], holder: Holder, data: string, point: string): unknown {
  const [answer] = answers([wholeRun(documents)], holder, data, point, 0, leastPagesOfRun);
  return answer;
}

/**
 * What an entry point says of each document.
 *
 * @param first index of the first one
 */
function* answers(
  documents: Iterable<string>,
  holder: Holder,
  data: string,
  point: string,
  first = 0,
  least = leastPages,
): Generator<unknown> {
  const encoder = new TextEncoder();
  let index = first;
  for (const document of documents) {
    // As bytes, because opa-wasm takes null, false, 0 and "" for no input at all.
    const input = exactBuffer(encoder.encode(document));
    // Before each document: a generator of documents may itself have evaluated others, with other parameters.
    yield evaluateOne(holder.with(data, input.byteLength, least), input, point, index);
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

function evaluateOne(policy: WasmPolicy, input: ArrayBuffer, point: string, index: number): unknown {
  let results: { readonly result: unknown }[];
  try {
    results = withClusterYaml(() => policy.evaluate(input, point));
  } catch (error) {
    // opa-wasm throws strings for builtins that it lacks and for conflicts.
    throw new EvaluationError(index, `WASM evaluation failed: ${messageOf(error)}`, { cause: error });
  }
  if (!Array.isArray(results) || results.length !== 1)
    throw new EvaluationError(index, "WASM evaluation gave no result; a rule that fails never counts as passed");
  return results[0]?.result;
}

/**
 * Runs `evaluate` with YAML read as Kubernetes reads it. opa-wasm's own `yaml.unmarshal` is the npm package `yaml` 1.10
 * in its YAML 1.2 mode, where `yes` is a string, and `customBuiltins` can't replace it: the SDK looks in its own table
 * first (src/opa.js, `_builtinCall`). So the two functions of that table are exchanged for the time of one evaluation,
 * which is synchronous: no other user of the package in this process ever sees them.
 */
function withClusterYaml<Result>(evaluate: () => Result): Result {
  const builtins = sdkBuiltins();
  const { "yaml.is_valid": isValid, "yaml.unmarshal": unmarshal } = builtins;
  builtins["yaml.is_valid"] = (text) => (typeof text === "string" ? parseYamlValue(text) !== undefined : undefined);
  builtins["yaml.unmarshal"] = (text) => (typeof text === "string" ? parseYamlValue(text) : undefined);
  try {
    return evaluate();
  } finally {
    builtins["yaml.is_valid"] = isValid!;
    builtins["yaml.unmarshal"] = unmarshal!;
  }
}

/** The SDK's table of builtins, a module that its package doesn't export; its version is pinned in package.json. */
function sdkBuiltins(): Builtins {
  return require(join(dirname(require.resolve("@open-policy-agent/opa-wasm")), "builtins", "index.js")) as Builtins;
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
    typeof candidate.recognised !== "boolean"
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

/** An ArrayBuffer of just these bytes; a `Buffer` may be a window on a larger one. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

/** opa-wasm throws errors, strings (an unknown entry point) and objects with a message (a builtin that it lacks). */
function messageOf(error: unknown): string {
  const message = memberOf(error, "message") ?? (error instanceof Error ? error.message : undefined);
  return typeof message === "string" ? message : String(error);
}
