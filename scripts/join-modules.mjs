#!/usr/bin/env node
// Joins the modules that are loaded together in dist/, in place. Node takes half a millisecond for each module, so that
// to load a hundred of them takes longer than to check as many files. What is loaded only when it is needed, such as
// the compiler, stays apart; so do packages.
//
// The entry points share the joined modules. Every other module of src keeps a file of its own, with a copy of all that
// it needs. The policies of a pack become one module, since there may be a hundred of them.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), ".."));
const { bin, exports } = JSON.parse(readFileSync("package.json", "utf8"));

/** Folders of policies that come with Regoscript, each of which becomes one module in dist/. */
const folders = ["policies", "decisions"];

/** The modules of policies by their sources' names, as src/built-in.ts finds them. */
const packs = folders.map((folder) => {
  const pack = join("dist", `${folder}.js`);
  const files = readdirSync(join("dist", folder), { recursive: true })
    .filter((file) => file.endsWith(".js"))
    .map((file) => join(folder, file).replaceAll(sep, "/"))
    .sort();
  writeFileSync(
    pack,
    [
      ...files.map((file, index) => `import * as policy${index} from "./${file}";`),
      "export const modules = {",
      ...files.map((file, index) => `  ${JSON.stringify(file.replace(/\.js$/, ".ts"))}: policy${index},`),
      "};\n",
    ].join("\n"),
  );
  return pack;
});

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
  ...packs,
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

for (const folder of folders) rmSync(join("dist", folder), { recursive: true });
