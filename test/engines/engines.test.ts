import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { isLeftOut, readClusterPrograms } from "../../scripts/engines.mjs";
import { engine, engines } from "./locate.ts";

const modulePaths = {
  opa: "github.com/open-policy-agent/opa",
  conftest: "github.com/open-policy-agent/conftest",
  gator: "github.com/open-policy-agent/gatekeeper/v3",
};

test("the engines are those of the support table", () => {
  assert.equal(
    engines.map(({ name }) => name),
    ["opa-1.22", "opa-1.3", "conftest-0.71", "conftest-0.66", "gator-3.23", "regorus-0.14", "rbac-1.36"],
  );
  assert.throws(() => engine("opa-9"), /no engine "opa-9"/);
});

for (const { name, tool, version, opa } of engines) {
  if (tool === "regorus" || tool === "rbac") continue;
  test(`${name} is pinned to ${tool} ${version} and OPA ${opa}`, () => {
    const goMod = readFileSync(join("tools", "engines", name, "go.mod"), "utf8");
    assert.match(goMod, new RegExp(`^module regoscript\\.dev/tools/engines/${name}$`, "m"));
    assert.match(goMod, new RegExp(`^tool ${modulePaths[tool]}(/cmd/gator)?$`, "m"));
    assert.ok(goMod.includes(`\t${modulePaths[tool]} v${version} `), `${modulePaths[tool]} v${version}`);
    assert.ok(goMod.includes(`\t${modulePaths.opa} v${opa} `), `OPA v${opa}`);
    assert.not.match(goMod, /^replace /m);
  });
}

test("regorus is pinned, with all that it is built from", () => {
  const { folder, version } = engines.find(({ tool }) => tool === "regorus")!;
  assert.match(readFileSync(join(folder, "Cargo.toml"), "utf8"), `regorus = { version = "=${version}"`);
  const lock = readFileSync(join(folder, "Cargo.lock"), "utf8");
  assert.match(lock, `name = "regorus"\nversion = "${version}"`);
});

test("the authorizer of RBAC is pinned, with the modules that Kubernetes itself is built from", () => {
  const { name, folder, version } = engines.find(({ tool }) => tool === "rbac")!;
  const goMod = readFileSync(join(folder, "go.mod"), "utf8");
  assert.match(goMod, new RegExp(`^module regoscript\\.dev/tools/engines/${name}$`, "m"));
  assert.ok(goMod.includes(`\tk8s.io/kubernetes v${version}\n`));
  // Kubernetes' own modules have the version 0.0.0 in its go.mod, so each is replaced by its release.
  const replaced = [...goMod.matchAll(/^\t(\S+) => (\S+) v(\S+)$/gm)];
  assert.ok(replaced.length > 20);
  for (const [, from, to, release] of replaced) assert.equal([to, release], [from, version.replace(/^1/, "0")]);
});

test("regorus is left out where Rust isn't installed, but not in CI; what is built with Go never is", () => {
  const nowhere = { PATH: "/nowhere" };
  const unbuilt = engines.map((program) => ({ ...program, stamp: "/nowhere" }));
  const leftOut = (environment: NodeJS.ProcessEnv): string[] =>
    unbuilt.filter((program) => isLeftOut(program, environment)).map(({ name }) => name);
  assert.equal(leftOut(nowhere), ["regorus-0.14"]);
  assert.equal(leftOut({ ...nowhere, CI: "true" }), []);
});

for (const { name, module, tool, version, folder } of readClusterPrograms()) {
  test(`${name} of the cluster is pinned to ${version}`, () => {
    const goMod = readFileSync(join(folder, "go.mod"), "utf8");
    assert.match(goMod, new RegExp(`^module regoscript\\.dev/tools/cluster/${module}$`, "m"));
    assert.ok(
      goMod.split("\n").some((line) => {
        const [path, found] = line.trim().split(" ");
        return path !== undefined && `${tool}/`.startsWith(`${path}/`) && found === `v${version}`;
      }),
    );
  });
}

test.run();
