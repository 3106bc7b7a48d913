#!/usr/bin/env node
// Builds tools/opa to WASI and compresses it to src/opa/opa.wasm.br, which is committed so that Node is enough to use it.
//
//   node scripts/build-embedded-opa.mjs           builds and writes
//   node scripts/build-embedded-opa.mjs --check   builds, and fails unless the committed file holds the same bytes
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const module = join(project, "tools", "opa");
const target = join(project, "src", "opa", "opa.wasm.br");
const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");

const directory = mkdtempSync(join(tmpdir(), "regoscript-build-"));
try {
  const output = join(directory, "opa.wasm");
  // Without paths, version control and build id, the same source gives the same bytes wherever it is built.
  const flags = ["-trimpath", "-buildvcs=false", "-mod=readonly", "-ldflags=-s -w -buildid="];
  execFileSync("go", ["build", ...flags, "-o", output, "."], {
    cwd: module,
    stdio: "inherit",
    env: { ...process.env, GOOS: "wasip1", GOARCH: "wasm", CGO_ENABLED: "0", GOFLAGS: "", GOWASM: "", GOEXPERIMENT: "" },
  });
  const built = readFileSync(output);
  if (process.argv.includes("--check")) {
    const committed = digest(brotliDecompressSync(readFileSync(target)));
    if (committed !== digest(built)) {
      console.error(`src/opa/opa.wasm.br holds ${committed}, but tools/opa builds to ${digest(built)}: run node scripts/build-embedded-opa.mjs`);
      process.exit(1);
    }
    console.log(`src/opa/opa.wasm.br is what tools/opa builds to (sha256 ${committed})`);
  } else {
    const compressed = brotliCompressSync(built, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: built.length } });
    writeFileSync(target, compressed);
    const folder = execFileSync("go", ["list", "-m", "-f", "{{.Dir}}", "github.com/open-policy-agent/opa"], { cwd: module, encoding: "utf8" }).trim();
    copyFileSync(join(folder, "LICENSE"), join(project, "src", "opa", "LICENSE.opa"));
    console.log(`${target}: ${statSync(target).size} bytes, ${built.length} before compression (sha256 ${digest(built)})`);
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
