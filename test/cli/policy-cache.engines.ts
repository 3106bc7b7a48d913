import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { check, compilesOnce, first, kept, project, put, rule } from "./cached-project.ts";

// Each question takes a process of its own: Node looks at a `package.json` once in a process.
const test = suite("compiled policies are kept, whatever is around them");

test("what a package exports is seen to change", async () => {
  put("packages/helpers/other.ts", 'export const installed = "of another file";\n');
  put("packages/helpers/package.json", '{"name": "helpers", "type": "module", "exports": "./other.ts"}');
  await compilesOnce({ messages: ["one beside outside of another file"] });
});

test("a package that is installed nearer is seen", async () => {
  put("policies/node_modules/helpers/package.json", '{"name": "helpers", "type": "module", "exports": "./index.ts"}');
  put("policies/node_modules/helpers/index.ts", 'export const installed = "nearer";\n');
  const { code, stderr } = await check();
  assert.is(code, 2);
  assert.match(stderr, /RS3017/);
  rmSync(join(project, "policies", "node_modules"), { recursive: true });
  assert.equal(await check(), { ...first, messages: ["one beside outside of another file"] });
});

test("the type of the package is seen to change", async () => {
  put("package.json", '{"type": "commonjs"}');
  await compilesOnce({ messages: ["one beside outside of another file"] });
  put("package.json", '{"type": "module"}');
});

test("a rule that comes is seen, and one that goes", async () => {
  put("policies/more/second-rule.ts", rule("second-rule", "more").replace('"../', '"../../').replaceAll('"./', '"../'));
  const message = "one beside outside of another file";
  await compilesOnce({ messages: ["more beside outside of another file", message] });
  rmSync(join(project, "policies", "more"), { recursive: true });
  assert.equal((await check()).messages, [message]);
  put("packages/helpers/package.json", '{"name": "helpers", "type": "module", "exports": "./index.ts"}');
});

test("several runs at once do not disturb each other", async () => {
  rmSync(kept, { recursive: true });
  for (const run of await Promise.all([check(), check(), check()])) assert.equal(run, { ...first, compiled: true });
  assert.equal(await check(), first);
  assert.equal(
    readdirSync(kept).filter((name) => !/\.(?:json|mjs)$/.test(name)),
    [],
  );
});

test("--no-cache compiles and keeps nothing", async () => {
  const folder = join(project, "unused");
  const environment = { REGOSCRIPT_CACHE: folder };
  assert.equal(await check({ parameters: ["--no-cache"], environment }), { ...first, compiled: true });
  assert.not.ok(existsSync(folder));
});

test("a folder for the cache that can't be written to changes nothing", async () => {
  put("file", "");
  const environment = { REGOSCRIPT_CACHE: join(project, "file", "below") };
  assert.equal(await check({ environment }), { ...first, compiled: true });
});

test("REGOSCRIPT_CACHE names the folder", async () => {
  const environment = { REGOSCRIPT_CACHE: join(project, "named") };
  await compilesOnce({}, () => check({ environment }));
  assert.is(readdirSync(join(project, "named")).length, 2);
});

test("coverage is of the sources", async () => {
  const environment = { NODE_V8_COVERAGE: join(project, "coverage") };
  assert.equal(await check({ environment }), { ...first, compiled: true });
});

test("another version of Regoscript has entries of its own", async () => {
  const copy = join(project, "copy");
  for (const part of ["dist", "src", "package.json"]) cpSync(part, join(copy, part), { recursive: true });
  symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"));
  const main = join(copy, "dist", "src", "cli", "main.js");
  // The policies import the copy too: one package, at another place.
  rmSync(join(project, "node_modules", "regoscript"));
  symlinkSync(copy, join(project, "node_modules", "regoscript"));
  await compilesOnce({}, () => check({ main }));
  const file = join(copy, "package.json");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/"version": "[^"]+"/, '"version": "0.0.1"'));
  await compilesOnce({}, () => check({ main }));
  writeFileSync(
    join(copy, "dist", "src", "compile.js"),
    `${readFileSync("dist/src/compile.js", "utf8")}\n// patched\n`,
  );
  await compilesOnce({}, () => check({ main }));
  // Back at the first: the policies find Regoscript elsewhere than the entry says.
  rmSync(join(project, "node_modules", "regoscript"));
  symlinkSync(process.cwd(), join(project, "node_modules", "regoscript"));
  writeFileSync(join(copy, "dist", "src", "compile.js"), readFileSync("dist/src/compile.js"));
  writeFileSync(file, text);
  assert.equal(await check({ main }), { ...first, compiled: true });
});

test.run();
