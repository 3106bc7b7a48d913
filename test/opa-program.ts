import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, renameSync } from "node:fs";
import { resolve } from "node:path";
import { askingOpa, type EmbeddedOpa, loadEmbeddedOpa } from "../src/opa/embedded-opa.ts";
import { isFresh } from "./seed.ts";

/**
 * OPA for suites with random input: the embedded one, or for fresh seeds, which come with much more input, the same
 * program (`tools/opa`) built for this machine, where Go is installed. It takes a seventh of the time.
 */
export async function loadOpa(): Promise<EmbeddedOpa> {
  if (!isFresh) return loadEmbeddedOpa();
  if (spawnSync("go", ["version"]).status !== 0) return loadEmbeddedOpa();
  mkdirSync(".cache", { recursive: true });
  const binary = resolve(".cache", "opa-program");
  // Another suite may be running the one that is there.
  const unfinished = `${binary}.${process.pid}`;
  execFileSync("go", ["build", "-mod=readonly", "-buildvcs=false", "-o", unfinished, "."], { cwd: "tools/opa" });
  renameSync(unfinished, binary);
  return askingOpa(async (request) => {
    const { status, stdout, stderr } = spawnSync(binary, {
      input: JSON.stringify(request),
      encoding: "utf8",
      maxBuffer: 2 ** 30,
    });
    if (status !== 0) throw new Error(`OPA failed at "${request.command}" (exit code ${status}): ${stderr}`);
    return JSON.parse(stdout) as unknown;
  });
}
