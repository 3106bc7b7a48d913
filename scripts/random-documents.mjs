#!/usr/bin/env node
// Judges random documents with the pack's rules: native evaluation, WASM and the embedded OPA must say the same of
// each.
//
//   node scripts/random-documents.mjs [--documents 100000] [--seed N]
import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const child = spawnSync(
  process.execPath,
  ["--conditions=source", "--import", "tsx", join(project, "test/property/long-run.ts"), ...process.argv.slice(2)],
  // The seed is the run's own; that there is one says that the input isn't the usual.
  { cwd: project, stdio: "inherit", env: { ...process.env, REGOSCRIPT_TEST_SEED: "fresh" } },
);
process.exit(child.status ?? 1);
