import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bench } from "./run.ts";

const test = suite("bench");
const folder = mkdtempSync(join(tmpdir(), "regoscript-bench-test-"));

test.after(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("corpora are checked", () => {
  const rows = bench(["--only", "check"]);
  assert.equal(
    rows.map(({ what, unit, goal }) => [what, unit, goal]),
    [
      ["check of manifests against js-yaml", "times", 1],
      ["check of CRDs against js-yaml", "times", 1],
      ["check of ConfigMaps with blocks against js-yaml", "times", 1],
      ["check of an account dump against JSON.parse", "times", 3],
      ["check of a plan on one line against JSON.parse", "times", 3],
      ["check of a template against JSON.parse", "times", 3],
    ],
  );
  for (const { what, median, least, greatest } of rows) {
    assert.type(median, "number", what);
    assert.ok(least! <= median! && median! <= greatest!, what);
  }
});

test("a later run is compared with", () => {
  const file = join(folder, "rows.json");
  const [row, ...others] = bench(["--only", "memory", "--json", file]);
  assert.ok(row!.median! > 0.1 && row!.median! < 10, `${row!.median}`);
  assert.is(others.length, 1);
  const { stdout } = spawnSync(
    process.execPath,
    ["scripts/bench.mjs", "--size", "0.001", "--pairs", "1", "--only", "memory", "--compare", file],
    { encoding: "utf8" },
  );
  assert.match(stdout, /^what +goal +measured +earlier +note\n/);
  assert.match(stdout, /\nmemory of check, .* 1\.1 times +[\d.]+ times +(?:good|bad) +[\d.]+/);
});

test("every dimension grows", () => {
  const rows = bench(["--only", "growth"]);
  assert.is(rows.length, 8);
  for (const { what, median } of rows) assert.type(median, "number", what);
});

test("what there isn't is told", () => {
  for (const [parameters, message] of [
    [["--only", "nothing"], /^there is nothing to measure called nothing; there is check, growth, /],
    [["--size", "0"], /^--size is a number above 0/],
    [["--compare", "no-such-file"], /^no-such-file can't be compared with: /],
  ] as const) {
    const { status, stderr } = spawnSync(process.execPath, ["scripts/bench.mjs", ...parameters], { encoding: "utf8" });
    assert.is(status, 2);
    assert.match(stderr, message);
  }
});

test.run();
