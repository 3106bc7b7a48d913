#!/usr/bin/env node
// Runs the suites of test/ and demands that each really ran. A pattern that matches nothing is a failure too.
//
//   node scripts/test.mjs [PART OF A FILE NAME…] [--root FOLDER] [--suffix SUFFIX] [--timeout SECONDS] [--together N]
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { isBuilt } from "./built.mjs";
import { progress } from "./progress.mjs";
import { atOnce, lineOf, project, runSuites, suitesBelow } from "./suites.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    root: { type: "string", default: join(project, "test") },
    suffix: { type: "string", default: ".test.ts" },
    timeout: { type: "string", default: "900" },
    // How many suites share a process.
    together: { type: "string", default: "10" },
  },
});

const root = resolve(values.root);
const all = suitesBelow(root, values.suffix);
const files = all.filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)));

// Each part must match, so that a misspelt one is not made up for by another.
const unmatched = positionals.filter((part) => !all.some((file) => file.includes(part)));
if (files.length === 0 || unmatched.length > 0) {
  console.error(
    `no suite below ${relative(project, root) || root} matches ${unmatched.join(" ") || `*${values.suffix}`}`,
  );
  console.log("0 passed, 1 failed");
  process.exit(1);
}

// Suites of the command line run what is built, as its users do.
if (root === join(project, "test") && !isBuilt()) {
  console.log("the sources have changed since they were built: npm run prepare");
  execFileSync("npm", ["run", "--silent", "prepare"], { cwd: project, stdio: "inherit" });
}

const together = Number(values.together);

/** Suites that share a process: those that follow each other, so that which ones do is the same in every run. */
function groupsOf(suites) {
  return Array.from({ length: Math.ceil(suites.length / together) }, (_, group) =>
    suites.slice(group * together, (group + 1) * together),
  );
}

const results = [];
const started = Date.now();
const shown = progress(files.length);
await atOnce(groupsOf(files), availableParallelism(), (group) =>
  runSuites(group, { timeout: Number(values.timeout), begin: shown.begin }, (result) => {
    results.push(result);
    shown.end(result.file, lineOf(result), result.failed > 0);
    if (result.failed > 0) shown.print(result.output.trimEnd().replace(/^/gm, "    "));
  }),
);
shown.close();

// What suites couldn't ask, as `isTested` of test/engines/locate.ts says it.
const notTested = new Set(results.flatMap(({ output }) => output.match(/^NOT TESTED: .*$/gm) ?? []));
for (const line of notTested) console.log(line);

const passed = results.reduce((total, result) => total + result.passed, 0);
const failed = results.reduce((total, result) => total + result.failed, 0) + (results.length === files.length ? 0 : 1);
console.log(`${files.length} suites in ${((Date.now() - started) / 1000).toFixed(1)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
