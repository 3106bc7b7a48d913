#!/usr/bin/env node
// Prints how fast Regoscript is, as ratios measured in one run on this machine. Needs a build (`npm install`); with the
// engines of scripts/build-engines.mjs it compares with conftest too.
//
//   npm run bench [-- --files 2000 --seed 1]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { loadAll } from "js-yaml";
import { manifests } from "./corpora/manifests.mjs";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(project);
const { values } = parseArgs({
  options: { files: { type: "string", default: "2000" }, seed: { type: "string", default: "1" } },
});
const [files, perFile, seed] = [Number(values.files), 5, Number(values.seed)];
const folder = mkdtempSync(join(tmpdir(), "regoscript-bench-"));
const main = join(project, "dist", "src", "cli", "main.js");
const load = (path) => import(pathToFileURL(join(project, "dist", "src", path)).href);
const rows = [];
const row = (what, measured, goal) => rows.push([what, measured, goal]);

/** Wall and user seconds and peak memory of a process, the best of some runs. */
function time(command, args, runs = 3) {
  let best;
  for (let run = 0; run < runs; run++) {
    const begun = process.hrtime.bigint();
    const result = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 30 });
    const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
    if (result.error) throw result.error;
    if (best === undefined || seconds < best.seconds) best = { seconds, result };
  }
  return best;
}

