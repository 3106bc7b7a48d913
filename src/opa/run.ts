import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { packageFile } from "./package-file.ts";
import { nodeWasi } from "./wasi.ts";

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
    return new WebAssembly.Module(bytes);
  } catch (error) {
    throw new Error(`the embedded OPA can't be loaded from ${file}: ${reason(error)}`, { cause: error });
  }
}

/**
 * Gives one request to a fresh instance of the embedded OPA, so that nothing is kept between requests. It occupies the thread until the
 * response is there.
 *
 * @throws Error if the program itself fails; the message names the command and has what was written to standard error
 */
export async function runOpa(request: OpaRequest): Promise<unknown> {
  const program = await opaProgram();
  const directory = mkdtempSync(join(tmpdir(), "regoscript-opa-"));
  const paths = { input: join(directory, "input"), output: join(directory, "output"), errors: join(directory, "errors") };
  try {
    writeFileSync(paths.input, JSON.stringify(request));
    const exit = start(program, paths);
    if (exit !== 0) throw new Error(`the embedded OPA failed at "${request.command}" (${exit}): ${readFileSync(paths.errors, "utf8").trim()}`);
    return JSON.parse(readFileSync(paths.output, "utf8")) as unknown;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs the program to its end and returns its exit code, or why it didn't reach one. */
function start(program: WebAssembly.Module, paths: { readonly input: string; readonly output: string; readonly errors: string }): number | string {
  const stdin = openSync(paths.input, "r");
  const stdout = openSync(paths.output, "w");
  const stderr = openSync(paths.errors, "w");
  try {
    const { WASI } = nodeWasi();
    const wasi = new WASI({ version: "preview1", args: ["opa"], stdin, stdout, stderr, returnOnExit: true });
    return wasi.start(new WebAssembly.Instance(program, wasi.getImportObject() as WebAssembly.Imports));
  } catch (error) {
    return reason(error);
  } finally {
    for (const file of [stdin, stdout, stderr]) closeSync(file);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
