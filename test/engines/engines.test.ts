import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { engine, engines, requireEngines } from "./locate.ts";

const modulePaths = {
  opa: "github.com/open-policy-agent/opa",
  conftest: "github.com/open-policy-agent/conftest",
  gator: "github.com/open-policy-agent/gatekeeper/v3",
};

test("the engines are those of the support table", () => {
  assert.equal(
    engines.map(({ name }) => name),
    ["opa-1.22", "opa-1.3", "conftest-0.71", "conftest-0.66", "gator-3.23"],
  );
  assert.throws(() => engine("opa-9"), /no engine "opa-9"/);
});

for (const { name, tool, version, opa } of engines) {
  test(`${name} is pinned to ${tool} ${version} and OPA ${opa}`, () => {
    const goMod = readFileSync(join("tools", "engines", name, "go.mod"), "utf8");
    assert.match(goMod, new RegExp(`^module regoscript\\.dev/tools/engines/${name}$`, "m"));
    assert.match(goMod, new RegExp(`^tool ${modulePaths[tool]}(/cmd/gator)?$`, "m"));
    assert.ok(goMod.includes(`\t${modulePaths[tool]} v${version} `), `${modulePaths[tool]} v${version}`);
    assert.ok(goMod.includes(`\t${modulePaths.opa} v${opa} `), `OPA v${opa}`);
    assert.not.match(goMod, /^replace /m);
  });

  test(`${name} runs`, () => {
    const { available, binary } = engine(name);
    if (!available) {
      console.log(`NOT TESTED: ${name} is not built; node scripts/build-engines.mjs builds it where Go is installed`);
      assert.not.ok(requireEngines, `${name} is required in CI`);
      return;
    }
    const help = execFileSync(binary, ["--help"], { encoding: "utf8" });
    assert.match(help, new RegExp(`\\b${tool}\\b`, "i"));
    if (tool === "opa")
      assert.match(execFileSync(binary, ["version"], { encoding: "utf8" }), new RegExp(`^Version: ${version}$`, "m"));
  });
}

test.run();
