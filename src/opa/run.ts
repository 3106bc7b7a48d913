import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { packageFile } from "../package-file.ts";
import { type ProgramOutcome, runProgram } from "./wasi.ts";
import { withoutOptimizer } from "./without-optimizer.ts";

/** What the program in `tools/opa` is asked; its Go type `request` says which command reads which field. */
export interface OpaRequest {
  readonly command: string;
  readonly [field: string]: unknown;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * The embedded OPA, decompressed and compiled once in a process.
 *
 * @throws Error if the file is not there or is damaged
 */
export function opaProgram(): Promise<WebAssembly.Module> {
  compiled ??= load();
  return compiled;
}

async function load(): Promise<WebAssembly.Module> {
  const file = packageFile("src", "opa", "opa.wasm.br");
  try {
    const bytes = await promisify(brotliDecompress)(readFileSync(file));
    return withoutOptimizer(() => new WebAssembly.Module(bytes));
  } catch (error) {
    throw new Error(`the embedded OPA can't be loaded from ${file}: ${reason(error)}`, { cause: error });
  }
}

/**
 * Gives one request to a fresh instance of the embedded OPA, so that nothing is kept between requests. It occupies the
 * thread until the response is there.
 *
 * @throws Error if the program itself fails; the message names the command and has what was written to standard error
 */
export async function runOpa(request: OpaRequest): Promise<unknown> {
  const program = await opaProgram();
  const { exitCode, output, errorOutput } = start(program, request);
  if (exitCode !== 0)
    throw new Error(`the embedded OPA failed at "${request.command}" (exit code ${exitCode}): ${errorOutput.trim()}`);
  return JSON.parse(Buffer.from(output).toString("utf8")) as unknown;
}

function start(program: WebAssembly.Module, request: OpaRequest): ProgramOutcome {
  const input = Buffer.from(JSON.stringify(request));
  try {
    return withoutOptimizer(() => runProgram(program, input));
  } catch (error) {
    throw new Error(`the embedded OPA failed at "${request.command}": ${reason(error)}`, { cause: error });
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
