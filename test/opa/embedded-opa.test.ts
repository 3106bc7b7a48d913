import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadEmbeddedOpa, RegoCompileError } from "../../src/opa/embedded-opa.ts";

const opa = await loadEmbeddedOpa();

test("version", async () => assert.is(await opa.version(), "1.22.2"));

test("strict check names code, file and place", async () => {
  const errors = await opa.check({ modules: { "a.rego": "package a\n\np if {\n\tx := 1\n}\n" } });
  assert.is(errors.length, 1);
  assert.is(errors[0]?.code, "rego_compile_error");
  assert.match(errors[0]?.message ?? "", /unused/);
  assert.is(errors[0]?.file, "a.rego");
  assert.is(errors[0]?.row, 4);
});

test("errors of all modules come together", async () => {
  const errors = await opa.check({ modules: { "a.rego": "package a\np if {", "b.rego": "package b\nq = = 1" } });
  assert.equal([...new Set(errors.map((error) => error.file))], ["a.rego", "b.rego"]);
});

test("the capabilities of an older version are a limit", async () => {
  const modules = { "a.rego": 'package a\n\np := $"{input.x} is"\n' };
  assert.equal(await opa.check({ modules }), []);
  assert.ok((await opa.check({ modules, capabilities: "1.3.0" })).length > 0);
});

test("format", async () => {
  assert.equal(await opa.format({ modules: { "a.rego": "package a\np if { input.x==1 }" } }), {
    "a.rego": "package a\n\np if input.x == 1\n",
  });
});

test("one evaluation an input, undefined and errors told apart", async () => {
  const modules = { "a.rego": "package a\n\np := input.x + 1\n\nc := 1 if input.x > 0\n\nc := 2 if input.x > 1\n" };
  const sum = await opa.evaluate({ modules, query: "data.a.p", inputs: [{ x: 1 }, {}, { x: 9007199254740991 }] });
  assert.equal(
    sum.results.map((result) => [result.defined, result.value]),
    [
      [true, 2],
      [false, undefined],
      [true, 9007199254740992],
    ],
  );
  const conflict = await opa.evaluate({ modules, query: "data.a.c", inputs: [{ x: 1 }, { x: 2 }] });
  assert.is(conflict.results[0]?.value, 1);
  assert.match(conflict.results[1]?.error ?? "", /conflict/);
});

test("data and coverage", async () => {
  const modules = { "a.rego": "package a\n\np := data.limit if {\n\tinput.x\n}\n\nq if {\n\tinput.y\n}\n" };
  const { results, coverage } = await opa.evaluate({
    modules,
    query: "data.a.p",
    inputs: [{ x: true }],
    data: { limit: 7 },
    coverage: true,
  });
  assert.is(results[0]?.value, 7);
  assert.ok(coverage !== undefined && coverage.coverage > 0 && coverage.coverage < 100);
});

test("unit tests", async () => {
  const results = await opa.test({
    modules: { "a_test.rego": "package a\n\ntest_right if 1 == 1\n\ntest_wrong if 1 == 2\n" },
  });
  assert.equal(
    results.map((result) => [result.name, result.passed]),
    [
      ["test_right", true],
      ["test_wrong", false],
    ],
  );
});

test("wasm and plans; the same bytes for the same modules", async () => {
  const options = { modules: { "a.rego": "package a\n\np := input.x\n" }, entryPoints: ["a/p"] };
  const [first, second] = [await opa.buildWasm(options), await opa.buildWasm(options)];
  assert.equal([...first.slice(0, 4)], [0, 0x61, 0x73, 0x6d]);
  assert.is(Buffer.compare(first, second), 0);
  const plan = (await opa.buildPlan(options)) as { plans: { plans: { name: string }[] } };
  assert.is(plan.plans.plans[0]?.name, "a/p");
});

test("Rego as it stands, and evaluated ahead of time", async () => {
  const options = {
    modules: { "a.rego": "package a\n\np if {\n\tq\n\tinput.x\n}\n\nq if 1 == 1\n" },
    entryPoints: ["a/p"],
  };
  assert.equal(await opa.buildRego(options), options.modules);
  const optimized = await opa.buildRego({ ...options, optimization: 1 });
  assert.not.match(optimized["optimized/a.rego"] ?? "q", /\bq\b/);
});

test("a policy.wasm that WebAssembly accepts, under old capabilities too", async () => {
  const options = { modules: { "a.rego": "package a\n\np := input.x\n" }, entryPoints: ["a/p"] };
  const older = await opa.buildWasm({ ...options, capabilities: "1.3.0" });
  assert.ok(WebAssembly.Module.imports(new WebAssembly.Module(older)).some(({ name }) => name === "opa_abort"));
});

test("Rego that doesn't compile is an error with its diagnostics", async () => {
  try {
    await opa.buildWasm({ modules: { "a.rego": "package a\np := q" }, entryPoints: ["a/p"] });
    assert.unreachable();
  } catch (error) {
    assert.instance(error, RegoCompileError);
    assert.match((error as Error).message, /^a\.rego:2:6: .*unsafe/);
  }
});

test("YAML as Kubernetes reads it, digits kept", async () => {
  const results = await opa.yamlToJson(["a: yes\nb: 0777\n", "a: 9007199254740993", "a: [", "? {a: 1}\n: 2"]);
  assert.equal(results.slice(0, 2), [{ json: '{"a":true,"b":511}' }, { json: '{"a":9007199254740993}' }]);
  assert.ok(results.slice(2).every((result) => "error" in result));
});

test.run();
