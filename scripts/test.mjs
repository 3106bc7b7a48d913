#!/usr/bin/env node
// Runs the suites of test/ and demands that each really ran. uvu exits 0 when a `before` hook throws, when `.run()` is
// forgotten, when `.only` is left behind and when a pattern matches nothing; each of these is a failure here.
//
//   node scripts/test.mjs [PART OF A FILE NAME…] [--root FOLDER] [--suffix SUFFIX] [--timeout SECONDS]
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    root: { type: "string", default: join(project, "test") },
    suffix: { type: "string", default: ".test.ts" },
    timeout: { type: "string", default: "900" },
  },
});

const root = resolve(values.root);
const all = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(values.suffix))
  .map((entry) => relative(project, join(entry.parentPath, entry.name)))
  .sort();
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

/** What in a suite's source would leave tests out without a trace in its output. */
function leftOut(source) {
  const filtered = /\.\s*(only|skip)\s*\(/.exec(source);
  if (filtered !== null) return `\`.${filtered[1]}(\` leaves tests out`;
  for (const [, name] of source.matchAll(/\b(?:const|let)\s+(\w+)\s*=\s*suite\s*\(/g)) {
    if (!new RegExp(`\\b${name}\\s*\\.\\s*run\\s*\\(`).test(source)) return `the suite \`${name}\` is never run`;
  }
  return undefined;
}

/** @returns {Promise<{file: string, passed: number, failed: number, output: string, reason?: string}>} */
function run(file) {
  const source = readFileSync(join(project, file), "utf8");
  const reason = leftOut(source);
  if (reason !== undefined) return Promise.resolve({ file, passed: 0, failed: 1, output: "", reason });
  return new Promise((done) => {
    const child = spawn(process.execPath, ["--conditions=source", "--import", "tsx", file], {
      cwd: project,
      env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: Number(values.timeout) * 1000,
      killSignal: "SIGKILL",
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("close", (code, signal) => done({ file, output, ...judge(output, code, signal) }));
  });
}

/** What a suite's output says: a summary of uvu for each suite in the file. */
function judge(output, code, signal) {
  const plain = output.replace(/\u001b\[[0-9;]*m/g, "");
  const sum = (label) =>
    [...plain.matchAll(new RegExp(`^\\s*${label}:\\s+(\\d+)`, "gm"))].reduce(
      (total, match) => total + Number(match[1]),
      0,
    );
  const [total, passed, skipped] = [sum("Total"), sum("Passed"), sum("Skipped")];
  if (signal !== null)
    return {
      passed,
      failed: Math.max(1, total - passed),
      reason: `ended by ${signal}, after at most ${values.timeout} s`,
    };
  if (total === 0)
    return { passed: 0, failed: 1, reason: "no test ran (a `before` hook threw, or `.run()` is missing)" };
  if (skipped > 0) return { passed, failed: Math.max(1, total - passed), reason: `${skipped} tests were skipped` };
  if (passed !== total) return { passed, failed: total - passed, reason: `${total - passed} of ${total} tests failed` };
  if (code !== 0) return { passed, failed: 1, reason: `exit code ${code}` };
  return { passed, failed: 0 };
}

const results = [];
const queue = [...files];
const started = Date.now();
await Promise.all(
  Array.from({ length: Math.min(availableParallelism(), files.length) }, async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const begun = Date.now();
      const result = await run(file);
      results.push(result);
      const seconds = ((Date.now() - begun) / 1000).toFixed(1);
      console.log(
        `${result.failed === 0 ? "ok  " : "FAIL"} ${file} (${result.passed} passed, ${seconds} s)${result.reason === undefined ? "" : `: ${result.reason}`}`,
      );
      if (result.failed > 0) console.log(result.output.trimEnd().replace(/^/gm, "    "));
      else for (const line of result.output.split("\n")) if (line.startsWith("NOTE: ")) console.log(`     ${line}`);
    }
  }),
);

const passed = results.reduce((total, result) => total + result.passed, 0);
const failed = results.reduce((total, result) => total + result.failed, 0) + (results.length === files.length ? 0 : 1);
console.log(`${files.length} suites in ${((Date.now() - started) / 1000).toFixed(1)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
