import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildOutputs, examplesOf } from "../../src/compile.ts";
import { loadBundle } from "../../src/evaluator/wasm.ts";
import { loadSource } from "../../src/policy-folder.ts";
import { nativeOf } from "../native-policies.ts";
import { writeFiles } from "../write-files.ts";

const { rules, decisions, result } = await loadSource("decisions");
/** The decisions about access as their functions. */
export const native = nativeOf({ result, rules, decisions });
const outputs = await buildOutputs(result, examplesOf(rules));
/** The paths of all outputs. */
export const paths = outputs.map(({ path }) => path);
const folder = mkdtempSync(join(tmpdir(), "regoscript-access-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
writeFiles(folder, outputs);
/** The bundle that they become. */
export const bundle = join(folder, "bundles/bundle.tar.gz");
/** The same as WASM. */
export const wasm = await loadBundle(bundle);
