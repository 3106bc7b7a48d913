import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { commandLineFile } from "./run.ts";

/** A command that watches a copy of a policy folder. */
export class Watching {
  readonly folder: string;
  readonly policies: string;
  readonly #child: ChildProcess;
  #output = "";

  private constructor(folder: string, parameters: (policies: string, folder: string) => readonly string[]) {
    this.folder = folder;
    this.policies = join(folder, "policies");
    this.#child = spawn(process.execPath, [commandLineFile(), ...parameters(this.policies, folder)], {
      env: { ...process.env, NO_COLOR: "1" },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream!.on("data", (chunk) => {
        this.#output += String(chunk);
      });
  }

  /** Runs `use` with a command that watches, and ends and removes what is left. */
  static async with(
    source: string,
    parameters: (policies: string, folder: string) => readonly string[],
    use: (watching: Watching) => Promise<void>,
  ): Promise<void> {
    mkdirSync(".cache", { recursive: true });
    const folder = mkdtempSync(join(".cache", "watch-"));
    cpSync(source, join(folder, "policies"), { recursive: true });
    const watching = new Watching(folder, parameters);
    try {
      await use(watching);
    } finally {
      watching.#child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Waits until the command has printed something, and gives all that it printed since the last time. */
  async until(expression: RegExp): Promise<string> {
    for (const end = Date.now() + 120_000; !expression.test(this.#output); ) {
      assert.ok(Date.now() < end && this.#child.exitCode === null, `${expression} is not in: ${this.#output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const output = this.#output;
    this.#output = "";
    return output;
  }

  /** Presses Ctrl-C, and gives the exit code. */
  async interrupt(): Promise<number | null> {
    const closed = once(this.#child, "close") as Promise<[number | null]>;
    this.#child.kill("SIGINT");
    return (await closed)[0];
  }
}
