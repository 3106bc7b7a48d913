// CPU time (user and system, of a process and all that it starts), which says something on a busy machine too.
import { spawnSync } from "node:child_process";

/**
 * Runs a command to its end.
 *
 * @param {readonly string[]} command
 * @param {{cwd?: string, accepted?: readonly number[], environment?: Record<string, string>}} options `accepted`: exit
 *   codes that are no failure
 * @returns {{milliseconds: number, stdout: string}} its CPU time
 */
export function run(command, { cwd, accepted = [0], environment = {} } = {}) {
  // Of all shells bash alone tells the time to the millisecond, and not among what the command itself prints.
  const script = 'TIMEFORMAT="%3U %3S"; { time "$@" 2>&4 3>&- 4>&-; } 2>&3';
  const { status, signal, output, error } = spawnSync("bash", ["-c", `exec 4>&2; ${script}`, "bash", ...command], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C", NO_COLOR: "1", ...environment },
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  if (error) throw error;
  const [, stdout, stderr, times] = output;
  if (!accepted.includes(status))
    throw new Error(`${command.join(" ")} ended with ${status ?? signal}: ${stderr.slice(0, 2000)}`);
  const [user, system] = times.trim().split(" ").map(Number);
  return { milliseconds: (user + system) * 1000, stdout };
}

/** Milliseconds of CPU that some work of this process takes. */
export async function cpuOf(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * Measures two things in turn and compares each with its neighbour.
 *
 * @param {number} count how often
 * @param {() => number | Promise<number>} first
 * @param {() => number | Promise<number>} second
 * @param {(first: number, second: number) => number} compare
 * @returns the median with the least and the greatest
 */
export async function pairs(count, first, second, compare = (one, other) => one / other) {
  const results = [];
  for (let pair = 0; pair < count; pair++) results.push(compare(await first(), await second()));
  return summary(results);
}

/** @param {readonly number[]} values */
export function summary(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, least: sorted[0], greatest: sorted.at(-1) };
}

/**
 * The exponent by which a cost grows from a size to four times that size, above what costs at size 1; measured some
 * times. 1 where four times the size costs four times as much.
 *
 * @param {number} count how often
 * @param {number} size the smaller
 * @param {(size: number) => number | Promise<number>} cost in milliseconds
 */
export async function growth(count, size, cost) {
  const exponents = [];
  for (let time = 0; time < count; time++) {
    const start = await cost(1);
    // Less than a millisecond can't be told from nothing.
    const above = async (current) => Math.max(1, (await cost(current)) - start);
    const smaller = await above(size);
    exponents.push(Math.log2((await above(4 * size)) / smaller) / 2);
  }
  return summary(exponents);
}
