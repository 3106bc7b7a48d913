import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { commandLine, isBuilt } from "../../scripts/built.mjs";
import { CommandLineProcess, withoutColor } from "./command-line-process.ts";

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * What Node runs as the command line: what is built, as its users have it.
 *
 * @throws Error where the sources have changed since, when a suite is run by itself
 */
export function commandLineFile(): string {
  if (!isBuilt()) throw new Error("dist/ is older than the sources: npm run prepare");
  return commandLine;
}

/**
 * Runs the command line, without colour unless `environment` wants it: with input or an environment in a process of its
 * own, else in one that goes on from run to run (`CommandLineProcess`).
 */
export function regoscript(
  parameters: readonly string[],
  options: { readonly input?: string | Uint8Array; readonly environment?: NodeJS.ProcessEnv } = {},
): Run {
  if (options.input === undefined && options.environment === undefined && CommandLineProcess.isPossible) {
    running ??= new CommandLineProcess(commandLineFile());
    return running.run(parameters);
  }
  const result = spawnSync(process.execPath, [commandLineFile(), ...parameters], {
    input: options.input ?? "",
    encoding: "utf8",
    env: { ...withoutColor(), ...options.environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

let running: CommandLineProcess | undefined;

/** Runs `use` with a folder that holds the files, and removes it. */
export function withFiles<Result>(
  files: { readonly [path: string]: string | Uint8Array },
  use: (folder: string) => Result,
): Result {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-"));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets policies in a folder import this package, as if it were installed there. */
export function linkPackage(folder: string): void {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(process.cwd(), join(folder, "node_modules", "regoscript"));
}
