import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { kept } from "../language/things.ts";
import { loadOpa } from "../opa-program.ts";
import { inputOf, rawInputs } from "../programs/inputs.ts";
import { patterns, programOfPatterns } from "../programs/patterns.ts";
import { idOf, programOf, runPrograms } from "../programs/run.ts";
import { documents, tapes } from "../programs/tapes.ts";

/**
 * Whether the fixtures of the language and some random programs show anything wrong with the compiler in this folder:
 * exits with 0 where they show nothing, with 1 where they do. Run in a copy of the project, in which the compiler has a
 * bug.
 */
const opa = await loadOpa();

/** A fixture's text under the id that programs have. */
function fixture(name: string, number: number): string {
  return readFileSync(`test/language/fixtures/${name}`, "utf8").replace(
    `  id: "${name.replace(/\.ts$/, "")}"`,
    `  id: "${idOf(number)}"`,
  );
}

/** What the fixtures share, and those that try tables of the library, which take long. */
const leftOut = [
  "condition-cases.ts",
  "conditions-of-iam.ts",
  "quantities.ts",
  "thing.ts",
  "whole-modules.ts",
  "words.ts",
];
const names = readdirSync("test/language/fixtures")
  .filter((name) => !leftOut.includes(name))
  .sort();

const fixtures = await runPrograms(names.map(fixture), [...kept, ...documents(1, 80)].map(inputOf), opa, false);
let found = fixtures.divergences[0] ?? fixtures.refused[0];
for (let seed = 1; found === undefined && seed <= 2; seed++)
  found = (await runPrograms(tapes(seed, 40).map(programOf), rawInputs(seed, 30), opa, false)).divergences[0];
if (found === undefined) {
  // More expressions than WASM's cache holds.
  const sources = patterns(1, 160);
  const texts = Array.from({ length: 20 }, (_, index) =>
    programOfPatterns(idOf(index), sources.slice(index * 8, index * 8 + 8)),
  );
  found = (await runPrograms(texts, documents(1, 15).map(inputOf), opa)).divergences[0];
}
if (found === undefined) {
  // What the fixtures' input kind doesn't have: unknown elements, objects that may be absent, finders of several ways.
  const shapes = ["--conditions=source", "--import", "tsx", "test/conformance/shapes.test.ts"];
  const { status, stdout } = spawnSync(process.execPath, shapes, { encoding: "utf8" });
  if (status !== 0) found = { program: 0, text: stdout, what: "shapes differ" };
}
if (found !== undefined) console.log("what" in found ? found.what : found.diagnostics[0]?.message, found.program);
process.exitCode = found === undefined ? 0 : 1;