function peak(args) {
  const script = `process.on("exit", () => require("fs").writeSync(3, String(process.resourceUsage().maxRSS)));`;
  const file = join(folder, "peak.cjs");
  writeFileSync(file, script);
  const result = spawnSync(process.execPath, ["--require", file, ...args], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  return Number(result.output[3]) / 1024;
}

try {
  const texts = [];
  const corpus = join(folder, "corpus");
  for (const { path, content } of manifests({ seed, size: files * perFile })) {
    mkdirSync(dirname(join(corpus, path)), { recursive: true });
    texts.push(content);
    writeFileSync(join(corpus, path), content);
  }
  console.log(`${files * perFile} manifests in ${files} files, seed ${seed}, Node ${process.version}\n`);

  const parse = join(folder, "parse.mjs");
  writeFileSync(
    parse,
    `import { readFileSync, readdirSync } from "node:fs";
import { loadAll } from ${JSON.stringify(pathToFileURL(join(project, "node_modules/js-yaml/dist/js-yaml.mjs")).href)};
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) if (entry.isFile()) loadAll(readFileSync(entry.parentPath + "/" + entry.name, "utf8"));
`,
  );
  const check = time(process.execPath, [main, "check", corpus, "--format", "json", "--exit-zero"]);
  const yaml = time(process.execPath, [parse, corpus]);
  row(
    "check against js-yaml alone, whole processes",
    `${(check.seconds / yaml.seconds).toFixed(2)} times (${check.seconds.toFixed(2)} s, ${yaml.seconds.toFixed(2)} s)`,
    "at most 1.25 times",
  );

  const conftest = join(project, ".cache", "engines", "conftest-0.71");
  if (existsSync(conftest)) {
    // A part of the files, since conftest takes minutes for all.
    const part = Array.from({ length: 5 }, (_, number) => join(corpus, String(number)));
    const other = time(conftest, ["test", "-p", "conftest/policy", "--output", "json", "--no-fail", ...part], 1);
    const check = time(process.execPath, [main, "check", ...part, "--format", "json", "--exit-zero"]);
    // What no rule looks at is a warning there.
    const found = JSON.parse(other.result.stdout)
      .flatMap(({ failures = [], warnings = [] }) => [...failures, ...warnings])
      .filter(({ metadata }) => metadata?.unrecognised !== true).length;
    const ours = Object.values(JSON.parse(check.result.stdout).summary.violations).reduce(
      (total, number) => total + number,
      0,
    );
    row(
      "conftest with the same rules against check, a tenth of the files",
      `${(other.seconds / check.seconds).toFixed(1)} times as long (${other.seconds.toFixed(1)} s; violations: ${found} and ${ours})`,
      "at least 5 times",
    );
  } else
    row(
      "conftest with the same rules against check",
      "conftest is not built: node scripts/build-engines.mjs",
      "at least 5 times",
    );

  const { builtInPolicies } = await load("built-in.js");
  const { loadBundle } = await load("evaluator/wasm.js");
  const documents = texts.flatMap((text) => loadAll(text));
  const native = await builtInPolicies();
  const wasm = await loadBundle("bundles/bundle.tar.gz");
  const perDocument = (policies, list) => {
    policies.evaluate(list.slice(0, 500));
    let best = Infinity;
    for (let run = 0; run < 3; run++) {
      const begun = process.hrtime.bigint();
      policies.evaluate(list);
      best = Math.min(best, Number(process.hrtime.bigint() - begun) / list.length / 1000);
    }
    return best;
  };
  const [nativeTime, wasmTime] = [perDocument(native, documents), perDocument(wasm, documents.slice(0, 2000))];
  row(
    "WASM against native, a document",
    `${(wasmTime / nativeTime).toFixed(0)} times as long (${wasmTime.toFixed(1)} µs, ${nativeTime.toFixed(2)} µs)`,
    "at least 50 times",
  );

  row(
    "WASM, a document, 100 rules that don't apply against 10",
    `${(await growth()).toFixed(2)} times`,
    "at most 1.3 times",
  );

  const one = join(folder, "one.yaml");
  writeFileSync(one, texts[0].split("---\n")[0]);
  const start =
    time(process.execPath, [main, "check", one], 10).seconds - time(process.execPath, ["-e", "0"], 10).seconds;
  row("start-up of check on one file, over node -e 0", `${(start * 1000).toFixed(0)} ms`, "150 ms");

  const compile = join(folder, "compile.mjs");
  writeFileSync(
    compile,
    `const { compileDirectory } = await import(${JSON.stringify(pathToFileURL(join(project, "dist/src/compile.js")).href)});
const { regoModules } = await import(${JSON.stringify(pathToFileURL(join(project, "dist/src/targets/opa/bundle.js")).href)});
regoModules(compileDirectory("policies"));
`,
  );
  row("compile the pack to Rego, cold", `${time(process.execPath, [compile]).seconds.toFixed(1)} s`, "3 s");
  row(
    "compile the pack to everything, WASM among it, cold",
    `${time(process.execPath, [main, "build", "--output", join(folder, "output")]).seconds.toFixed(1)} s`,
    "5 s",
  );

  const small = join(corpus, "0");
  row(
    "peak memory, all files against a fiftieth of them",
    `${peak([main, "check", corpus, "--exit-zero"]).toFixed(0)} MiB, ${peak([main, "check", small, "--exit-zero"]).toFixed(0)} MiB`,
    "grows with the report only",
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Compiles rules for an input kind that no document has, and asks about a workload. */
async function growth() {
  const { compileDirectory } = await load("compile.js");
  const { bundleFiles, entryPoint, regoModules } = await load("targets/opa/bundle.js");
  const { loadEmbeddedOpa } = await load("opa/embedded-opa.js");
  const { loadBundle } = await load("evaluator/wasm.js");
  const opa = await loadEmbeddedOpa();
  const times = [];
  for (const count of [10, 100]) {
    const policies = join(folder, `rules-${count}`, "policies");
    mkdirSync(policies, { recursive: true });
    for (let index = 0; index < count; index++) {
      const id = `bench-rule-${index}`;
      writeFileSync(
        join(policies, `${id}.ts`),
        `import { rule, violation } from "regoscript";
import { ImageBuild } from "regoscript/docker";
export default rule({ id: "${id}", title: "t", severity: "low", input: ImageBuild, rationale: "r", remediation: "m", references: [],
  *check(build) { for (const instruction of build.instructions) if (instruction.Cmd === "c${index}") yield violation(instruction, "m"); },
  examples: {} });\n`,
      );
    }
    const result = compileDirectory(policies);
    const modules = regoModules(result);
    const wasm = await opa.buildWasm({
      modules: Object.fromEntries(modules.map((file) => [file.path, file.content])),
      entryPoints: [entryPoint],
    });
    const loaded = await loadBundle(
      bundleFiles(modules, result.manifest, wasm).find((file) => file.path === "bundle.tar.gz").content,
    );
    const documents = Array.from({ length: 3000 }, (_, number) => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: `p${number}` },
      spec: { containers: [{ name: "a" }] },
    }));
    loaded.evaluate(documents);
    let best = Infinity;
    for (let run = 0; run < 5; run++) {
      const begun = process.hrtime.bigint();
      loaded.evaluate(documents);
      best = Math.min(best, Number(process.hrtime.bigint() - begun));
    }
    times.push(best);
  }
  return times[1] / times[0];
}

const widths = [0, 1].map((column) => Math.max(...rows.map((cells) => cells[column].length)));
for (const [what, measured, goal] of rows)
  console.log(`${what.padEnd(widths[0])}  ${measured.padEnd(widths[1])}  goal: ${goal}`);
