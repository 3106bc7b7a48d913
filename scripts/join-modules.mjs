#!/usr/bin/env node
// Joins the modules that are loaded together in dist/, in place. Node takes half a millisecond for each module, so that
// to load a hundred of them takes longer than to check as many files. What is loaded only when it is needed, such as
// the compiler, stays apart; so do packages.
//
// The entry points share the joined modules. Every other module of src keeps a file of its own, with a copy of all that
// it needs. The pack's policies become one module, since there may be a hundred of them.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), ".."));
const { bin, exports } = JSON.parse(readFileSync("package.json", "utf8"));

/** The modules of the pack by their sources' names, as src/built-in.ts finds them. */
const pack = join("dist", "policies.js");
const policies = readdirSync(join("dist", "policies"), { recursive: true })
  .filter((file) => file.endsWith(".js"))
  .map((file) => join("policies", file).replaceAll(sep, "/"))
  .sort();
writeFileSync(
  pack,
  [
    ...policies.map((file, index) => `import * as policy${index} from "./${file}";`),
    "export const modules = {",
    ...policies.map((file, index) => `  ${JSON.stringify(file.replace(/\.js$/, ".ts"))}: policy${index},`),
    "};\n",
  ].join("\n"),
);

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
  pack,
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

rmSync(join("dist", "policies"), { recursive: true });
