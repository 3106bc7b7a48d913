import { gzipSync } from "node:zlib";
import { createTar } from "nanotar";
import { buildOutputs, examplesOf } from "../../src/compile.ts";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { loadSource } from "../../src/policy-folder.ts";

/** A small policy folder: one input kind with a field of every shape, two rules. */
export const policyFolder = "test/evaluator/policies";

/** `bundle.tar.gz` of a policy folder, as `build` writes it. */
export async function builtBundle(folder = policyFolder): Promise<Uint8Array> {
  const { result, rules } = await loadSource(folder);
  const files = await buildOutputs(result, examplesOf(rules));
  return files.find((file) => file.path === "bundles/bundle.tar.gz")!.content as Uint8Array;
}

/** An archive like a bundle's. */
export function packed(files: { readonly [name: string]: string | Uint8Array }): Uint8Array {
  return gzipSync(createTar(Object.entries(files).map(([name, data]) => ({ name, data }))));
}

/** A manifest without rules, for bundles whose Rego is written by hand. */
export const bareManifest = JSON.stringify({
  metadata: { regoscript: { format: 3, generator: "regoscript 0.0.0", objects: {}, kinds: [], rules: [] } },
});

/** A bundle of hand-written Rego, whose package must be `regoscript`. */
export async function handWrittenBundle(rego: string, entryPoint = "regoscript/report"): Promise<Uint8Array> {
  const opa = await loadEmbeddedOpa();
  const wasm = await opa.buildWasm({ modules: { "a.rego": rego }, entryPoints: [entryPoint] });
  return packed({ "/.manifest": bareManifest, "/policy.wasm": wasm });
}
