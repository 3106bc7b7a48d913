import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** A real engine that `scripts/build-engines.mjs` builds from `tools/engines`. */
export interface Engine {
  /** Such as "conftest-0.71"; the name of its folder and of its binary. */
  readonly name: string;
  readonly tool: "opa" | "conftest" | "gator";
  readonly version: string;
  /** The version of OPA that it was built with. */
  readonly opa: string;
  /** Absolute path; the file is there only if `available`. */
  readonly binary: string;
  /** Whether the binary is there and was built from the module as it stands. */
  readonly available: boolean;
}

/** Whether a missing engine is a failure instead of a notice. */
export const requireEngines: boolean = process.env["CI"] === "true";

const project = resolve(fileURLToPath(import.meta.url), "..", "..", "..");

/** Every engine of the conformance suite, available or not. */
export const engines: readonly Engine[] = readEngines();

/**
 * The engine of that name, available or not.
 *
 * @throws Error if there is no such engine
 */
export function engine(name: string): Engine {
  const found = engines.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no engine "${name}" in tools/engines/engines.json`);
  return found;
}

function readEngines(): Engine[] {
  const rows = JSON.parse(readFileSync(join(project, "tools", "engines", "engines.json"), "utf8")) as Pick<
    Engine,
    "name" | "tool" | "version" | "opa"
  >[];
  return rows.map((row) => {
    const binary = join(project, ".cache", "engines", row.name);
    return { ...row, binary, available: isReady(row.name, binary) };
  });
}

function isReady(name: string, binary: string): boolean {
  const stamp = `${binary}.source`;
  if (!existsSync(binary) || !existsSync(stamp)) return false;
  const folder = join(project, "tools", "engines", name);
  const source = createHash("sha256")
    .update(readFileSync(join(folder, "go.mod")))
    .update(readFileSync(join(folder, "go.sum")));
  return readFileSync(stamp, "utf8").trim() === source.digest("hex");
}
