import { createRequire } from "node:module";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { examplesOf } from "../../src/compile.ts";
import { resolveParameters } from "../../src/evaluator/parameters.ts";
import { serialised } from "../../src/ir/serialise.ts";
import { type LoadedSource, loadSource } from "../../src/policy-folder.ts";
import { mostPlaces } from "../../src/unknown/because.ts";
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
interface WasmPolicy {
  evaluate(input: unknown): { result: unknown }[];
  /** Gives the end of what is taken of the memory, in bytes. */
  readonly wasmInstance: { readonly exports: { opa_heap_ptr_get(): number } };
}

/** Modules compiled to WASM, which takes longer than all else here. */
const compiled = new Map<Modules, Uint8Array>();

/** A fresh instance of compiled modules. */
async function wasmPolicy(modules: Modules): Promise<WasmPolicy> {
  const { loadPolicy } = createRequire(import.meta.url)("@open-policy-agent/opa-wasm") as {
    loadPolicy(wasm: Uint8Array): Promise<WasmPolicy>;
  };
  const wasm = compiled.get(modules) ?? (await opa.buildWasm({ modules, entryPoints: ["regoscript/report"] }));
  compiled.set(modules, wasm);
  return loadPolicy(wasm);
}

async function askWasm(modules: Modules, questions: readonly Question[]): Promise<Report[]> {
  const policy = await wasmPolicy(modules);
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

/** A policy of so many actions of which none is known, and of which each may be left out. */
function policyOf(count: number): RawValue {
  const names = (prefix: string): string[] => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  const actions = names("A").map((name, index) => ({
    "Fn::If": [`C${index}`, { Ref: name }, { Ref: "AWS::NoValue" }],
  }));
  const resources = names("R").map((name) => ({ Ref: name }));
  const statements = [
    { Effect: "Allow", Action: actions, Resource: "*" },
    { Effect: "Allow", Action: "s3:*", Resource: resources },
  ];
  const declared = [...names("A"), ...names("R")];
  return {
    is: "raw",
    value: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: { Statement: statements } } },
    path: ["Resources", "P"],
    origin: {
      type: "AWS::IAM::ManagedPolicy",
      name: "AWS::IAM::ManagedPolicy P",
      open: {
        wrapper: "cloudformation",
        declared,
        resources: [],
        conditions: names("C"),
        mappings: [],
        maps: {},
        settings: [{}],
      },
    },
  };
}

test("of a value that isn't known because of very many places, all engines name the same ones", async () => {
  const part = policyOf(100);
  const judge = new Judge(serialised(pack.result.modules), pack.result.manifest);
  const expected = judge.judge(part, resolveParameters(pack.result.manifest)) as unknown as Report;
  const question: Question = { documents: [], open: [enginePart(part)] };
  for (const [report] of [await askOpa(packModules, [question]), await askWasm(packModules, [question])])
    assertSame(report!, expected, question);
  // Each action by itself may be what is looked for; whether a resource is, depends on all of them.
  assert.is(expected.undetermined.length, 100 + mostPlaces);
});

test("the memory that a value takes grows with its places, not with their square", async () => {
  const bytes = await Promise.all(
    [50, 200, 800].map(async (count) => {
      const policy = await wasmPolicy(packModules);
      policy.evaluate({ documents: [], open: [enginePart(policyOf(count))] });
      return policy.wasmInstance.exports.opa_heap_ptr_get();
    }),
  );
  const [few, more, most] = bytes as [number, number, number];
  // Fourfold places take less than 4^1.2 the memory.
  assert.ok(most - more < 4 ** 1.2 * (more - few), bytes.join(", "));
});

test("without parts in which something isn't known nothing of the form is in a report", async () => {
  const [report] = await askWasm(packModules, [{ documents: [], open: [] }]);
  assert.equal(said(report!), []);
});

test.run();
