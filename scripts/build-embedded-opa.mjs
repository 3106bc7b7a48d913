#!/usr/bin/env node
// Builds tools/opa to WASI and compresses it to src/opa/opa.wasm.br, which is committed so that Node is enough to use
// it. Needs Go.
//
//   node scripts/build-embedded-opa.mjs           builds and writes
//   node scripts/build-embedded-opa.mjs --check   builds in another folder, and fails unless the committed files are
//                                                 what comes out
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { thirdPartyNotices } from "./third-party-notices.mjs";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(project, "tools", "opa");
const output = {
  program: join(project, "src", "opa", "opa.wasm.br"),
  licence: join(project, "src", "opa", "LICENSE.opa"),
  notices: join(project, "src", "opa", "THIRD_PARTY_NOTICES"),
};

// Without paths, version control and build id, the same source gives the same bytes wherever it is built.
const flags = ["-trimpath", "-buildvcs=false", "-mod=readonly", "-ldflags=-s -w -buildid="];
const env = {
  ...process.env,
  GOOS: "wasip1",
  GOARCH: "wasm",
  CGO_ENABLED: "0",
  GOFLAGS: "",
  GOWASM: "",
  GOEXPERIMENT: "",
  GODEBUG: "",
  GOWORK: "off",
};

const directory = mkdtempSync(join(tmpdir(), "regoscript-build-"));
try {
  if (process.argv.includes("--check")) check();
  else write();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function write() {
  const built = build(source);
  // Compressing takes longer than building, so what is already there stays.
  if (!existsSync(output.program) || digest(brotliDecompressSync(readFileSync(output.program))) !== digest(built))
    compress(built);
  rmSync(output.licence, { force: true });
  writeFileSync(output.licence, opaLicence());
  writeFileSync(output.notices, thirdPartyNotices(source, env));
  console.log(
    `${output.program}: ${statSync(output.program).size} bytes, ${built.length} before compression (sha256 ${digest(built)})`,
  );
}

function compress(built) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: built.length };
  console.log("compressing; this takes a minute or two");
  writeFileSync(output.program, brotliCompressSync(built, { params }));
}

/** Compares what is compressed, not how: another version of the compressor may give other bytes. */
function check() {
  const copy = join(directory, "elsewhere");
  cpSync(source, copy, { recursive: true });
  const problems = [];
  const committed = digest(brotliDecompressSync(readFileSync(output.program)));
  const built = digest(build(copy));
  if (committed !== built) problems.push(`src/opa/opa.wasm.br holds ${committed}, but tools/opa builds to ${built}`);
  if (readFileSync(output.licence, "utf8") !== opaLicence())
    problems.push("src/opa/LICENSE.opa is not the licence of the OPA that is linked");
  if (readFileSync(output.notices, "utf8") !== thirdPartyNotices(source, env))
    problems.push("src/opa/THIRD_PARTY_NOTICES is not what is linked");
  if (problems.length === 0) {
    console.log(`src/opa/opa.wasm.br is what tools/opa builds to (sha256 ${committed})`);
    return;
  }
  for (const problem of problems) console.error(`${problem}; run node scripts/build-embedded-opa.mjs`);
  process.exitCode = 1;
}

function build(module) {
  const file = join(directory, "opa.wasm");
  execFileSync("go", ["build", ...flags, "-o", file, "."], { cwd: module, stdio: "inherit", env });
  return readFileSync(file);
}

function opaLicence() {
  const folder = execFileSync("go", ["list", "-m", "-f", "{{.Dir}}", "github.com/open-policy-agent/opa"], {
    cwd: source,
    encoding: "utf8",
    env,
  }).trim();
  return readFileSync(join(folder, "LICENSE"), "utf8");
}

function digest(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
