import { spawn } from "node:child_process";
import type { Execute } from "./command.ts";

/** Runs commands as programs of this machine, without a shell and without anything to read. */
export const execute: Execute = ({ program, arguments: given }) =>
  new Promise((resolve) => {
    const child = spawn(program, given, {
      stdio: ["ignore", "pipe", "pipe"],
      // The AWS command line would show long answers in a pager.
      env: { ...process.env, AWS_PAGER: "" },
    });
    const output: Buffer[] = [];
    const errorOutput: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => errorOutput.push(chunk));
    child.on("error", () => resolve({ code: null, output: "", errorOutput: "" }));
    child.on("close", (code) =>
      resolve({
        code,
        output: Buffer.concat(output).toString("utf8"),
        errorOutput: Buffer.concat(errorOutput).toString("utf8"),
      }),
    );
  });
