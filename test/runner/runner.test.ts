import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";

/** Runs the runner on one fixture; gives its exit code and last line. */
function run(...names: string[]): { code: number | null; last: string | undefined; output: string } {
  const result = spawnSync(process.execPath, ["scripts/test.mjs", ...names, "--root", "test/runner/fixtures", "--suffix", ".fixture.ts"], { encoding: "utf8" });
  return { code: result.status, last: result.stdout.trimEnd().split("\n").at(-1), output: result.stdout + result.stderr };
}

test("a suite that passes", () => {
  const { code, last } = run("passes");
  assert.is(code, 0);
  assert.is(last, "2 passed, 0 failed");
});

for (const [name, what, last] of [
  ["fails", "a failing test", "1 passed, 1 failed"],
  ["before-throws", "a `before` hook that throws", "0 passed, 1 failed"],
  ["no-run", "a forgotten `.run()`", "0 passed, 1 failed"],
  ["only", "a stray `.only`", "0 passed, 1 failed"],
  ["skip", "a skipped test", "1 passed, 1 failed"],
  ["exits", "a test that ends the process", "0 passed, 1 failed"],
  ["no-such-file", "a pattern that matches nothing", "0 passed, 1 failed"],
] as const) {
  test(`${what} is a failure`, () => {
    const result = run(name);
    assert.is(result.code, 1, result.output);
    assert.is(result.last, last, result.output);
  });
}

test.run();
