import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exitCodes } from "../exit-codes.ts";
import { write } from "../output.ts";

export interface BuildOptions {
  readonly output: string;
}

/** `regoscript build`: compiles a policy folder and writes `bundles/` and `conftest/` below the output folder. */
export async function build(policies: string, options: BuildOptions): Promise<number> {
  const { loadSource } = await import("../../evaluator/source.ts");
  const { buildOutputs, examplesOf } = await import("../../targets/build.ts");
  const { result, rules } = await loadSource(policies);
  const files = await buildOutputs({ result, examples: examplesOf(rules) });
  for (const folder of ["bundles", "conftest"]) clear(join(options.output, folder));
  for (const file of files) {
    const path = join(options.output, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.content);
  }
  await write(`${result.manifest.rules.length} rules compiled from ${policies}: ${files.length} files in ${join(options.output, "bundles")} and ${join(options.output, "conftest")}\n`);
  return exitCodes.clean;
}

/** Removes what an earlier build left; a folder that Regoscript didn't make is not touched. */
function clear(folder: string): void {
  if (!existsSync(folder)) return;
  const entries = readdirSync(folder);
  const ours = entries.length === 0 || entries.includes("manifest.json") || entries.includes("conftest.toml");
  if (!ours) throw new Error(`${folder} exists and was not made by \`regoscript build\`; name another --output or remove it`);
  rmSync(folder, { recursive: true });
}
