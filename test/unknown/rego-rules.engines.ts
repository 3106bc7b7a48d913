import { createRequire } from "node:module";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { examplesOf } from "../../src/compile.ts";
import { resolveParameters } from "../../src/evaluator/parameters.ts";
import { serialised } from "../../src/ir/serialise.ts";
import { type LoadedSource, loadSource } from "../../src/policy-folder.ts";
import { Judge } from "../../src/unknown/judge.ts";
import type { RawValue } from "../../src/unknown/values.ts";
import { loadOpa } from "../opa-program.ts";
import { amountOf, seedOf } from "../seed.ts";
import { rawOf } from "./oracle.ts";
import { parts } from "./parts.ts";
import {
  assertSame,
  bothForms,
  type EnginePart,
  knownParts,
  modulesOf,
  type Question,
  type Report,
  said,
} from "./rego-reports.ts";
import { things } from "./things.ts";

const seed = seedOf(20261129);

/** How many questions the embedded OPA is asked, which takes a hundred times as long as WASM. */
const sampled = amountOf(8);
const opa = await loadOpa();

async function askOpa(modules: Modules, questions: readonly Question[]): Promise<Report[]> {
  const { results } = await opa.evaluate({ modules, query: "data.regoscript.report", inputs: questions });
  return results.map(({ value, error }) => {
    assert.is(error, undefined);
    return value as Report;
  });
}

type Modules = ReturnType<typeof modulesOf>;
type WasmPolicy = { evaluate(input: unknown): { result: unknown }[] };

/** Compiled modules; to compile them takes longer than all else here. */
const compiled = new Map<Modules, WasmPolicy>();

async function askWasm(modules: Modules, questions: readonly Question[]): Promise<Report[]> {
  const { loadPolicy } = createRequire(import.meta.url)("@open-policy-agent/opa-wasm") as {
    loadPolicy(wasm: Uint8Array): Promise<WasmPolicy>;
  };
  const policy =
    compiled.get(modules) ?? (await loadPolicy(await opa.buildWasm({ modules, entryPoints: ["regoscript/report"] })));
  compiled.set(modules, policy);
  return questions.map((question) => policy.evaluate(question)[0]!.result as Report);
}

function enginePart({ value, path, origin }: RawValue): EnginePart {
  return { value, path, ...(origin !== null && { origin }) };
}

/** Tests that the Rego says of parts what the interpreter says. */
function testTwins(name: string, { result }: LoadedSource, modules: Modules, all: readonly RawValue[]): void {
  const { manifest, modules: ir } = result;
  test(`${name}: Rego and the interpreter say the same of ${all.length} parts`, async () => {
    const judge = new Judge(serialised(ir), manifest);
    const parameters = resolveParameters(manifest);
    const expected = all.map((part) => judge.judge(part, parameters) as unknown as Report);
    const questions = all.map((part): Question => ({ documents: [], open: [enginePart(part)] }));
    for (const reports of [await askOpa(modules, questions.slice(0, sampled)), await askWasm(modules, questions)])
      reports.forEach((report, index) => assertSame(report, expected[index]!, questions[index]));
    const count = (what: keyof Report): number => expected.reduce((sum, report) => sum + report[what].length, 0);
    assert.ok(count("violations") > all.length / 5, `${count("violations")} violations`);
    assert.ok(count("undetermined") > all.length / 5, `${count("undetermined")} undetermined`);
  });
}

const pack = await loadSource("policies");
const constructs = await loadSource("test/unknown/policies");
const packModules = modulesOf(pack);

const examples = [...examplesOf(pack.rules)].flatMap(([id, all]) =>
  all.map(({ document, parameters }) => bothForms(knownParts(document), parameters && { [id]: parameters })),
);

test("of the pack's examples, of which everything is known, both forms say the same", async () => {
  const questions = examples.flat();
  const reports = await askWasm(packModules, questions);
  const ofSample = await askOpa(packModules, questions.slice(0, sampled));
  ofSample.forEach((report, index) => assertSame(report, reports[index]!, questions[index]));
  let violations = 0;
  examples.forEach((pair, index) => {
    assertSame(reports[2 * index + 1]!, reports[2 * index]!, pair[0]);
    violations += reports[2 * index]!.violations.length;
  });
  assert.ok(violations > examples.length / 3, `${violations} violations`);
});

testTwins("the pack", pack, packModules, [...parts(seed, amountOf(400))].map(rawOf));
testTwins("constructs", constructs, modulesOf(constructs), [...things(seed + 1, amountOf(400))].map(rawOf));

test("without parts in which something isn't known nothing of the form is in a report", async () => {
  const [report] = await askWasm(packModules, [{ documents: [], open: [] }]);
  assert.equal(said(report!), []);
});

test.run();
