import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { engine } from "../engines/locate.ts";
import { conftest } from "./engines.ts";
import { cases, compare, source } from "./suite.ts";

for (const name of ["conftest-0.71", "conftest-0.66"]) {
  compare({
    name: `${name} test`,
    ask: conftest(name, false),
    forms: ["json", "yaml"],
    least: cases.length,
  });
  compare({
    name: `${name} test --combine`,
    ask: conftest(name, true),
    forms: ["json", "yaml"],
    least: cases.length,
  });
  test(`${name} verify: every unit test passes`, () => {
    const run = spawnSync(engine(name).binary, ["verify", "-p", "conftest/policy", "--no-color"], { encoding: "utf8" });
    assert.is(run.status, 0, run.stdout + run.stderr);
    const passed = Number(/(\d+) passed/.exec(run.stdout)?.[1]);
    assert.is(
      passed,
      source.rules.reduce((total, rule) => total + Object.keys(rule.examples).length, 0),
    );
  });
}

test("every rule has examples", () => assert.ok(source.rules.every((rule) => Object.keys(rule.examples).length >= 4)));
test.run();
