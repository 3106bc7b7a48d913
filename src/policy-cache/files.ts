import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { digest } from "../observations.ts";

const day = 24 * 60 * 60 * 1000;

/** How long a file is kept that nothing has asked for. */
const lifetime = 30 * day;

/** The text of a kept file whose first line is the digest of the rest; undefined if it isn't, or is no longer whole. */
export function readKept(file: string): string | undefined {
  try {
    const text = readFileSync(file, "utf8");
    const end = text.indexOf("\n");
    const rest = text.slice(end + 1);
    return text.slice(0, end) === seal(rest) ? rest : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes a file that `readKept` reads, as a whole or not at all, however many do so at once.
 *
 * @throws NodeJS.ErrnoException if it can't be written
 */
export function writeKept(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.${Date.now()}`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(unfinished, `${seal(text)}\n${text}`, { mode: 0o600 });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** The first line: a comment of JavaScript, so that a kept module can be imported as it is. */
function seal(text: string): string {
  return `// ${digest(text)}`;
}

/** Notes that a file is in use, once a day. */
export function touch(file: string, now: number = Date.now()): void {
  try {
    if (statSync(file).mtimeMs < now - day) utimesSync(file, new Date(now), new Date(now));
  } catch {
    // Whoever can't note it may lose the file after a while, and compiles again.
  }
}

/** Removes from a folder the files that weren't in use for a month. */
export function removeOld(folder: string, now: number = Date.now()): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (changed < now - lifetime) rmSync(file, { force: true });
  }
}
