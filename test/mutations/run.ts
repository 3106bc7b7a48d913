import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { supportModule } from "../../scripts/support-functions.ts";
import { replaced } from "./apply.ts";
import { mutations } from "./mutations.ts";

/**
 * Puts each bug of the list into a copy of the project and demands that what must catch it there does: the check of the
 * compiler, or the suite that the bug names. Without a bug these must find nothing. Arguments are parts of names; without any all are tried. Ends with `N caught, N missed`.
 */
const wanted = process.argv.slice(2);
const chosen = mutations.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
const copy = mkdtempSync(join(tmpdir(), "regoscript-mutations-"));
for (const part of ["src", "test", "scripts", "tools/opa", "tools/engines", "package.json", "tsconfig.json"])
  cpSync(part, join(copy, part), { recursive: true });
for (const part of ["node_modules", ".cache"]) if (existsSync(part)) symlinkSync(resolve(part), join(copy, part));

/** Functions in Rego have a copy in TypeScript, which is made anew. */
function write(path: string, text: string): void {
  writeFileSync(path, text);
  if (path.endsWith(".rego")) writeFileSync(join(copy, "src", "std", "support-functions.ts"), supportModule(copy));
}

function check(suite: string | undefined): { found: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=source", "--import", "tsx", suite ?? "test/mutations/check.ts"],
    {
      cwd: copy,
      encoding: "utf8",
      timeout: 300_000,
      // A fresh seed asks the OPA that is built for this machine, which is faster. A suite has a seed of its own.
      env: suite === undefined ? { ...process.env, REGOSCRIPT_TEST_SEED: "fresh" } : process.env,
    },
  );
  return { found: status !== 0, output: (stdout + stderr).trim() };
}

let missed = 0;
let caught = 0;
try {
  for (const suite of new Set(chosen.map((bug) => bug.suite))) {
    const clean = check(suite);
    if (!clean.found) continue;
    missed++;
    console.log(`the check fails without any bug: ${clean.output}`);
  }
  for (const { name, file, from, to, suite } of chosen) {
    const path = join(copy, file);
    const text = readFileSync(path, "utf8");
    const changed = replaced(text, from, to);
    write(path, changed ?? text);
    const { found, output } =
      changed === undefined
        ? { found: false, output: `the text to be changed doesn't stand once in ${file}` }
        : check(suite);
    write(path, text);
    if (found) caught++;
    else missed++;
    console.log(`${found ? "caught" : "MISSED"}  ${name}${found ? "" : `: ${output}`}`);
  }
} finally {
  rmSync(copy, { recursive: true });
}
console.log(`${caught} caught, ${missed} missed`);
process.exitCode = missed === 0 && caught > 0 ? 0 : 1;
