import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compilesOnce, first, kept, project, put, rule } from "./cached-project.ts";
import { type Loaded, LoadingProcess } from "./loading-process.ts";

// What takes a process for each question is asked in `policy-cache.engines.ts`.
const test = suite("compiled policies are kept");
const loading = new LoadingProcess(project);
test.after(() => loading.end());

/** What `check` does of the policies, in one process for all questions, which spares each TypeScript's start. */
const load = (): Promise<Loaded> => loading.load();

test("the second run compiles nothing and finds the same", async () => {
  await compilesOnce({});
  assert.is(readdirSync(kept).length, 2);
});

test("each file that the compiler read is seen to change, and a folder as it was before is still kept", async () => {
  for (const [path, text, message] of [
    ["policies/first-rule.ts", rule("first-rule", "two"), "two beside outside installed"],
    ["policies/beside.ts", 'export const beside = "next to it";\n', "one next to it outside installed"],
    ["shared/outside.ts", 'export const outside = "elsewhere";\n', "one beside elsewhere installed"],
    ["packages/helpers/index.ts", 'export const installed = "linked";\n', "one beside outside linked"],
  ] as const) {
    const before = readFileSync(join(project, path), "utf8");
    put(path, text);
    assert.equal(await load(), { ...first, messages: [message], compiled: true }, path);
    put(path, before);
    // Of the policies' own files each state has an entry; other files are compared with what the last run saw.
    assert.equal(await load(), { ...first, compiled: !path.startsWith("policies/") }, path);
  }
});

test("what the compiler refuses is refused again", async () => {
  put("policies/beside.ts", "export const beside = 3n;\n");
  const refused = await load();
  assert.is(refused.code, 2);
  assert.match(refused.stderr, /error\[RS/);
  assert.equal(await load(), refused);
  put("policies/beside.ts", 'export const beside = "beside";\n');
  assert.equal(await load(), first);
});

test("damaged files are not used, and are written again", async () => {
  for (const name of readdirSync(kept)) {
    const file = join(kept, name);
    writeFileSync(file, readFileSync(file, "utf8").replace("beside", "BESIDE").replace("one", "ONE"));
  }
  await compilesOnce({}, load);
  for (const name of readdirSync(kept))
    writeFileSync(join(kept, name), readFileSync(join(kept, name)).subarray(0, 100));
  await compilesOnce({}, load);
});

test("files that nothing has asked for in a month are removed when others are written", async () => {
  const long = new Date(Date.now() - 40 * 24 * 60 * 60 * 1000);
  put("node_modules/.cache/regoscript/old.json", "");
  put("node_modules/.cache/regoscript/old.json.123.456", "");
  for (const name of ["old.json", "old.json.123.456"]) utimesSync(join(kept, name), long, long);
  const used = readdirSync(kept).filter((name) => !name.startsWith("old"));
  for (const name of used) utimesSync(join(kept, name), long, long);
  // Being used is noted.
  assert.equal(await load(), first);
  put("policies/beside.ts", 'export const beside = "next to it";\n');
  await compilesOnce({ messages: ["one next to it outside installed"] }, load);
  put("policies/beside.ts", 'export const beside = "beside";\n');
  assert.not.ok(readdirSync(kept).some((name) => name.startsWith("old")));
  assert.equal(await load(), first);
});

test.run();
