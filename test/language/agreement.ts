import { test } from "uvu";
import * as assert from "uvu/assert";
import { type DecisionVerdict, makeDecisionReport } from "../../src/evaluator/decisions.ts";
import { loadBundle } from "../../src/evaluator/wasm.ts";
import { printModules } from "../../src/ir/print.ts";
import { validate } from "../../src/ir/validate.ts";
import { type LoadedSource, loadSource } from "../../src/policy-folder.ts";
import { ruleName } from "../../src/targets/names.ts";
import { bundleFiles, entryPoints, regoModules } from "../../src/targets/opa/bundle.ts";
import { type Findings, ofReport } from "../conformance/verdicts.ts";
import { nativeOf } from "../native-policies.ts";
import { loadOpa } from "../opa-program.ts";
import { sampleOf } from "../seed.ts";

/** A folder of policies, and what JavaScript says of each document. */
export interface Agreement {
  readonly source: LoadedSource;
  readonly expected: readonly Findings[];
  /** By decision: what JavaScript decides on each document. */
  readonly decided: ReadonlyMap<string, readonly unknown[]>;
}

/**
 * Compiles a folder of policies, and tests that its intermediate representation is valid and that embedded OPA and WASM
 * say of the documents what JavaScript says. That the Rego is strict for the oldest OPA and formatted is tested with
   the
 * real ones, in a tenth of the time (`strict.engines.ts`).
 *
 * @param seed of many documents: what a sample for embedded OPA depends on
 */
export async function testAgreement(folder: string, documents: readonly unknown[], seed?: number): Promise<Agreement> {
  const source = await loadSource(folder);
  const { result, rules, decisions } = source;
  const native = nativeOf({ result, rules, decisions });
  const files = regoModules(result);
  const modules = Object.fromEntries(files.map((file) => [file.path, String(file.content)]));
  const opa = await loadOpa();
  const expected = documents.map((document) => ofReport(native.evaluate([document])));
  const decided = new Map(decisions.map(({ id }) => [id, documents.map((document) => native.decide(id, [document]))]));

  test("the intermediate representation is valid, and prints", () => {
    assert.equal(validate(result.modules), []);
    const text = printModules(result.modules);
    for (const { id, rule } of result.modules) {
      assert.match(text, `module ${id}\n`);
      if (rule !== undefined) assert.match(text, `rule ${rule.id} of ${rule.kinds.join(", ")} check`);
    }
  });

  const sample = seed === undefined ? [...documents.keys()] : sampleOf([...documents.keys()], seed);
  test(`embedded OPA says what JavaScript says, on ${sample.length} documents`, async () => {
    // One question, since each has all modules compiled anew.
    const asked = ["report", ...[...decided.keys()].map((id) => `decisions.${ruleName(id)}.report`)];
    const { results } = await opa.evaluate({
      modules,
      query: `[${asked.map((rule) => `data.regoscript.${rule}`).join(", ")}]`,
      inputs: sample.map((index) => documents[index]),
    });
    assert.is(results.length, sample.length);
    results.forEach((one, place) => {
      const index = sample[place]!;
      const text = JSON.stringify(documents[index]);
      assert.is(one.error, undefined, `${one.error ?? ""}\n${text}`);
      const [report, ...verdicts] = one.value as readonly [Parameters<typeof ofReport>[0], ...DecisionVerdict[]];
      assertSame(ofReport(report), expected[index]!, documents[index]);
      [...decided.values()].forEach((reports, decision) =>
        assert.equal(makeDecisionReport([verdicts[decision]!]), reports[index], text),
      );
    });
  });

  test(`WASM says what JavaScript says, on ${documents.length} documents`, async () => {
    const wasm = await opa.buildWasm({ modules, entryPoints: entryPoints(result) });
    const bundle = bundleFiles(files, result.manifest, wasm).find((file) => file.path === "bundle.tar.gz");
    const policies = await loadBundle(bundle!.content as Uint8Array);
    documents.forEach((document, index) =>
      assertSame(ofReport(policies.evaluate([document])), expected[index]!, document),
    );
    for (const [id, reports] of decided)
      documents.forEach((document, index) =>
        assert.equal(policies.decide(id, [document]), reports[index], JSON.stringify(document)),
      );
  });

  return { source, expected, decided };
}

/** That an engine found what is expected; shows no more than what differs. */
function assertSame(found: Findings, expected: Findings, document: unknown): void {
  const differences = {
    missing: expected.filter((finding) => !found.includes(finding)),
    unexpected: found.filter((finding) => !expected.includes(finding)),
  };
  assert.equal(differences, { missing: [], unexpected: [] }, JSON.stringify(document));
  assert.is(found.length, expected.length, JSON.stringify(document));
}
