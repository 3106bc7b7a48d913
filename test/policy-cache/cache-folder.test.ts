import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { cacheFolder } from "../../src/policy-cache/cache-folder.ts";

const test = suite("where compiled policies are kept");
const folder = mkdtempSync(join(tmpdir(), "regoscript-"));
const policies = join(folder, "project", "policies");
const installed = join(folder, "project", "node_modules");
const own = { XDG_CACHE_HOME: join(folder, "caches") };

test.before.each(() => {
  mkdirSync(policies, { recursive: true });
  writeFileSync(join(folder, "project", "package.json"), "{}");
});

test.after.each(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("REGOSCRIPT_CACHE comes first", () => {
  assert.is(cacheFolder(policies, { REGOSCRIPT_CACHE: "here", ...own }), resolve("here"));
});

test("the node_modules beside the nearest package.json", () => {
  mkdirSync(installed);
  assert.is(cacheFolder(policies, own), join(installed, ".cache", "regoscript"));
});

test("the user's own folder where nothing is installed beside the nearest package.json", () => {
  mkdirSync(join(folder, "node_modules"));
  assert.is(cacheFolder(policies, own), join(folder, "caches", "regoscript"));
  assert.ok(cacheFolder(policies, {}).startsWith(homedir()));
});

test("a node_modules that can't be written to is used only where a cache is there", () => {
  mkdirSync(join(installed, ".cache", "regoscript"), { recursive: true });
  chmodSync(installed, 0o555);
  assert.is(cacheFolder(policies, own), join(installed, ".cache", "regoscript"));
  rmSync(installed, { recursive: true });
  mkdirSync(installed, { mode: 0o555 });
  // Nothing is unwritable for root.
  const expected = process.getuid?.() === 0 ? join(installed, ".cache") : own.XDG_CACHE_HOME;
  assert.is(cacheFolder(policies, own), join(expected, "regoscript"));
});

test.run();
