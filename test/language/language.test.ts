import { readdirSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nativePolicies } from "../../src/evaluator/native.ts";
import { loadSource } from "../../src/evaluator/source.ts";
import { loadBundle } from "../../src/evaluator/wasm.ts";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { bundleFiles, entryPoint, regoModules } from "../../src/targets/bundle.ts";
import { ofReport } from "../conformance/verdicts.ts";
import { kept, things } from "./things.ts";

const source = await loadSource("test/language/fixtures");
const { result, rules } = source;
const native = nativePolicies(result.manifest, rules);
const files = regoModules(result);
const modules = Object.fromEntries(files.map((file) => [file.path, String(file.content)]));
const opa = await loadEmbeddedOpa();
const fresh = Date.now() % 1_000_000;
const documents = [...kept, ...things(1, 400), ...things(fresh, 400)].map((thing) => JSON.parse(JSON.stringify(thing)) as unknown);
const expected = documents.map((document) => ofReport(native.evaluate([document])));

/** What the fixtures share. */
const shared = ["condition-cases", "thing"];

test("every fixture is a rule, and each fires and stays silent somewhere", () => {
  assert.equal(result.manifest.rules.map((rule) => rule.id), readdirSync("test/language/fixtures").map((file) => file.replace(/\.ts$/, "")).filter((name) => !shared.includes(name)).sort());
  for (const rule of rules) {
    const fired = expected.filter((findings) => findings.some((finding) => finding.startsWith(`{"rule":"${rule.id}"`))).length;
    assert.ok(fired > 0, `${rule.id} never fires`);
  }
  assert.ok(expected.some((findings) => findings.some((finding) => finding.startsWith('{"malformed"'))));
});

test("the Rego is strict for the oldest and the newest OPA, and formatted", async () => {
  assert.equal(await opa.check({ modules }), []);
  assert.equal(await opa.check({ modules, capabilities: "1.3.0" }), []);
  const formatted = await opa.format({ modules });
  for (const [path, text] of Object.entries(modules)) assert.is(text, formatted[path], path);
});

test(`embedded OPA says what JavaScript says, on ${documents.length} documents (seeds 1 and ${fresh})`, async () => {
  const { results } = await opa.evaluate({ modules, query: "data.regoscript.report", inputs: documents });
  results.forEach((one, index) => {
    assert.is(one.error, undefined, `${one.error ?? ""}\n${JSON.stringify(documents[index])}`);
    assert.equal(ofReport(one.value as never), expected[index], JSON.stringify(documents[index]));
  });
});

test(`WASM says what JavaScript says, on the same documents`, async () => {
  const wasm = await opa.buildWasm({ modules, entryPoints: [entryPoint] });
  const bundle = bundleFiles(files, result.manifest, wasm).find((file) => file.path === "bundle.tar.gz");
  const policies = await loadBundle(bundle!.content as Uint8Array);
  documents.forEach((document, index) => assert.equal(ofReport(policies.evaluate([document])), expected[index], JSON.stringify(document)));
});

test.run();
