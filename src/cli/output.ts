import { sendable } from "../text/visible.ts";
import type { WorkflowCommands } from "../text/workflow-commands.ts";

/** Whether standard output or standard error is a terminal. */
export function isTerminal(stream: "stdout" | "stderr"): boolean {
  return process[stream].isTTY === true;
}

/** How many columns standard output has, where it is a terminal. */
export function terminalWidth(): number | undefined {
  return isTerminal("stdout") ? process.stdout.columns : undefined;
}

// A reader such as `head` that has seen enough is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

/**
 * Writes to standard output and waits until it is gone, so that nothing is cut off when the process ends. With this and
 * `complain`, all output goes through one place.
 */
export function write(output: string | WorkflowCommands, hasColor = false): Promise<void> {
  const text = typeof output === "string" ? sendable(output, hasColor) : output.toString();
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error === null || error === undefined || (error as NodeJS.ErrnoException).code === "EPIPE") resolve();
      else reject(error);
    });
  });
}

/** Standard error, for a line that comes and goes where that is a terminal. */
export const terminal = {
  get isTTY(): boolean {
    return isTerminal("stderr");
  },
  write(text: string): void {
    process.stderr.write(text);
  },
};

/** Writes a line, or several, to standard error. */
export function complain(text: string, hasColor = false): void {
  process.stderr.write(`${sendable(text, hasColor)}\n`);
}
