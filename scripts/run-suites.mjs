#!/usr/bin/env node
// Runs suites one after another in this process, so that they share what takes long to load: TypeScript, and OPA once
// it is compiled.
//
//   node --conditions=source --import tsx scripts/run-suites.mjs FILE…
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { suiteEnded } from "./end-of-suite.mjs";

// uvu's own way to run several files: nothing runs until it is told to.
globalThis.UVU_DEFER = 1;
globalThis.UVU_INDEX = 0;
globalThis.UVU_QUEUE = [];
const { exec } = await import("uvu");
for (const file of process.argv.slice(2)) {
  globalThis.UVU_QUEUE.splice(0, Infinity, [null]);
  await import(pathToFileURL(resolve(file)).href);
  await exec();
  process.stdout.write(suiteEnded(process.exitCode ?? 0));
  process.exitCode = undefined;
}
