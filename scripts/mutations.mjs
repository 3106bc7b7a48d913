#!/usr/bin/env node
// Puts deliberate bugs into a copy of the project; those of the compiler must be caught by fixtures and random
// programs, those of the model of access by the comparison with the real authorizer.
//
//   node scripts/mutations.mjs [PART OF A NAME…]
import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const child = spawnSync(
  process.execPath,
  ["--conditions=source", "--import", "tsx", join(project, "test/mutations/run.ts"), ...process.argv.slice(2)],
  { cwd: project, stdio: "inherit" },
);
process.exit(child.status ?? 1);
