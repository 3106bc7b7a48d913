import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { regoscript } from "./run.ts";
import { Watching } from "./watching.ts";

const test = suite("build --watch");

/** What `build` makes of the same policies in one go, by path. */
function builtAfresh(policies: string): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-build-"));
  try {
    assert.is(regoscript(["build", policies, "--output", folder]).code, 0);
    return contents(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function contents(folder: string): Map<string, string> {
  const files = ["bundles", "conftest"].flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return new Map(files.sort().map((file) => [file.slice(folder.length), readFileSync(file, "base64")]));
}

test("writes what differs, goes on after errors, follows rules that come and go, and ends by Ctrl-C", () =>
  Watching.with(
    "test/examples/good",
    (policies, folder) => ["build", policies, "--watch", "--output", folder],
    async (watching) => {
      const { policies, folder } = watching;
      const file = join(policies, "on-host-network.ts");
      const source = readFileSync(file, "utf8");
      await watching.until(/1 rule and 1 decision compiled from .*: \d+ files in /);
      assert.equal(contents(folder), builtAfresh(policies));

      const untouched = statSync(join(folder, "bundles", "rego", "regoscript", "engine.rego")).mtimeMs;
      writeFileSync(file, source.replaceAll('"host network"', '"on the host network"'));
      const changed = await watching.until(/1 rule and 1 decision compiled from .*: \d+ files differ, /);
      assert.match(changed, /^wrote bundles\/.*on_host_network\.rego$/m);
      assert.not.match(changed, /engine\.rego/);
      assert.is(statSync(join(folder, "bundles", "rego", "regoscript", "engine.rego")).mtimeMs, untouched);
      assert.equal(contents(folder), builtAfresh(policies));

      writeFileSync(file, source.replace("workload.spec.hostNetwork", "workload.spec.hostNetwrk"));
      await watching.until(/error\[RS4001\][\s\S]*nothing was built/);
      writeFileSync(file, source.replace('"host network");', '"another message");'));
      await watching.until(/error\[RS3030\][\s\S]*nothing was built/);

      writeFileSync(file, source);
      await watching.until(/1 rule and 1 decision compiled/);
      writeFileSync(file, `${source}\n`);
      await watching.until(/1 rule and 1 decision compiled from .*: no file differs/);

      writeFileSync(join(policies, "in-the-network.ts"), source.replaceAll("on-host-network", "in-the-network"));
      await watching.until(
        /wrote bundles\/gatekeeper\/templates\/in-the-network\.yaml[\s\S]*2 rules and 1 decision compiled/,
      );
      rmSync(join(policies, "in-the-network.ts"));
      await watching.until(
        /removed bundles\/gatekeeper\/templates\/in-the-network\.yaml[\s\S]*1 rule and 1 decision compiled/,
      );
      assert.equal(contents(folder), builtAfresh(policies));
      assert.not.ok(existsSync(join(folder, "bundles", "gatekeeper-tests", "in-the-network")));
      assert.is(await watching.interrupt(), 0);
    },
  ));

test("a folder that isn't there, and what --watch excludes, end at once", () => {
  for (const [parameters, message] of [
    [["build", "no-such-folder", "--watch"], /^error: no-such-folder is not a folder\n$/],
    [["test", "no-such-folder", "--watch"], /^error: no-such-folder is not a folder\n$/],
    [["build", "policies", "--watch", "--emit-ir"], /^error: --watch and --emit-ir exclude each other\n$/],
  ] as const) {
    const { code, stderr } = regoscript(parameters);
    assert.is(code, 2);
    assert.match(stderr, message);
  }
});

test.run();
