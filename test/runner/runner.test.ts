import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";

/** Runs the runner on one fixture; gives its exit code and last line. */
function run(...names: string[]): { code: number | null; last: string | undefined; output: string } {
  const result = spawnSync(
    process.execPath,
    ["scripts/test.mjs", ...names, "--root", "test/runner/fixtures", "--suffix", ".fixture.ts"],
    { encoding: "utf8" },
  );
  return {
    code: result.status,
    last: result.stdout.trimEnd().split("\n").at(-1),
    output: result.stdout + result.stderr,
  };
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
  ["throws-on-import", "a suite that throws before its tests", "0 passed, 1 failed"],
  ["fixtures/only.", "a stray `.only`", "0 passed, 1 failed"],
  ["only-in-suite", "a stray `.only` of a named suite", "0 passed, 1 failed"],
  ["second-suite", "a second suite that is never run", "0 passed, 1 failed"],
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

test("what a suite says that it can't test is shown", () => {
  const { code, output } = run("not-tested");
  assert.is(code, 0);
  assert.match(output, /^NOT TESTED: an engine isn't there$/m);
});

test("a suite that never ends is a failure", () => {
  const { code, last, output } = run("hangs", "passes", "--timeout", "3");
  assert.is(code, 1);
  assert.is(last, "2 passed, 1 failed");
  assert.match(output, /ended by SIGKILL/);
});

test("suites share a process, and one that ends it takes none of the others with it", () => {
  assert.is(run("exits", "passes").last, "2 passed, 1 failed");
  assert.is(run("throws-on-import", "passes").last, "2 passed, 1 failed");
  assert.is(run("before-throws", "not-tested", "passes").last, "3 passed, 1 failed");
});

test("several parts of names: the suites that match any of them, and each must match one", () => {
  assert.is(run("passes", "fails").last, "3 passed, 1 failed");
  const { code, output } = run("passes", "no-such-file");
  assert.is(code, 1);
  assert.match(output, /matches no-such-file/);
});

test.run();
