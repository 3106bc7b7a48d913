import { createRequire } from "node:module";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { pathOf } from "../../src/authoring/location.ts";
import { Raw } from "../../src/authoring/raw.ts";
import { examplesOf } from "../../src/compile.ts";
import { expand } from "../../src/documents/expand.ts";
import { resolveParameters } from "../../src/evaluator/parameters.ts";
import { serialised } from "../../src/ir/serialise.ts";
import { type LoadedSource, loadSource } from "../../src/policy-folder.ts";
import { printModule } from "../../src/rego/printer.ts";
import { lowerProgram } from "../../src/rego/program.ts";
import { Judge } from "../../src/unknown/judge.ts";
import type { RawValue } from "../../src/unknown/values.ts";
import { kept, things as plainThings } from "../language/things.ts";
import { loadOpa } from "../opa-program.ts";
import { amountOf, seedOf } from "../seed.ts";
import { rawOf } from "./oracle.ts";
import { parts } from "./parts.ts";
import { things } from "./things.ts";

const seed = seedOf(20261128);

/** How many questions the embedded OPA is asked, which takes a hundred times as long as WASM. */
const sampled = amountOf(8);
const opa = await loadOpa();

/** A part as `regoscript.engine` has it. */
interface EnginePart {
  readonly value: unknown;
  readonly path: readonly unknown[];
  readonly origin?: unknown;
}

interface Question {
  /** Parts that rules look at in the plain form. */
  readonly documents: readonly EnginePart[];
  /** Those that they look at in three-valued logic. */
  readonly open: readonly EnginePart[];
  readonly parameters?: unknown;
}

type Entries = readonly Readonly<Record<string, unknown>>[];

interface Report {
  readonly violations: Entries;
  readonly malformed: Entries;
  readonly undetermined: Entries;
}

const engine = `package regoscript.engine

documents := input.documents

open := input.open

parts := array.concat(documents, open)

inventory := parts

parameters := object.get(input, "parameters", {})
`;

/** The modules of a policy set in both forms, with an engine whose input says which parts there are. */
function modulesOf({ result }: LoadedSource): { readonly [path: string]: string } {
  // Of kinds that no resource of a template or plan has, too.
  const kinds = result.manifest.kinds.map((kind) => ({ ...kind, isInOpenParts: true as const }));
  const files = lowerProgram({ ...result, manifest: { ...result.manifest, kinds } }, { unknown: true });
  return {
    ...Object.fromEntries(files.map(({ path, module }) => [`regoscript/${path}`, printModule(module)])),
    "regoscript/engine.rego": engine,
  };
}

async function askOpa(modules: ReturnType<typeof modulesOf>, questions: readonly Question[]): Promise<Report[]> {
  const { results } = await opa.evaluate({ modules, query: "data.regoscript.report", inputs: questions });
  return results.map(({ value, error }) => {
    assert.is(error, undefined);
    return value as Report;
  });
}

async function askWasm(modules: ReturnType<typeof modulesOf>, questions: readonly Question[]): Promise<Report[]> {
  const { loadPolicy } = createRequire(import.meta.url)("@open-policy-agent/opa-wasm") as {
    loadPolicy(wasm: Uint8Array): Promise<{ evaluate(input: unknown): { result: unknown }[] }>;
  };
  const policy = await loadPolicy(await opa.buildWasm({ modules, entryPoints: ["regoscript/report"] }));
  return questions.map((question) => policy.evaluate(question)[0]!.result as Report);
}

/** What a report says, as a sorted list of texts. */
function said({ violations, malformed, undetermined }: Report): string[] {
  const texts = (what: string, entries: Entries): string[] =>
    entries.map((entry) => `${what} ${JSON.stringify(Object.entries(entry).sort())}`);
  const all = [
    ...texts("violation", violations),
    ...texts("malformed", malformed),
    ...texts("undetermined", undetermined),
  ];
  return [...new Set(all)].sort();
}

/** That two reports say the same; shows no more than what differs. */
function assertSame(actual: Report, expected: Report, question: unknown): void {
  const [one, other] = [said(actual), said(expected)];
  assert.equal(
    { missing: other.filter((text) => !one.includes(text)), unexpected: one.filter((text) => !other.includes(text)) },
    { missing: [], unexpected: [] },
    JSON.stringify(question),
  );
}

function enginePart({ value, path, origin }: RawValue): EnginePart {
  return { value, path, ...(origin !== null && { origin }) };
}

/** Parts of which everything is known, of a document. */
function knownParts(document: unknown): EnginePart[] {
  return expand(new Raw(document, undefined))
    .filter(({ origin }) => origin?.open === undefined)
    .map(({ value, link, origin }) => ({ value, path: pathOf(link), ...(origin !== undefined && { origin }) }));
}

/** In each form: what is asked, with all parts in one and with all in the other. */
function bothForms(parts: readonly EnginePart[], parameters?: unknown): readonly [Question, Question] {
  const given = parameters === undefined ? {} : { parameters };
  return [
    { documents: parts, open: [], ...given },
    { documents: [], open: parts, ...given },
  ];
}

async function testKnown(name: string, source: LoadedSource, all: readonly (readonly [Question, Question])[]) {
  const modules = modulesOf(source);
  test(`${name}: of what is known both forms say the same`, async () => {
    const questions = all.flat();
    const reports = await askWasm(modules, questions);
    const ofSample = await askOpa(modules, questions.slice(0, sampled));
    ofSample.forEach((report, index) => assertSame(report, reports[index]!, questions[index]));
    let violations = 0;
    all.forEach((pair, index) => {
      assertSame(reports[2 * index + 1]!, reports[2 * index]!, pair[0]);
      violations += reports[2 * index]!.violations.length;
    });
    assert.ok(violations > all.length / 3, `${violations} violations`);
  });
}

/** Tests that the Rego says of parts what the interpreter says. */
function testTwins(name: string, source: LoadedSource, all: readonly RawValue[]): void {
  const { manifest, modules: ir } = source.result;
  test(`${name}: Rego and the interpreter say the same of ${all.length} parts`, async () => {
    const judge = new Judge(serialised(ir), manifest);
    const parameters = resolveParameters(manifest);
    const expected = all.map((part) => judge.judge(part, parameters) as unknown as Report);
    const modules = modulesOf(source);
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
const fixtures = await loadSource("test/language/fixtures");

const examples = [...examplesOf(pack.rules)].flatMap(([id, all]) =>
  all.map(({ document, parameters }) => bothForms(knownParts(document), parameters && { [id]: parameters })),
);
await testKnown("the pack's examples", pack, examples);
const documents = [...kept, ...plainThings(seed, amountOf(5))].map((thing) => JSON.parse(JSON.stringify(thing)));
await testKnown(
  "the language's fixtures",
  fixtures,
  documents.map((document) => bothForms(knownParts(document))),
);
testTwins("the pack", pack, [...parts(seed, amountOf(400))].map(rawOf));
testTwins("constructs", constructs, [...things(seed + 1, amountOf(400))].map(rawOf));

test("without parts in which something isn't known nothing of the form is in a report", async () => {
  const [report] = await askOpa(modulesOf(pack), [{ documents: [], open: [] }]);
  assert.equal(said(report!), []);
});

test.run();
