import { mkdtempSync, readdirSync, rmSync } from "node:fs";
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
    const rules = readdirSync("policies", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    writePack(policies, rules.length + 2);
    writeForeignRules(join(policies, "foreign"), 2);
    writeCrossDocumentRule(join(policies, "cross-document"));
    const { manifest, diagnostics } = compileDirectory(policies);
    assert.equal(diagnostics, []);
    assert.is(manifest.rules.length, rules.length + 5);
    const copied = manifest.rules.map(({ id }) => id).filter((id) => id.endsWith("-1") && !id.startsWith("foreign-"));
    assert.is(copied.length, 2, copied.join(" "));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
