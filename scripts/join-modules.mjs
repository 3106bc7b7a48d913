#!/usr/bin/env node
// Joins the modules that are loaded together in dist/, in place. Node takes half a millisecond for each module, so that
// to load a hundred of them takes longer than to check as many files. What is loaded only when it is needed, such as
// the compiler, stays apart; so do packages.
//
// The entry points share the joined modules. Every other module keeps a file of its own, with a copy of all that it
// needs.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), ".."));
const { bin, exports } = JSON.parse(readFileSync("package.json", "utf8"));
const rules = readdirSync(join("dist", "policies"), { recursive: true }).filter((file) => file.endsWith(".js"));
/** What scripts/bench imports by its path. */
const measured = [
  "built-in.js",
  "policy-folder.js",
  "evaluator/wasm.js",
  "compile.js",
  "opa/embedded-opa.js",
  "targets/opa/bundle.js",
];

const entryPoints = [
  ...Object.values(bin),
  ...Object.values(exports).flatMap((entry) => entry.default ?? []),
  ...rules.map((file) => join("dist", "policies", file)),
  ...measured.map((file) => join("dist", "src", file)),
];

rmSync(join("dist", "joined"), { recursive: true, force: true });
await build({
  entryPoints,
  outdir: "dist",
  outbase: "dist",
  chunkNames: "joined/[name]-[hash]",
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  packages: "external",
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: true,
  logLevel: "warning",
});
