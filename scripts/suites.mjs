// Finds and runs the suites of test/, and judges whether each really ran: uvu exits 0 when a `before` hook throws, when
// `.run()` is forgotten and when `.only` is left behind.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { endOfSuite } from "./end-of-suite.mjs";

export const project = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * The suites below a folder, by their names from the project, sorted.
 *
 * @param {string} root
 * @param {string} suffix how the names of suites end
 */
export function suitesBelow(root, suffix) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => relative(project, join(entry.parentPath, entry.name)))
    .sort();
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

/**
 * @typedef {{file: string, passed: number, failed: number, output: string, seconds: number, reason?: string}} Result
 * @typedef {{timeout: number, environment?: Record<string, string>, begin?: (file: string) => void}} Options
 *   `timeout` in seconds, for each suite; `environment` beside this process's own; `begin` is told of each suite
 */

/**
 * Runs suites one after another, in one process unless one of them ends it.
 *
 * @param {readonly string[]} files
 * @param {Options} options
 * @param {(result: Result) => void} end is told what each suite came to
 */
export async function runSuites(files, options, end) {
  const runnable = files.filter((file) => {
    const reason = leftOut(readFileSync(join(project, file), "utf8"));
    if (reason === undefined) return true;
    options.begin?.(file);
    end({ file, passed: 0, failed: 1, output: "", seconds: 0, reason });
    return false;
  });
  for (let rest = runnable; rest.length > 0; ) rest = rest.slice(await runProcess(rest, options, end));
}

/** Runs suites until one of them ends the process; gives how many have been run. */
function runProcess(files, { timeout, environment = {}, begin }, end) {
  const child = spawn(
    process.execPath,
    ["--conditions=source", "--import", "tsx", "scripts/run-suites.mjs", ...files],
    {
      cwd: project,
      env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let [done, output, started, timer] = [0, "", 0, undefined];
  const next = () => {
    [output, started] = ["", Date.now()];
    clearTimeout(timer);
    timer = setTimeout(() => child.kill("SIGKILL"), timeout * 1000);
    begin?.(files[done]);
  };
  const finish = (text, code, signal) => {
    const seconds = (Date.now() - started) / 1000;
    end({ file: files[done++], output: text, seconds, ...judge(text, code, signal, timeout) });
  };
  next();
  child.stderr.on("data", (chunk) => (output += chunk));
  child.stdout.on("data", (chunk) => {
    output += chunk;
    // The last suite has ended when its process has: what it left running is its fault.
    for (let mark = endOfSuite.exec(output); mark !== null && done < files.length - 1; mark = endOfSuite.exec(output)) {
      const rest = output.slice(mark.index + mark[0].length);
      finish(output.slice(0, mark.index), Number(mark[1]), null);
      next();
      output = rest;
    }
  });
  return new Promise((resolved) => {
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const mark = endOfSuite.exec(output);
      finish(output.replace(endOfSuite, ""), mark === null ? code : Number(mark[1]) || code, signal);
      resolved(done);
    });
  });
}

/** What a suite's output says: a summary of uvu for each suite in the file. */
function judge(output, code, signal, timeout) {
  const plain = output.replace(/\u001b\[[0-9;]*m/g, "");
  const sum = (label) =>
    [...plain.matchAll(new RegExp(`^\\s*${label}:\\s+(\\d+)`, "gm"))].reduce(
      (total, match) => total + Number(match[1]),
      0,
    );
  const [total, passed, skipped] = [sum("Total"), sum("Passed"), sum("Skipped")];
  const failed = Math.max(1, total - passed);
  if (signal !== null) return { passed, failed, reason: `ended by ${signal}, after at most ${timeout} s` };
  if (total === 0)
    return { passed: 0, failed: 1, reason: "no test ran (a `before` hook threw, or `.run()` is missing)" };
  if (skipped > 0) return { passed, failed, reason: `${skipped} tests were skipped` };
  if (passed !== total) return { passed, failed: total - passed, reason: `${total - passed} of ${total} tests failed` };
  if (code !== 0) return { passed, failed: 1, reason: `exit code ${code}` };
  return { passed, failed: 0 };
}

/**
 * Does something with each item, as many at once as there are processors.
 *
 * @template Item
 * @param {readonly Item[]} items
 * @param {number} most
 * @param {(item: Item) => Promise<void>} work
 */
export async function atOnce(items, most, work) {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: Math.min(most, items.length) }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
    }),
  );
}

/** What is shown of a suite that has ended. */
export function lineOf({ file, passed, failed, seconds, reason }) {
  const verdict = failed === 0 ? "ok  " : "FAIL";
  return `${verdict} ${file} (${passed} passed, ${seconds.toFixed(1)} s)${reason === undefined ? "" : `: ${reason}`}`;
}
