#!/usr/bin/env node
// Compiles a policy folder to Rego, and with `wasm` to WASM too.
import { built } from "./context.mjs";

const [policies, target] = process.argv.slice(2);
const { compileDirectory } = await built("compile.js");
const { entryPoints, regoModules } = await built("targets/opa/bundle.js");
const program = compileDirectory(policies);
const files = regoModules(program);
if (target === "wasm") {
  const { loadEmbeddedOpa } = await built("opa/embedded-opa.js");
  const opa = await loadEmbeddedOpa();
  const modules = Object.fromEntries(files.map(({ path, content }) => [path, content]));
  await opa.buildWasm({ modules, entryPoints: entryPoints(program) });
}
