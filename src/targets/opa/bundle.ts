import { createHash } from "node:crypto";
import { gzipSync } from "fflate";
import { createTar } from "nanotar";
import type { Manifest } from "../../manifest/manifest.ts";
import { openKinds } from "../../manifest/open-kinds.ts";
import { printModule } from "../../rego/printer.ts";
import { type CompiledProgram, lowerProgram } from "../../rego/program.ts";
import { usesInventory } from "../inventory.ts";
import { ruleName } from "../names.ts";
import { byPath, inFolder, type OutputFile } from "../output.ts";
import { conftestNotice, noticePackage } from "./conftest-notice.ts";
import { opaEngine } from "./engine.ts";

/** The rule that a bundle's users ask for: `data.regoscript.report`. */
export const entryPoint = "regoscript/report";

/** What a bundle's users can ask for: the report, and each decision as `data.regoscript.decisions.<id>.report`. */
export function entryPoints({ manifest }: CompiledProgram): string[] {
  return [entryPoint, ...(manifest.decisions ?? []).map(({ id }) => `regoscript/decisions/${ruleName(id)}/report`)];
}

/** The readable Rego modules of plain OPA. */
export function regoModules(program: CompiledProgram): OutputFile[] {
  const isOpen = openKinds(program.manifest).length > 0;
  const files = [
    ...lowerProgram(program, { decisions: true, unknown: isOpen }),
    { path: "engine.rego", module: opaEngine(program.manifest, usesInventory(program), isOpen) },
  ];
  return files.map((file) => ({ path: `regoscript/${file.path}`, content: printModule(file.module) })).sort(byPath);
}

/**
 * The folder `rego/`, a bundle as `opa eval -b` takes it, and `bundle.tar.gz`, the same with `policy.wasm`. Byte for
 * byte the same for the same input.
 */
export function bundleFiles(modules: readonly OutputFile[], manifest: Manifest, wasm: Uint8Array): OutputFile[] {
  const hash = createHash("sha256");
  for (const module of modules) hash.update(`${module.path}\0`).update(module.content).update("\0");
  const bundleManifest: OutputFile = {
    path: ".manifest",
    content: `${JSON.stringify(
      {
        revision: hash.digest("hex").slice(0, 16),
        roots: [noticePackage, "regoscript"],
        rego_version: 1,
        metadata: { regoscript: manifest },
      },
      undefined,
      2,
    )}\n`,
  };
  const files = [bundleManifest, conftestNotice, ...modules];
  return [
    ...inFolder("rego", files),
    { path: "bundle.tar.gz", content: archive([...files, { path: "policy.wasm", content: wasm }]) },
  ];
}

function archive(files: readonly OutputFile[]): Uint8Array {
  const tar = createTar(
    files.map((file) => ({ name: `/${file.path}`, data: file.content })),
    { attrs: { mtime: 0, mode: "644", uid: 0, gid: 0, user: "", group: "" } },
  );
  // fflate gives the same bytes with every version of Node, which node:zlib does not.
  return gzipSync(tar, { mtime: 0, level: 9 });
}
