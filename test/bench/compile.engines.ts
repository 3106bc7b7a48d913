import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { writeCrossDocumentRule, writeForeignRules, writePack } from "../../scripts/corpora/policies.mjs";
import { compileDirectory } from "../../src/compile.ts";
import { bench } from "./run.ts";

const test = suite("bench: compiling");

test("starting and compiling are measured", () => {
  const rows = bench(["--only", "start", "--only", "compile"]);
  assert.equal(
    rows.map(({ what, unit, goal }) => [what, unit, goal]),
    [
      ["start-up of check over node -e 0", "ms", 60],
      ["own policies that are kept, over the built-in pack", "ms", 50],
      ["compile 3 rules, cold: Rego", "s", 4],
      ["compile 3 rules, cold: Rego and WASM", "s", 8],
      ["compile one of 3 rules while watching", "s", 0.3],
    ],
  );
  for (const { what, median } of rows) assert.type(median, "number", what);
});

test("packs of any size compile, and the other rules beside them", () => {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-bench-test-"));
  try {
    const policies = join(folder, "policies");
    writePack(policies, 26);
    writeForeignRules(join(policies, "foreign"), 2);
    writeCrossDocumentRule(join(policies, "cross-document"));
    const { manifest, diagnostics } = compileDirectory(policies);
    assert.equal(diagnostics, []);
    assert.is(manifest.rules.length, 29);
    assert.ok(manifest.rules.some(({ id }) => id === "imdsv1-allowed-1"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
