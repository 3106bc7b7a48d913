import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as assert from "uvu/assert";
import type { Loaded } from "./loading-process.ts";
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

export const rule = (id: string, message: string): string => `import { at, rule, violation } from "regoscript";
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

/** A folder with policies that import files of all sorts, until the process ends. */
export const project = realpathSync(mkdtempSync(join(tmpdir(), "regoscript-cache-")));
process.on("exit", () => rmSync(project, { recursive: true, force: true }));

/** Where what was compiled is kept. */
export const kept = join(project, "node_modules", ".cache", "regoscript");

export function put(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

/** Says at the end whether the compiler was loaded. */
const loaded = `process.on("exit", () => {
  const files = Object.keys(require("node:module")._cache);
  require("node:fs").writeSync(3, String(files.some((file) => file.includes("ts-morph"))));
});`;

export async function check(
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

export const first: Loaded = { code: 1, stderr: "", messages: ["one beside outside installed"], compiled: false };

/** Compiles once, and then not again. */
export async function compilesOnce(expected: Partial<Loaded>, run: () => Promise<Loaded> = check): Promise<void> {
  assert.equal(await run(), { ...first, ...expected, compiled: true });
  assert.equal(await run(), { ...first, ...expected });
}

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
