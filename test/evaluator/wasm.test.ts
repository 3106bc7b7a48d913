import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { BundleError } from "../../src/evaluator/bundle-file.ts";
import { ParameterError } from "../../src/evaluator/parameters.ts";
import { EvaluationError, type Policies } from "../../src/evaluator/policies.ts";
import { loadBundle, loadWasm } from "../../src/evaluator/wasm.ts";
import type { Manifest, RuleDescriptor } from "../../src/manifest/manifest.ts";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { loadPolicies } from "../../src/policy-folder.ts";
import { bareManifest, builtBundle, handWrittenBundle, packed, policyFolder } from "./fixtures.ts";

const bundle = await builtBundle();
const wasm = await loadBundle(bundle);
const native = await loadPolicies(policyFolder);

function gadget(spec: unknown): object {
  return { kind: "Gadget", metadata: { name: "g" }, spec };
}

function bothSay(documents: unknown[], parameters = {}): void {
  assert.equal(wasm.evaluate(documents, { parameters }), native.evaluate(documents, { parameters }));
}

test("WASM and native give the same report", () => {
  bothSay([
    gadget({ actions: "*", parts: [{ name: "p", size: 11 }, { name: "q", size: 12 }, { name: "r" }] }),
    gadget({
      actions: ["a", "*"],
      values: { a: "b", c: [1, true] },
      principals: "*",
      known: { Ref: "P" },
      knownItems: [{ Ref: "P" }, "a"],
    }),
    { kind: "GadgetList", apiVersion: "v1", items: [{ spec: { actions: "*" } }, gadget({ actions: "*" })] },
  ]);
});

test("WASM and native give the same malformed places", () => {
  const specs = [
    1,
    "a",
    [],
    { count: "1" },
    { count: 1.5 },
    { count: 2 ** 53 },
    { mode: "medium" },
    { enabled: 1 },
    { values: [] },
    { values: { a: [[]] } },
    { actions: [null] },
    { actions: 1 },
  ];
  bothSay(
    [
      ...specs,
      { principals: 1 },
      { known: 1 },
      { knownItems: [1, null] },
      { parts: [{}] },
      { parts: [null, 1] },
      { parts: {} },
    ].map(gadget),
  );
});

test("null, false, 0 and the empty string are documents, not the absence of one", () => {
  bothSay([null, false, 0, "", [], {}]);
  assert.is(wasm.evaluate([null, false, 0, ""]).documents, 4);
});

test("text outside ASCII, and of many sizes, arrives whole", () => {
  for (const name of ["ü", "\u{1f600}", "\\ud800", "x".repeat(300_000)])
    bothSay([gadget({ parts: [{ name, size: 11 }] })]);
});

test("half of a surrogate pair is U+FFFD, as for OPA", () => {
  const { violations } = wasm.evaluate([gadget({ parts: [{ name: "a\ud800\\ud800", size: 11 }] })]);
  assert.equal(
    violations.map(({ message }) => message),
    ["part a\ufffd\\ud800 has size 11"],
  );
});

test("parameters, and those of one call are forgotten in the next", () => {
  const document = gadget({ parts: [{ name: "p", size: 11 }] });
  bothSay([document], { "oversized-part": { limit: 11 } });
  bothSay([document], { "oversized-part": { allowed: ["p"] } });
  bothSay([document]);
  assert.is(wasm.evaluate([document]).violations.length, 1);
  assert.throws(
    () => wasm.evaluate([], { parameters: { "oversized-part": { limits: 1 } } }),
    (error: unknown) => error instanceof ParameterError,
  );
});

