import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildOutputs, examplesOf } from "../../src/compile.ts";
import { loadSource } from "../../src/policy-folder.ts";
import { engine } from "../engines/locate.ts";
import { writeFiles } from "../write-files.ts";

const { result, rules } = await loadSource("test/kinds/policies");
const folder = mkdtempSync(join(tmpdir(), "regoscript-kinds-"));
test.after(() => rmSync(folder, { recursive: true }));
writeFiles(folder, await buildOutputs(result, examplesOf(rules)));

function run(name: string, ...args: readonly string[]): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(engine(name).binary, args, { encoding: "utf8" });
  return { status, text: stdout + stderr };
}

test("gator verify: rules of several kinds, of all kinds, and a review without its object's kind", () => {
  const suites = join(folder, "bundles/gatekeeper-tests");
  assert.equal(readdirSync(suites).sort(), ["several-kinds", "shared-host", "unowned-object"]);
  for (const suite of readdirSync(suites)) {
    const { status, text } = run("gator-3.23", "verify", "-v", join(suites, suite, "suite.yaml"));
    assert.is(status, 0, text);
    assert.match(text, /--- PASS/);
  }
});

test("gator sync test: one of the alternatives is enough", () => {
  const gatekeeper = join(folder, "bundles/gatekeeper");
  const args = ["sync", "test", "-f", "-n", join(gatekeeper, "templates")];
  const { status, text } = run("gator-3.23", ...args, "-n", join(gatekeeper, "sync-set.yaml"));
  assert.is(status, 0, text);
  assert.is(run("gator-3.23", ...args).status, 1);
});

test("conftest verify runs the examples", () => {
  for (const name of ["conftest-0.71", "conftest-0.66"]) {
    const { status, text } = run(
      name,
      "verify",
      "-p",
      join(folder, "conftest/policy"),
      "-p",
      join(folder, "conftest/tests"),
    );
    assert.is(status, 0, text);
    assert.match(text, /[1-9]\d* passed/);
  }
});

test.run();
