import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line from its sources, without colour unless `environment` wants it. */
export function regoscript(
  parameters: readonly string[],
  options: { readonly input?: string | Uint8Array; readonly environment?: NodeJS.ProcessEnv } = {},
): Run {
  const { FORCE_COLOR: _force, NO_COLOR: _no, ...inherited } = process.env;
  const result = spawnSync(
    process.execPath,
    ["--conditions=source", "--import", "tsx", "src/cli/main.ts", ...parameters],
    {
      input: options.input ?? "",
      encoding: "utf8",
      env: { ...inherited, ...options.environment },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

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
