// The programs of other projects that tests ask: the real engines (tools/engines) and a Kubernetes cluster
// (tools/cluster).
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** What a program is built from, besides what its lock file names; one in Go may be another project's as it is. */
const sourceFiles = { go: ["go.mod", "go.sum", "main.go"], cargo: ["Cargo.toml", "Cargo.lock", "src/main.rs"] };

/** Every engine of the conformance suite, built or not. */
export function readEngines() {
  return read("engines", "engines.json", ({ name }) => name);
}

/** Every program of the cluster, built or not. */
export function readClusterPrograms() {
  return read("cluster", "programs.json", ({ module }) => module);
}

function read(group, table, folderOf) {
  const root = join(project, "tools", group);
  return JSON.parse(readFileSync(join(root, table), "utf8")).map((program) => {
    const folder = join(root, folderOf(program));
    const builder = existsSync(join(folder, "Cargo.toml")) ? "cargo" : "go";
    const binary = join(project, ".cache", group, program.name);
    return { ...program, folder, builder, binary, stamp: `${binary}.source` };
  });
}

/** Whether a program in Go is a small one around another project's packages, and not that project's own. */
export function isOwn({ folder }) {
  return existsSync(join(folder, "main.go"));
}

/** A digest of what a program is built from. */
export function sourceOf({ folder, builder }) {
  const digest = createHash("sha256");
  for (const file of sourceFiles[builder].filter((one) => one !== "main.go" || isOwn({ folder })))
    digest.update(readFileSync(join(folder, file)));
  return digest.digest("hex");
}

/** A program is ready if its binary was built from the sources as they stand. */
export function isReady(program) {
  const { binary, stamp } = program;
  return existsSync(binary) && existsSync(stamp) && readFileSync(stamp, "utf8").trim() === sourceOf(program);
}

/** Whether what a program is built with is installed. */
export function hasBuilder({ builder }, environment = process.env) {
  try {
    execFileSync(builder, [builder === "go" ? "version" : "--version"], { stdio: "ignore", env: environment });
    return true;
  } catch {
    return false;
  }
}

/** Whether tests do without a program: one in Rust where that isn't installed, except in CI, which asks them all. */
export function isLeftOut(program, environment = process.env) {
  return program.builder === "cargo" && !environment.CI && !isReady(program) && !hasBuilder(program, environment);
}

/** What is said of a program that tests do without. */
export function leftOutText({ name, builder }) {
  return `NOT TESTED: ${name} isn't there, and can't be built without ${builder}`;
}
