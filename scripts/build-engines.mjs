#!/usr/bin/env node
// Builds the real engines that conformance is proven against, each from its own Go module below tools/engines.
//
//   node scripts/build-engines.mjs [NAME…]       builds what is missing or stale into .cache/engines
//   node scripts/build-engines.mjs --optional    the same, but without Go only says what won't be tested (in CI that is a failure)
//   node scripts/build-engines.mjs --list        prints name, version, OPA inside, state and path
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const cache = join(project, ".cache", "engines");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: "boolean", default: false }, optional: { type: "boolean", default: false } },
});

const engines = JSON.parse(readFileSync(join(project, "tools", "engines", "engines.json"), "utf8")).map((engine) => {
  const folder = join(project, "tools", "engines", engine.name);
  const source = createHash("sha256")
    .update(readFileSync(join(folder, "go.mod")))
    .update(readFileSync(join(folder, "go.sum")))
    .digest("hex");
  const binary = join(cache, engine.name);
  return { ...engine, folder, source, binary, stamp: `${binary}.source` };
});

/** An engine is ready if its binary was built from the module as it stands. */
function isReady({ binary, stamp, source }) {
  return existsSync(binary) && existsSync(stamp) && readFileSync(stamp, "utf8").trim() === source;
}

function hasGo() {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The versions of all modules that went into a binary. */
function versionsInside(binary) {
  const rows = execFileSync("go", ["version", "-m", binary], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split("\t"));
  return new Map(
    rows.filter(([kind]) => kind === "mod" || kind === "dep").map(([, module, version]) => [module, version]),
  );
}

function build(engine) {
  const started = Date.now();
  process.stdout.write(`${engine.name}: building ${engine.tool} ${engine.version} with OPA ${engine.opa} …`);
  const tool = /^tool (\S+)$/m.exec(readFileSync(join(engine.folder, "go.mod"), "utf8"))?.[1];
  if (tool === undefined) throw new Error(`${engine.name}: go.mod has no tool directive`);
  mkdirSync(cache, { recursive: true });
  // Two builds at once must not write into one file.
  const unfinished = `${engine.binary}.${process.pid}`;
  try {
    execFileSync("go", ["build", "-mod=readonly", "-buildvcs=false", "-ldflags=-s -w", "-o", unfinished, tool], {
      cwd: engine.folder,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, GOFLAGS: "", GOWORK: "off" },
    });
    const versions = versionsInside(unfinished);
    demand(engine, "OPA", versions.get("github.com/open-policy-agent/opa"), engine.opa);
    demand(
      engine,
      engine.tool,
      [...versions].find(([module]) => tool === module || tool.startsWith(`${module}/`))?.[1],
      engine.version,
    );
    renameSync(unfinished, engine.binary);
    writeFileSync(engine.stamp, `${engine.source}\n`);
  } finally {
    rmSync(unfinished, { force: true });
  }
  console.log(` ${Math.round((Date.now() - started) / 1000)} s`);
}

function demand(engine, what, found, expected) {
  if (found !== `v${expected}`) throw new Error(`${engine.name}: built with ${what} ${found}, expected v${expected}`);
}

const unknown = positionals.filter((name) => !engines.some((engine) => engine.name === name));
if (unknown.length > 0) {
  console.error(`no engine ${unknown.join(", ")}; there are ${engines.map((engine) => engine.name).join(", ")}`);
  process.exit(2);
}
const chosen = engines.filter((engine) => positionals.length === 0 || positionals.includes(engine.name));

if (values.list) {
  for (const engine of chosen) {
    console.log(
      [engine.name, engine.version, `OPA ${engine.opa}`, isReady(engine) ? "ready" : "not built", engine.binary].join(
        "\t",
      ),
    );
  }
} else {
  const wanted = chosen.filter((engine) => !isReady(engine));
  if (wanted.length > 0 && !hasGo()) {
    console.error(
      `Go is not installed, so these engines can't be built and conformance with them is NOT tested: ${wanted.map((engine) => engine.name).join(", ")}`,
    );
    process.exit(values.optional && process.env.CI !== "true" ? 0 : 1);
  }
  const failures = [];
  for (const engine of wanted) {
    try {
      build(engine);
    } catch (error) {
      console.log(" failed");
      failures.push(`${engine.name}: ${error.message}`);
    }
  }
  for (const failure of failures) console.error(failure);
  if (failures.length === 0) console.log(`${chosen.length} engines ready in ${cache}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
