import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { CompilationError } from "../../diagnostics/compilation-error.ts";
import { UsageError } from "../../errors.ts";
import { type LoadedSource, PolicyFolder, PolicyFolderError } from "../../policy-folder.ts";
import { plural } from "../../reporters/paint.ts";
import { visible } from "../../text/visible.ts";
import { exitCodes } from "../exit-codes.ts";
import { write } from "../output.ts";
import { writeOutputs } from "../output-folder.ts";
import { warnOfOverlooked } from "../policies.ts";
import { whenChanged } from "../watch.ts";

interface BuildOptions {
  readonly output: string;
  /** Prints the intermediate representation and writes nothing. */
  readonly emitIr?: boolean;
  readonly watch?: boolean;
  /** Prints an error that ends a build. */
  readonly fail: (error: unknown) => Promise<number>;
}

/** `regoscript build`: compiles a policy folder and writes `bundles/` and `conftest/` below the output folder. */
export async function build(policies: string, options: BuildOptions): Promise<number> {
  const { output, watch = false, emitIr = false } = options;
  if (watch && emitIr) throw new UsageError("--watch and --emit-ir exclude each other");
  if (existsSync(output) && !statSync(output).isDirectory())
    throw new UsageError(`${output} is no folder; --output names the one that bundles and conftest are put into`);
  const folder = new PolicyFolder(policies);
  warnOfOverlooked(policies);
  if (emitIr) {
    const { result } = await folder.load();
    const { printModules } = await import("../../ir/print.ts");
    await write(`${printModules(result.modules)}\n`);
    return exitCodes.clean;
  }
  if (!watch) {
    await write(whole(await buildOnce(folder, output), output));
    return exitCodes.clean;
  }
  await whenChanged(policies, options.fail, async (changed) => {
    const started = performance.now();
    const affected = changed && folder.affected(changed, undefined);
    // What is wrong with the changed policies is told before all others are compiled.
    if (affected !== undefined) await loadTested(folder, affected).catch(unlessGone);
    const built = await buildOnce(folder, output);
    await write(changed === undefined ? whole(built, output) : difference(built, performance.now() - started));
  });
  return exitCodes.clean;
}

function whole({ where, count, folders }: Build, output: string): string {
  return `${where}: ${count} files in ${folders.map((folder) => join(output, folder)).join(" and ")}\n`;
}

function difference({ where, written, removed }: Build, milliseconds: number): string {
  const lines = [...written.map((path) => `wrote ${path}`), ...removed.map((path) => `removed ${path}`)];
  const count =
    lines.length === 0 ? "no file differs" : `${lines.length} ${lines.length === 1 ? "file differs" : "files differ"}`;
  return `${lines.map((line) => `${visible(line)}\n`).join("")}${where}: ${count}, ${(milliseconds / 1000).toFixed(1)} s\n`;
}

/** A file that was a policy may be none any more, which all policies together show. */
function unlessGone(error: unknown): void {
  if (!(error instanceof PolicyFolderError)) throw error;
}

interface Build extends ReturnType<typeof writeOutputs> {
  /** How many files there are. */
  readonly count: number;
  /** What was compiled. */
  readonly where: string;
  /** What it is written into, below the output folder. */
  readonly folders: readonly string[];
}

async function buildOnce(folder: PolicyFolder, output: string): Promise<Build> {
  const { result, rules, decisions } = await loadTested(folder);
  const { buildOutputs, examplesOf } = await import("../../compile.ts");
  const files = await buildOutputs(result, examplesOf(rules));
  const what = [
    ...(rules.length > 0 || decisions.length === 0 ? [plural(rules.length, "rule")] : []),
    ...(decisions.length > 0 ? [plural(decisions.length, "decision")] : []),
  ];
  const where = `${what.join(" and ")} compiled from ${visible(folder.directory)}`;
  const written = [...new Set(files.map(({ path }) => path.split("/", 1)[0]!))].sort();
  return { ...writeOutputs(output, files), count: files.length, where, folders: written };
}

/**
 * Loads policies, or those with the given ids, whose examples are as expected.
 *
 * @throws CompilationError if they aren't, or the compiler refuses anything
 */
async function loadTested(folder: PolicyFolder, only?: readonly string[]): Promise<LoadedSource> {
  const source = await folder.load(only);
  const { exampleDiagnostics } = await import("../../examples/run.ts");
  const problems = await exampleDiagnostics(source);
  if (problems.length > 0) throw new CompilationError(problems, source.result.sources);
  return source;
}
