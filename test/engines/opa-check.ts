import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import type { Compilation } from "../../src/compile.ts";
import { regoModules } from "../../src/targets/opa/bundle.ts";
import { writeFiles } from "../write-files.ts";
import { engine } from "./locate.ts";

/**
 * That the Rego of compiled policies is strict for the oldest OPA and formatted as the newest does. The oldest OPA
   itself
 * is asked: its type checker refuses what newer ones with its capabilities take.
 */
export function assertStrict(result: Compilation): void {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-strict-"));
  try {
    writeFiles(folder, regoModules(result));
    run("opa-1.3", ["check", "--strict", folder]);
    run("opa-1.22", ["fmt", "--fail", "--list", folder]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(name: string, parameters: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(engine(name).binary, parameters, { encoding: "utf8" });
  assert.is(status, 0, stdout + stderr);
}
