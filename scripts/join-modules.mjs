#!/usr/bin/env node
// Joins the modules that are loaded together in dist/, in place. Node takes half a millisecond for each module, so that to load a hundred of
// them takes longer than to check as many files. What is loaded only when it is needed, such as the compiler, stays apart; so do packages.
//
// Every module keeps its own file too, for whoever imports it by its path; the package's entry points are those that share the joined ones.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), ".."));
const { bin, exports } = JSON.parse(readFileSync("package.json", "utf8"));
const rules = readdirSync(join("dist", "policies"), { recursive: true }).filter((file) => file.endsWith(".js"));

rmSync(join("dist", "joined"), { recursive: true, force: true });
await build({
  entryPoints: [...Object.values(bin), ...Object.values(exports).flatMap((entry) => entry.default ?? []), ...rules.map((file) => join("dist", "policies", file))],
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
