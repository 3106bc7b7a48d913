import { execFileSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { engine, engines } from "./locate.ts";

for (const { name, tool, version } of engines) {
  if (tool === "regorus" || tool === "rbac") continue;
  test(`${name} runs`, () => {
    const { binary } = engine(name);
    const help = execFileSync(binary, ["--help"], { encoding: "utf8" });
    assert.match(help, new RegExp(`\\b${tool}\\b`, "i"));
    if (tool === "opa")
      assert.match(execFileSync(binary, ["version"], { encoding: "utf8" }), new RegExp(`^Version: ${version}$`, "m"));
  });
}

test.run();
