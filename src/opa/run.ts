import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { packageFile } from "./package-file.ts";

let compiled: Promise<WebAssembly.Module> | undefined;

/** The program, compiled once in a process. */
function program(): Promise<WebAssembly.Module> {
  compiled ??= promisify(brotliDecompress)(readFileSync(packageFile("src", "opa", "opa.wasm.br"))).then((bytes) => WebAssembly.compile(bytes));
  return compiled;
}

/**
 * Gives one request to a fresh instance of the embedded OPA.
 *
 * @throws Error if the program itself fails; the message is what it wrote to standard error
 */
export async function runOpa(request: unknown): Promise<unknown> {
  const [module, { WASI }] = await Promise.all([program(), importWasi()]);
  const directory = mkdtempSync(join(tmpdir(), "regoscript-opa-"));
  const paths = { input: join(directory, "input"), output: join(directory, "output"), errors: join(directory, "errors") };
  writeFileSync(paths.input, JSON.stringify(request));
  const files = [openSync(paths.input, "r"), openSync(paths.output, "w"), openSync(paths.errors, "w")] as const;
  try {
    const wasi = new WASI({ version: "preview1", args: ["opa"], env: { GOGC: "400" }, stdin: files[0], stdout: files[1], stderr: files[2], returnOnExit: true });
    const instance = await WebAssembly.instantiate(module, wasi.getImportObject() as WebAssembly.Imports);
    const code = wasi.start(instance);
    if (code !== 0) throw new Error(`the embedded OPA failed: ${readFileSync(paths.errors, "utf8").trim() || `exit code ${code}`}`);
    return JSON.parse(readFileSync(paths.output, "utf8"));
  } finally {
    for (const file of files) closeSync(file);
    rmSync(directory, { recursive: true, force: true });
  }
}

/** `node:wasi` without the notice that it is experimental, which users of Regoscript can do nothing about. */
async function importWasi(): Promise<typeof import("node:wasi")> {
  const emit = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
    if (String(warning).includes("WASI")) return;
    (emit as (...values: unknown[]) => void).call(process, warning, ...rest);
  }) as typeof process.emitWarning;
  try {
    return await import("node:wasi");
  } finally {
    process.emitWarning = emit;
  }
}
