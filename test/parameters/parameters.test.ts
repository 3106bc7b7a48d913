import * as opaWasm from "@open-policy-agent/opa-wasm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ParameterError } from "../../src/evaluator/parameters.ts";
import { loadBundle } from "../../src/evaluator/wasm.ts";
import { JsonText, loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { entryPoints, regoModules } from "../../src/targets/opa/bundle.ts";
import { regoscript, withFiles } from "../cli/run.ts";
import { askEmbedded } from "../conformance/embedded.ts";
import { accepted, refused, unknown } from "./given.ts";
import { document, messagesOf, native, outputs, policies, problemsOf, result, rule } from "./subject.ts";

const opa = await loadEmbeddedOpa();
const modules = Object.fromEntries(regoModules(result).map((file) => [file.path, String(file.content)]));
const bundle = outputs.find(({ path }) => path === "bundles/bundle.tar.gz")!.content as Uint8Array;
const wasm = await loadBundle(bundle);

type Report = Parameters<typeof messagesOf>[0] & Parameters<typeof problemsOf>[0];

const ofNative = (given: object): string[] =>
  messagesOf(native.evaluate([document], { parameters: { [rule]: { ...given } } }));
const misfits = [...refused, ...unknown];

test("Node: what a rule sees of what is given, and of what isn't", () => {
  const defaults = ofNative({});
  for (const [given, messages] of accepted) {
    const said = ofNative(given);
    for (const message of messages) assert.ok(said.includes(message), `${message} of ${said.join(" | ")}`);
    assert.ok(messages.length === defaults.length || JSON.stringify(said) !== JSON.stringify(defaults));
  }
});

test("OPA and WASM see what Node sees", async () => {
  const questions = accepted.map(([given]) => ({ document, parameters: { [rule]: given } }));
  const answers = await askEmbedded(opa, modules, "data.regoscript.report", questions);
  accepted.forEach(([given], index) => {
    const { error, value } = answers[index]!;
    assert.is(error, undefined);
    assert.equal(messagesOf(value as Report), ofNative(given));
    assert.equal(problemsOf(value as Report), []);
    assert.equal(messagesOf(wasm.evaluate([document], { parameters: { [rule]: { ...given } } })), ofNative(given));
  });
});

test("what doesn't fit is refused, with the way to it", () => {
  for (const [given, path, expected, found] of misfits) {
    for (const engine of [native, wasm]) {
      try {
        engine.evaluate([document], { parameters: { [rule]: { ...given } } });
      } catch (error) {
        assert.instance(error, ParameterError);
        const { path: at, expected: wanted, found: instead } = error as ParameterError;
        assert.equal([at, wanted, instead], [[rule, ...path], expected, found], JSON.stringify(given));
        continue;
      }
      assert.unreachable(`accepted ${JSON.stringify(given)}`);
    }
  }
});

test("OPA and WASM's own Rego refuse the same", async () => {
  const policy = await opaWasm.loadPolicy(await opa.buildWasm({ modules, entryPoints: entryPoints(result) }));
  const questions = misfits.map(([given]) => ({ document, parameters: { [rule]: given } }));
  const answers = await askEmbedded(opa, modules, "data.regoscript.report", questions);
  misfits.forEach(([given, path, expected, found], index) => {
    policy.setData({ regoscript_parameters: { [rule]: given } });
    const [{ result: ofWasm }] = policy.evaluate(document, "regoscript/report") as [{ result: Report }];
    for (const report of [answers[index]!.value as Report, ofWasm]) {
      assert.equal(problemsOf(report), [[[rule, ...path], expected, found]], JSON.stringify(given));
      assert.equal(messagesOf(report), []);
    }
  });
});

test("OPA reads a fraction however it is written", async () => {
  for (const [written, text] of [
    ["1.50", "1.5"],
    ["15e-1", "1.5"],
    ["0.015E+2", "1.5"],
    ["-0.50", "-0.5"],
    ["1E-07", "0.0000001"],
    ["1.2e-0009", "0.0000000012"],
    ["100.0", "100"],
    ["1e2", "100"],
    ["12345678.1234567", "12345678.1234567"],
  ] as const) {
    const { results } = await opa.evaluate({
      modules,
      query: "data.regoscript.report with data.regoscript_parameters as input.parameters",
      inputs: [new JsonText(`{"kind": "ConfigMap", "parameters": {"${rule}": {"share": ${written}}}}`)],
    });
    const report = results[0]!.value as Report;
    assert.equal(problemsOf(report), [], written);
    assert.ok(messagesOf(report).includes(`share ${text}`), `${written}: ${messagesOf(report).join(" | ")}`);
    assert.ok(ofNative({ share: JSON.parse(written) as number }).includes(`share ${text}`), written);
  }
});

test("check says file and line of a value that doesn't fit", () => {
  const text = `${rule}:\n  exempt:\n    - image: a\n    - image: b\n      raeson: old\n`;
  withFiles({ "parameters.yaml": text, "a.yaml": JSON.stringify(document) }, (folder) => {
    const { code, stderr } = regoscript([
      "check",
      "--policies",
      policies,
      "--parameters",
      `${folder}/parameters.yaml`,
      folder,
    ]);
    assert.is(code, 2);
    assert.match(
      stderr,
      /parameters\.yaml:5: parameter `every-parameter\.exempt\[1\]\.raeson`: expected the field "image" or "reason" or "namespaces" or "limits", found no such field/,
    );
  });
});

test("explain says what a parameter takes", () => {
  const { stdout } = regoscript(["explain", rule, "--policies", policies]);
  for (const line of [
    "registry: string, optional",
    'mode: "audit" | "deny", default "audit"',
    "exempt: { image: string; reason?: string; namespaces: string[]; limits?: { most: integer; share?: scalar } }[], default []",
    'modes: ("a" | "b")[], default ["a"]',
  ])
    assert.ok(stdout.includes(line), `${line} in ${stdout}`);
});

test.run();
