import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import type { Row } from "../../scripts/bench/table.mjs";
import { commandLineFile } from "../cli/run.ts";

/** Measures the smallest sizes once, and gives the rows. */
export function bench(parameters: readonly string[]): readonly Row[] {
  // Fails where the build is older than the sources.
  commandLineFile();
  const folder = mkdtempSync(join(tmpdir(), "regoscript-bench-test-"));
  try {
    const given = parameters.indexOf("--json");
    const file = given === -1 ? join(folder, "rows.json") : parameters[given + 1]!;
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        "scripts/bench.mjs",
        "--size",
        "0.001",
        "--pairs",
        "1",
        ...parameters,
        ...(given === -1 ? ["--json", file] : []),
      ],
      { encoding: "utf8" },
    );
    assert.is(status, 0, stderr);
    return (JSON.parse(readFileSync(file, "utf8")) as { rows: Row[] }).rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
