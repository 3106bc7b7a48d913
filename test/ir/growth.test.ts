import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileDirectory } from "../../src/compile.ts";
import { printModule } from "../../src/rego/printer.ts";
import { lowerProgram } from "../../src/rego/program.ts";
import { nests, policyWith } from "./nests.ts";

/** What compiling the given programs takes: calls of functions of the compiler's middle and back, and the Rego. */
interface Cost {
  /** Calls of all functions below `src/ir` and `src/rego`, which doesn't depend on how fast the machine is. */
  readonly calls: number;
  readonly diagnostics: readonly string[];
  /** Length of each program's Rego, by the program's name. */
  readonly rego: ReadonlyMap<string, number>;
}

async function costOf(programs: ReadonlyMap<string, string>): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-growth-"));
  copyFileSync("test/language/fixtures/thing.ts", join(folder, "thing.ts"));
  const ids = new Map([...programs.keys()].map((name, index) => [`nest-${index}`, name]));
  for (const [id, name] of ids) writeFileSync(join(folder, `${id}.ts`), policyWith(id, programs.get(name)!));
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  const program = compileDirectory(folder);
  const files = lowerProgram(program).map(({ module }) => ({ module, text: printModule(module) }));
  const { result } = await session.post("Profiler.takePreciseCoverage");
  await session.post("Profiler.stopPreciseCoverage");
  session.disconnect();
  rmSync(folder, { recursive: true });
  const scripts = result.filter(({ url }) => /\/src\/(ir|rego)\//.test(url));
  return {
    calls: scripts
      .flatMap(({ functions }) => functions.map(({ ranges }) => ranges[0]?.count ?? 0))
      .reduce((sum, count) => sum + count, 0),
    diagnostics: program.diagnostics.map(({ code, message, span }) => `${code} ${span.file}:${span.line} ${message}`),
    rego: new Map(
      [...ids].map(([id, name]) => [
        name,
        files
          .filter(({ module }) => module.package.at(-1) === id.replace("-", "_"))
          .reduce((sum, { text }) => sum + text.length, 0),
      ]),
    ),
  };
}

const depths = [4, 8, 16];
const costs: Cost[] = [];
for (const depth of [1, ...depths])
  costs.push(await costOf(new Map(Object.entries(nests).map(([name, program]) => [name, program(depth)]))));

test("programs that nest or repeat a construct are accepted", () =>
  assert.equal(
    costs.flatMap(({ diagnostics }) => diagnostics),
    [],
  ));

test("what compiling them takes grows with the depth", () => {
  const [start, ...calls] = costs.map((cost) => cost.calls);
  const growth = calls.map((count, index) => (count - start!) / (depths[index]! - 1));
  for (const slope of growth) assert.ok(slope < growth[0]! * 2, `calls: ${calls.join(", ")} after ${start}`);
});

for (const name of Object.keys(nests)) {
  test(`${name}: the Rego grows no faster than with the square of the depth`, () => {
    const [start, ...sizes] = costs.map(({ rego }) => rego.get(name)!);
    const growth = sizes.map((size, index) => (size - start!) / (depths[index]! - 1));
    for (const [index, slope] of growth.entries())
      assert.ok(slope < growth[0]! * (depths[index]! / depths[0]!) * 1.5, `${sizes.join(", ")} after ${start}`);
  });
}

test.run();
