import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { memberOf } from "../json.ts";
import { parseYamlValue } from "../loader/index.ts";
import { BundleError } from "./bundle-file.ts";
import { EvaluationError } from "./policies.ts";

/** The part of `@open-policy-agent/opa-wasm` that is used. */
interface WasmPolicy {
  readonly entrypoints: { readonly [name: string]: number };
  readonly mem: WebAssembly.Memory;
  evaluate(input: ArrayBuffer, entrypoint: string): { readonly result: unknown }[];
  setData(data: ArrayBuffer): void;
}

type Builtins = { [name: string]: (...operands: unknown[]) => unknown };

const require = createRequire(import.meta.url);

/** A page of WebAssembly's memory, and how many of them there may be; WebAssembly Core Specification 2.0, 4.2.8. */
const [pageSize, mostPages] = [65_536, 65_536];
/** About how many bytes of memory an evaluation takes for a byte of its input, and how many pages for none. */
const [memoryPerByte, leastPages] = [100, 256];

/** A policy and the data that its instance holds at the moment, as JSON. */
export class WasmInstance {
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

  /**
   * @param name what messages call the policy
   * @throws BundleError if it isn't WASM that OPA's SDK takes
   */
  static async load(wasm: Uint8Array, name: string): Promise<WasmInstance> {
    try {
      return new WasmInstance(silent(await WebAssembly.compile(wasm)));
    } catch (error) {
      throw new BundleError(`the policy.wasm of ${name} can't be loaded: ${messageOf(error)}`, { cause: error });
    }
  }

  get entryPoints(): WasmPolicy["entrypoints"] {
    return this.#policy.entrypoints;
  }

  /**
   * What an entry point says of an input.
   *
   * @param input as JSON
   * @param data as JSON too
   * @param index of the document, for messages
   * @param pages how many pages of memory there are to be at least beside what input and data take
   * @throws EvaluationError if it says nothing
   */
  evaluate(input: string, data: string, point: string, index: number, pages = leastPages): unknown {
    // As bytes, because opa-wasm takes null, false, 0 and "" for no input at all.
    const bytes = exactBuffer(new TextEncoder().encode(input));
    return evaluateOne(this.#with(data, bytes.byteLength, pages), bytes, point, index);
  }

  /**
   * The policy with data, in an instance with enough memory for an input: OPA's allocator makes memory grow in small
   * steps, each of which may set off a garbage collection of the whole process, and knows only of what was there when
   * it started.
   *
   * @param size of the input in bytes
   * @param least how many pages there are to be at least
   */
  #with(data: string, size: number, least: number): WasmPolicy {
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

/**
 * A module that can't write to standard output, which the SDK would let it do past all checks of what is written there;
 * OPA compiles no policy to one that asks for it.
 *
 * @throws Error if it could
 */
function silent(module: WebAssembly.Module): WebAssembly.Module {
  const [writing] = WebAssembly.Module.imports(module).filter(({ name }) => name === "opa_println");
  if (writing !== undefined)
    throw new Error(`it imports ${writing.name}, which no policy does; build it with \`regoscript build\``);
  return module;
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

/** An ArrayBuffer of just these bytes; a `Buffer` may be a window on a larger one. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

/** opa-wasm throws errors, strings (an unknown entry point) and objects with a message (a builtin that it lacks). */
function messageOf(error: unknown): string {
  const message = memberOf(error, "message") ?? (error instanceof Error ? error.message : undefined);
  return typeof message === "string" ? message : String(error);
}
