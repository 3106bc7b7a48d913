import { RegoscriptFault } from "../../errors.ts";
import { serialised } from "../../ir/serialise.ts";
import { serialisedText } from "../../ir/serialised.ts";
import { type EmbeddedOpa, loadEmbeddedOpa } from "../../opa/embedded-opa.ts";
import { inFolder, type OutputFile } from "../output.ts";
import type { Target } from "../target.ts";
import { bundleFiles, entryPoints, regoModules } from "./bundle.ts";
import { conftestNotice } from "./conftest-notice.ts";

/** The oldest OPA that compiled policies run on: that of Gatekeeper 3.19. */
const oldestOpa = "1.3.0";

/**
 * The folder `bundles/`: the manifest, the program's clauses for Node, a bundle to read and one with `policy.wasm`. The
 * Rego has been checked by OPA in strict mode with the capabilities of the oldest supported version.
 *
 * @throws RegoscriptFault if OPA refuses what was printed
 */
export const opa: Target = {
  id: "opa",
  engine: "OPA and WASM",
  async files(program) {
    const embedded = await loadEmbeddedOpa();
    const modules = regoModules(program);
    await check(embedded, [conftestNotice, ...modules]);
    const wasm = await embedded.buildWasm({ modules: sourcesOf(modules), entryPoints: entryPoints(program) });
    return inFolder("bundles", [
      { path: "manifest.json", content: `${JSON.stringify(program.manifest, undefined, 2)}\n` },
      { path: "program.json", content: `${serialisedText(serialised(program.modules))}\n` },
      ...bundleFiles(modules, program.manifest, wasm),
    ]);
  },
};

/** Modules as the embedded OPA takes them. */
export function sourcesOf(modules: readonly OutputFile[]): { [path: string]: string } {
  return Object.fromEntries(modules.map((module) => [module.path, String(module.content)]));
}

async function check(embedded: EmbeddedOpa, modules: readonly OutputFile[]): Promise<void> {
  const errors = await embedded.check({ modules: sourcesOf(modules), capabilities: oldestOpa });
  if (errors.length === 0) return;
  const lines = errors.map((error) => `${error.file}:${error.row}:${error.column}: ${error.message}`);
  throw new RegoscriptFault(`OPA refuses the compiled policies:\n${lines.join("\n")}`);
}
