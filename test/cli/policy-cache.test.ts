import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Loaded, LoadingProcess } from "./loading-process.ts";
import { commandLineFile } from "./run.ts";

/** An input kind of the project's own, which compiles faster than those of the library. */
const thing = `import { inputKind, instance, type Located, member, text } from "regoscript";

export interface Thing extends Located { name: string }

export const Thing = inputKind<Thing>({
  id: "thing", title: "t", recognises: [], kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Thing") yield instance(document, "Thing");
  },
});
`;

const rule = (id: string, message: string): string => `import { at, rule, violation } from "regoscript";
import { installed } from "helpers";
import { outside } from "../shared/outside.ts";
import { beside } from "./beside.ts";
import { Thing } from "./thing.ts";

export default rule({
  id: "${id}",
  title: "t", severity: "high", input: Thing, rationale: "r", remediation: "m", references: [], examples: {},
  *check(thing) {
    if (thing.name !== "") yield violation(at(thing, "name"), \`${message} \${beside} \${outside} \${installed}\`);
  },
});
`;

const project = realpathSync(mkdtempSync(join(tmpdir(), "regoscript-cache-")));
const kept = join(project, "node_modules", ".cache", "regoscript");
const test = suite("compiled policies are kept");

function put(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

test.before(() => {
  put("package.json", '{"type": "module"}');
  put("policies/first-rule.ts", rule("first-rule", "one"));
  put("policies/beside.ts", 'export const beside = "beside";\n');
  put("policies/thing.ts", thing);
  put("shared/outside.ts", 'export const outside = "outside";\n');
  put("packages/helpers/package.json", '{"name": "helpers", "type": "module", "exports": "./index.ts"}');
  put("packages/helpers/index.ts", 'export const installed = "installed";\n');
  put("thing.json", '{"kind": "Thing", "name": "t"}');
  put("loaded.cjs", loaded);
  mkdirSync(join(project, "node_modules"));
  symlinkSync(process.cwd(), join(project, "node_modules", "regoscript"));
  symlinkSync("../packages/helpers", join(project, "node_modules", "helpers"));
  loading = new LoadingProcess(project);
});

test.after(() => {
  loading.end();
  rmSync(project, { recursive: true, force: true });
});

/** Says at the end whether the compiler was loaded. */
const loaded = `process.on("exit", () => {
  const files = Object.keys(require("node:module")._cache);
  require("node:fs").writeSync(3, String(files.some((file) => file.includes("ts-morph"))));
});`;

async function check(
  options: {
    readonly main?: string;
    readonly parameters?: readonly string[];
    readonly environment?: NodeJS.ProcessEnv;
  } = {},
): Promise<Loaded> {
  const { FORCE_COLOR: _force, NODE_V8_COVERAGE: _coverage, REGOSCRIPT_CACHE: _cache, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    [
      ...["--require", join(project, "loaded.cjs"), options.main ?? commandLineFile()],
      ...["check", "thing.json", "--policies", "policies", "--format", "json", ...(options.parameters ?? [])],
    ],
    { cwd: project, env: { ...inherited, ...options.environment }, stdio: ["ignore", "pipe", "pipe", "pipe"] },
  );
  const texts = ["", "", ""];
  for (const [index, stream] of child.stdio.slice(1).entries())
    stream!.on("data", (chunk) => {
      texts[index] += String(chunk);
    });
  const [code] = (await once(child, "close")) as [number];
  const [stdout = "", stderr = "", compiled] = texts;
  const { violations = [] } = (stdout === "" ? {} : JSON.parse(stdout)) as { violations?: { message: string }[] };
  return { code, stderr, messages: violations.map(({ message }) => message).sort(), compiled: compiled === "true" };
}

const first: Loaded = { code: 1, stderr: "", messages: ["one beside outside installed"], compiled: false };

/** Compiles once, and then not again. */
async function compilesOnce(expected: Partial<Loaded>, run: () => Promise<Loaded> = check): Promise<void> {
  assert.equal(await run(), { ...first, ...expected, compiled: true });
  assert.equal(await run(), { ...first, ...expected });
}

let loading: LoadingProcess;

/**
 * What `check` does of the policies, in one process for all questions, which spares each TypeScript's start. Node looks
 * at a `package.json` once in a process, so what follows from one of them is asked of a process of its own.
 */
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
});

test("what the compiler refuses is refused again", async () => {
  put("policies/beside.ts", "export const beside = 3n;\n");
  const refused = await load();
  assert.is(refused.code, 2);
  assert.match(refused.stderr, /error\[RS/);
  assert.equal(await load(), refused);
  put("policies/beside.ts", 'export const beside = "beside";\n');
  put("packages/helpers/package.json", '{"name": "helpers", "type": "module", "exports": "./index.ts"}');
  await load();
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

test("several runs at once do not disturb each other", async () => {
  rmSync(kept, { recursive: true });
  for (const run of await Promise.all([check(), check(), check()])) assert.equal(run, { ...first, compiled: true });
  assert.equal(await check(), first);
  assert.equal(
    readdirSync(kept).filter((name) => !/\.(?:json|mjs)$/.test(name)),
    [],
  );
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
