import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Run } from "./run.ts";

/** What a run inherits of the environment. */
export function withoutColor(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _force, NO_COLOR: _no, ...inherited } = process.env;
  return inherited;
}

/** Evaluates the command line's main module once for each line of parameters, and answers with what it wrote. */
const program = (main: string, requests: string, answers: string): string => `
import { createReadStream, openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";

// What is run isn't the text of an argument.
process.execArgv = [];
const answers = openSync(${JSON.stringify(answers)}, "w");
let runs = 0;
for await (const line of createInterface({ input: createReadStream(${JSON.stringify(requests)}) })) {
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"])
    process[stream].write = (text, ...rest) => {
      texts[stream] += text;
      rest.at(-1)?.();
      return true;
    };
  process.argv = [process.argv0, ${JSON.stringify(main)}, ...JSON.parse(line)];
  process.exitCode = undefined;
  await import(${JSON.stringify(pathToFileURL(main).href)} + "?run=" + runs++);
  const bytes = Buffer.from(JSON.stringify({ code: process.exitCode, ...texts }) + "\\n");
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(answers, bytes, sent);
  process.exitCode = 0;
}
`;

/**
 * The command line in one process for many runs, which spares each the start of Node, TypeScript and OPA. Runs are
 * asked for by named pipes, since the process that asks waits for each: where the system has none, it isn't possible.
 */
export class CommandLineProcess {
  static readonly isPossible: boolean = process.platform !== "win32";
  readonly #requests: number;
  readonly #answers: number;

  /** @param main the file of the command line */
  constructor(main: string) {
    const folder = mkdtempSync(join(tmpdir(), "regoscript-run-"));
    const [requests, answers] = [join(folder, "requests"), join(folder, "answers")] as const;
    try {
      const { status, stderr } = spawnSync("mkfifo", [requests, answers], { encoding: "utf8" });
      if (status !== 0) throw new Error(`mkfifo: ${stderr}`);
      const child = spawn(process.execPath, ["--input-type=module", "--eval", program(main, requests, answers)], {
        env: withoutColor(),
        stdio: ["ignore", "ignore", "inherit"],
      });
      child.unref();
      // Each waits until the other end is opened; the child ends when this process closes its own.
      this.#answers = openSync(answers, "r");
      this.#requests = openSync(requests, "w");
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  run(parameters: readonly string[]): Run {
    writeSync(this.#requests, `${JSON.stringify(parameters)}\n`);
    const parts: Buffer[] = [];
    for (let last: Buffer | undefined; last?.at(-1) !== 0x0a; ) {
      const part = Buffer.alloc(1 << 16);
      const size = readSync(this.#answers, part);
      if (size === 0) {
        closeSync(this.#requests);
        throw new Error(`the command line ended with \`${parameters.join(" ")}\``);
      }
      last = part.subarray(0, size);
      parts.push(last);
    }
    return JSON.parse(Buffer.concat(parts).toString("utf8")) as Run;
  }
}