test("a bundle by path, as bytes and as a window on a larger buffer", async () => {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-"));
  try {
    writeFileSync(join(folder, "bundle.tar.gz"), bundle);
    const larger = Buffer.concat([Buffer.alloc(7), bundle, Buffer.alloc(7)]);
    for (const source of [join(folder, "bundle.tar.gz"), Buffer.from(bundle), larger.subarray(7, 7 + bundle.length)]) {
      assert.is((await loadBundle(source)).evaluate([gadget({ actions: "*" })]).violations.length, 1);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

async function refusal(source: string | Uint8Array): Promise<string> {
  const error = await loadBundle(source).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.instance(error, BundleError);
  return (error as BundleError).message;
}

const emptyModule = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

test("a bundle that can't be used, and why", async () => {
  assert.match(await refusal("no-such-bundle.tar.gz"), /can't be read/);
  assert.match(await refusal(new TextEncoder().encode("not gzip")), /is not a gzip file/);
  assert.match(await refusal(bundle.subarray(0, bundle.length / 2)), /it is cut off/);
  assert.match(await refusal(packed({ "/policy.wasm": emptyModule })), /has no \.manifest/);
  assert.match(await refusal(packed({ "/.manifest": "{" })), /is not JSON/);
  assert.match(await refusal(packed({ "/.manifest": "{}" })), /no metadata of Regoscript/);
  assert.match(
    await refusal(packed({ "/.manifest": '{"metadata":{"regoscript":{"format":1}}}' })),
    /has format 1; this version reads format 3/,
  );
  assert.match(await refusal(packed({ "/.manifest": bareManifest })), /has no policy\.wasm/);
  assert.match(await refusal(packed({ "/.manifest": bareManifest, "/policy.wasm": "no wasm" })), /can't be loaded/);
  assert.match(await refusal(packed({ "/.manifest": bareManifest, "/policy.wasm": emptyModule })), /can't be loaded/);
});

test("a policy that would write to standard output by itself is refused", async () => {
  const name = [..."opa_println"].map((character) => character.charCodeAt(0));
  const type = [1, 5, 1, 0x60, 1, 0x7f, 0];
  const imported = [2, 3 + 4 + 1 + name.length, 1, 3, 101, 110, 118, name.length, ...name, 0, 0];
  const wasm = Uint8Array.of(...emptyModule, ...type, ...imported);
  assert.match(
    await refusal(packed({ "/.manifest": bareManifest, "/policy.wasm": wasm })),
    /the policy\.wasm of the bundle can't be loaded: it imports opa_println, which no policy does/,
  );
});

test("a manifest whose values are of other types is refused, not believed", async () => {
  for (const content of [
    "null",
    "[]",
    "1",
    '{"metadata":null}',
    '{"metadata":{"regoscript":null}}',
    '{"metadata":{"regoscript":{"format":1}}}',
  ]) {
    assert.ok((await refusal(packed({ "/.manifest": content, "/policy.wasm": emptyModule }))).length > 0, content);
  }
});

test("an entry point of another name is refused", async () => {
  const other = await handWrittenBundle("package regoscript\n\nother := 1\n", "regoscript/other");
  assert.match(await refusal(other), /no entry point regoscript\/report/);
});

function failure(policies: Policies, document: unknown = {}): string {
  try {
    policies.evaluate([document]);
  } catch (error) {
    assert.instance(error, EvaluationError);
    return (error as EvaluationError).message;
  }
  throw new Error("passed");
}

const report = '{"violations": set(), "malformed": set(), "undetermined": set(), "unrecognised": set()}';

test("a result that isn't there or isn't a report is an error", async () => {
  assert.match(
    failure(await loadBundle(await handWrittenBundle("package regoscript\n\nreport := 1 if input.no\n"))),
    /gave no result/,
  );
  assert.match(
    failure(await loadBundle(await handWrittenBundle('package regoscript\n\nreport := {"violations": set()}\n'))),
    /something else than a report/,
  );
});

test("a conflict and a builtin that opa-wasm lacks are errors", async () => {
  const conflict = await loadBundle(
    await handWrittenBundle(
      `package regoscript\n\nvalue := 1 if input.a\n\nvalue := 2 if input.b\n\nreport := ${report} if value > 0\n`,
    ),
  );
  assert.match(failure(conflict, { a: true, b: true }), /WASM evaluation failed: .*(conflict|multiple outputs)/);
  // The engine goes on after a failure.
  assert.is(conflict.evaluate([{ a: true }]).documents, 1);
  const missing = await loadBundle(
    await handWrittenBundle(`package regoscript\n\nreport := ${report} if semver.is_valid(input.version)\n`),
  );
  assert.match(failure(missing, { version: "1.2.3" }), /WASM evaluation failed: .*not implemented.*semver\.is_valid/);
});

test("where a run can't be evaluated as a whole, the document is named in which that is so", async () => {
  const manifest = JSON.parse(bareManifest).metadata.regoscript as Manifest;
  const asking = { id: "r", severity: "low", parameters: [], inventory: ["k"] } as unknown as RuleDescriptor;
  const opa = await loadEmbeddedOpa();
  const one = `package regoscript\n\nvalue := 1 if input.a\n\nvalue := 2 if input.b\n\nreport := ${report} if value > 0\n`;
  const wasm = await opa.buildWasm({ modules: { "a.rego": one }, entryPoints: ["regoscript/report"] });
  const policies = await loadWasm(wasm, { ...manifest, rules: [asking] }, "the bundle");
  assert.is(policies.evaluate([{ a: true }, { a: true }]).documents, 2);
  try {
    policies.evaluate([{ a: true }, { a: true, b: true }, { a: true }]);
    assert.unreachable();
  } catch (error) {
    assert.instance(error, EvaluationError);
    assert.is((error as EvaluationError).document, 1);
  }
});

/** What YAML is to the policy, as the message of a violation. */
async function yamlIs(): Promise<(text: string) => string> {
  const rego = `package regoscript

report := {"violations": {{"rule": "r", "severity": "low", "path": [], "resource": "", "message": json.marshal(yaml.unmarshal(input))}}, "malformed": set(), "undetermined": set(), "unrecognised": set()} if yaml.is_valid(input)

report := {"violations": set(), "malformed": set(), "undetermined": set(), "unrecognised": {[]}} if not yaml.is_valid(input)
`;
  const policies = await loadBundle(await handWrittenBundle(rego));
  return (text) => policies.evaluate([text]).violations[0]?.message ?? "invalid";
}

test("YAML is the cluster's YAML, and the SDK's own is back afterwards", async () => {
  const table = createRequire(import.meta.url)(
    join(createRequire(import.meta.url).resolve("@open-policy-agent/opa-wasm"), "..", "builtins", "index.js"),
  ) as { [name: string]: unknown };
  const before = [table["yaml.is_valid"], table["yaml.unmarshal"]];
  const read = await yamlIs();
  assert.is(read("yes"), "true");
  assert.is(read("a: 010"), '{"a":8}');
  assert.is(read("- on\n- 'on'"), '[true,"on"]');
  assert.is(read("a: [1"), "invalid");
  assert.equal([table["yaml.is_valid"], table["yaml.unmarshal"]], before);
});

test.run();
