#!/usr/bin/env node
// Writes random programs and compares what native evaluation, the embedded OPA and WASM say of random documents.
//
//   node scripts/random-programs.mjs [--programs 10000] [--documents 40] [--seed N]
import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const child = spawnSync(
  process.execPath,
  ["--conditions=source", "--import", "tsx", join(project, "test/programs/long-run.ts"), ...process.argv.slice(2)],
  // The seed is the run's own; that there is one says that the input isn't the usual.
  { cwd: project, stdio: "inherit", env: { ...process.env, REGOSCRIPT_TEST_SEED: "fresh" } },
);
process.exit(child.status ?? 1);
