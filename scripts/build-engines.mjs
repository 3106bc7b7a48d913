#!/usr/bin/env node
// Builds the programs of other projects that tests ask, each from its own module below tools/engines, or with --cluster
// below tools/cluster.
//
//   node scripts/build-engines.mjs [NAME…]     builds what is missing or stale into .cache/engines
//   node scripts/build-engines.mjs --cluster   the same for the cluster, into .cache/cluster
//   node scripts/build-engines.mjs --list      prints name, version, OPA inside, state and path
//   node scripts/build-engines.mjs --ready     builds nothing; fails if something isn't ready
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import {
  hasBuilder,
  isLeftOut,
  isOwn,
  isReady,
  leftOutText,
  readClusterPrograms,
  readEngines,
  sourceOf,
} from "./engines.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: "boolean", default: false },
    ready: { type: "boolean", default: false },
    cluster: { type: "boolean", default: false },
  },
});

const programs = values.cluster ? readClusterPrograms() : readEngines();

/** The versions of all modules that went into a binary. */
function versionsInside(binary) {
  const rows = execFileSync("go", ["version", "-m", binary], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split("\t"));
  return new Map(
    rows
      .filter(([kind]) => kind === "mod" || kind === "dep" || kind === "=>")
      .map(([, module, version]) => [module, version]),
  );
}

/** What a small program of our own is built around, by its tool. */
const modules = { rbac: "k8s.io/kubernetes" };

/**
 * The Go package that a module builds: its own program, or the one that it names as a tool, unless the table says which
 * of several.
 */
function packageOf(program) {
  if (values.cluster) return program.tool;
  if (isOwn(program)) return ".";
  const tool = /^tool (\S+)$/m.exec(readFileSync(join(program.folder, "go.mod"), "utf8"))?.[1];
  if (tool === undefined) throw new Error(`${program.name}: go.mod has no tool directive`);
  return tool;
}

function buildWithGo(program, output) {
  const path = packageOf(program);
  execFileSync("go", ["build", "-mod=readonly", "-buildvcs=false", "-ldflags=-s -w", "-o", output, path], {
    cwd: program.folder,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, GOFLAGS: "", GOWORK: "off" },
  });
  const versions = versionsInside(output);
  const module =
    modules[program.tool] ??
    [...versions.keys()]
      .filter((candidate) => path === candidate || path.startsWith(`${candidate}/`))
      .sort((one, other) => other.length - one.length)[0];
  demand(program, path, versions.get(module), program.version);
  if (program.opa !== undefined) demand(program, "OPA", versions.get("github.com/open-policy-agent/opa"), program.opa);
}

function demand(program, what, found, expected) {
  if (found !== `v${expected}`) throw new Error(`${program.name}: built with ${what} ${found}, expected v${expected}`);
}

function buildWithCargo(program, output) {
  const target = `${program.binary}.target`;
  execFileSync("cargo", ["build", "--release", "--locked", "--quiet", "--target-dir", target], {
    cwd: program.folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [, name] = /^name = "(.+)"$/m.exec(readFileSync(join(program.folder, "Cargo.toml"), "utf8")) ?? [];
  copyFileSync(join(target, "release", name), output);
  rmSync(target, { recursive: true });
}

function build(program) {
  const started = Date.now();
  const inside = program.opa === undefined ? "" : ` with OPA ${program.opa}`;
  process.stdout.write(`${program.name}: building version ${program.version}${inside} …`);
  mkdirSync(dirname(program.binary), { recursive: true });
  // Two builds at once must not write into one file.
  const unfinished = `${program.binary}.${process.pid}`;
  try {
    if (program.builder === "go") buildWithGo(program, unfinished);
    else buildWithCargo(program, unfinished);
    renameSync(unfinished, program.binary);
    writeFileSync(program.stamp, `${sourceOf(program)}\n`);
  } finally {
    rmSync(unfinished, { force: true });
  }
  console.log(` ${Math.round((Date.now() - started) / 1000)} s`);
}

const unknown = positionals.filter((name) => !programs.some((program) => program.name === name));
if (unknown.length > 0) {
  console.error(`no ${unknown.join(", ")}; there are ${programs.map((program) => program.name).join(", ")}`);
  process.exit(2);
}
const chosen = programs.filter((program) => positionals.length === 0 || positionals.includes(program.name));
const wanted = chosen.filter((program) => !isReady(program));

if (values.list) {
  for (const program of chosen) {
    const state = isReady(program) ? "ready" : "not built";
    console.log([program.name, program.version, `OPA ${program.opa ?? "-"}`, state, program.binary].join("\t"));
  }
} else if (values.ready) {
  if (wanted.length > 0) console.log(`not built: ${wanted.map((program) => program.name).join(", ")}`);
  process.exitCode = wanted.length === 0 ? 0 : 1;
} else {
  const failures = [];
  const leftOut = wanted.filter((program) => isLeftOut(program));
  for (const program of leftOut) console.log(leftOutText(program));
  for (const program of wanted.filter((one) => !leftOut.includes(one))) {
    try {
      if (!hasBuilder(program)) throw new Error(`${program.builder} is not installed, so it can't be built`);
      build(program);
    } catch (error) {
      console.log(" failed");
      failures.push(`${program.name}: ${error.message}`);
    }
  }
  for (const failure of failures) console.error(failure);
  if (failures.length === 0)
    console.log(`${chosen.length - leftOut.length} programs ready in ${dirname(chosen[0].binary)}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
