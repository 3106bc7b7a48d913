import { load } from "js-yaml";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildOutputs, examplesOf } from "../../src/compile.ts";
import { failing } from "../../src/examples/outcome.ts";
import { exampleDiagnostics, runExamples } from "../../src/examples/run.ts";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { type LoadedSource, PolicyFolder } from "../../src/policy-folder.ts";

const folder = "test/examples/malformed";
const loaded = (only?: readonly string[]): Promise<LoadedSource> => new PolicyFolder(folder).load(only);
const source = await loaded();

/** The same rules, with what one's example expects to be malformed changed. */
function expecting(malformed: readonly object[]): LoadedSource {
  const rules = source.rules.map((rule) =>
    rule.id !== "on-host-network"
      ? rule
      : {
          ...rule,
          examples: Object.fromEntries(
            Object.entries(rule.examples).map(([name, example]) => [
              name,
              example.malformed === undefined ? example : { ...example, malformed },
            ]),
          ),
        },
  );
  return { ...source, rules } as LoadedSource;
}

test("an example expects what is malformed of what its own rule reads, in each engine", async () => {
  const run = await runExamples(source);
  assert.equal(
    run.outcomes.map(({ engine }) => engine),
    ["Node", "OPA", "WASM"],
  );
  assert.equal(
    failing(run).map(({ name }) => name),
    [],
  );
  assert.equal(run.diagnostics, []);
});

test("whatever other rules there are", async () => {
  const run = await runExamples(await loaded(["on-host-network"]));
  assert.is(run.cases.length, 3);
  assert.equal(failing(run), []);
});

test("what is malformed and isn't expected is a failure, and the other way round; the diagnostic says what differs", async () => {
  const name = "neither, and a service account that is none";
  for (const malformed of [[], [{ resource: "Pod web", path: ["spec"], expected: "an object", found: "a string" }]]) {
    const run = await runExamples(expecting(malformed));
    assert.equal(
      failing(run).map((example) => example.name),
      [name],
    );
    for (const { differences } of run.outcomes)
      assert.equal(
        differences.flatMap(({ unexpected }) => unexpected.map(({ text }) => text)),
        ["malformed workload: expected a boolean, found a string"],
      );
    const [diagnostic] = await exampleDiagnostics(expecting(malformed));
    const missing =
      malformed.length === 0
        ? ""
        : 'expects "Pod web  spec  malformed workload: expected an object, found a string", which the policy doesn\'t say; it ';
    assert.is(
      diagnostic?.message,
      `the example \`${name}\` of on-host-network ${missing}doesn't expect "Pod web  spec.hostNetwork  malformed workload: expected a boolean, found a string", which the policy says`,
    );
  }
});

const outputs = new Map(
  (await buildOutputs(source.result, examplesOf(source.rules))).map(({ path, content }) => [path, content]),
);

test("conftest's tests expect it too, and fail without it", async () => {
  const modules = Object.fromEntries(
    [...outputs]
      .filter(([path]) => path.startsWith("conftest/") && path.endsWith(".rego"))
      .map(([path, content]) => [path, String(content)]),
  );
  const opa = await loadEmbeddedOpa();
  const outcomes = async (changed: typeof modules): Promise<string[]> =>
    (await opa.test({ modules: changed })).filter(({ passed }) => !passed).map(({ name }) => name);
  assert.equal(await outcomes(modules), []);
  const file = "conftest/tests/on_host_network_test.rego";
  const broken = modules[file]!.replaceAll("found a string", "found a number");
  assert.not.equal(broken, modules[file]);
  assert.equal(await outcomes({ ...modules, [file]: broken }), [
    "test_on_host_network_neither_and_a_service_account_that_is_none_malformed",
  ]);
});

test("gator's suites expect it as a violation", () => {
  const suite = load(String(outputs.get("bundles/gatekeeper-tests/on-host-network/suite.yaml"))) as {
    tests: { cases: { name: string; assertions: object[] }[] }[];
  };
  const example = suite.tests[0]!.cases.find(({ name }) => name.startsWith("neither"));
  assert.equal(example?.assertions, [
    { violations: 1 },
    { violations: 1, message: "^malformed workload at spec\\.hostNetwork: expected a boolean, found a string$" },
  ]);
});

test.run();
