import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type BuildOptions, JsonText, loadEmbeddedOpa, RegoCompileError } from "../../src/opa/embedded-opa.ts";

const opa = await loadEmbeddedOpa();
const modules = { "a.rego": "package a\n\np := input.x\n" };

/** The error of a promise that must not be kept. */
async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error("it did not fail");
}

test("every error of every module, each with its place", async () => {
  const error = await failure(opa.format({ modules: { "b.rego": "packag b", "a.rego": "package a\np if {" } }));
  assert.instance(error, RegoCompileError);
  const places = (error as RegoCompileError).errors.map(
    ({ code, file, row, column }) => `${code} ${file}:${row}:${column}`,
  );
  assert.equal(places, ["rego_parse_error a.rego:2:6", "rego_parse_error b.rego:1:1", "rego_parse_error b.rego:1:8"]);
});

test("errors keep OPA's codes", async () => {
  const codes = {
    'p := 1 + "a"': "rego_type_error",
    "p := unknown": "rego_unsafe_var_error",
    "p := p": "rego_recursion_error",
  };
  for (const [rule, code] of Object.entries(codes)) {
    const errors = await opa.check({ modules: { "a.rego": `package a\n\n${rule}\n` } });
    assert.equal(
      errors.map((error) => [error.code, error.row]),
      [[code, 3]],
      rule,
    );
  }
});

test("an annotation that can't be read is an error", async () => {
  const errors = await opa.check({ modules: { "a.rego": "# METADATA\n# title: [\npackage a\n" } });
  assert.equal(
    errors.map(({ file, row }) => [file, row]),
    [["a.rego", 2]],
  );
});

test("a builtin that the capabilities lack is refused in check, build, evaluation and test", async () => {
  const newer = { modules: { "a.rego": "package a\n\np := array.flatten([[1]])\n\ntest_p if p == [1]\n" } };
  const older = { ...newer, capabilities: "1.3.0" };
  assert.equal(await opa.check(newer), []);
  assert.match((await opa.check(older))[0]?.message ?? "", /undefined function array\.flatten/);
  const calls = [
    opa.buildWasm({ ...older, entryPoints: ["a/p"] }),
    opa.evaluate({ ...older, query: "data.a.p", inputs: [{}] }),
    opa.test(older),
  ];
  for (const call of calls)
    assert.match((await failure(call)).message, /^a\.rego:3:6: undefined function array\.flatten/);
  assert.equal(
    (await opa.test(newer)).map((result) => result.passed),
    [true],
  );
});

test("a template string is refused under the capabilities of OPA 1.3.0", async () => {
  const templates = { "a.rego": 'package a\n\np := $"{input.x}"\n' };
  assert.equal(await opa.check({ modules: templates }), []);
  const errors = await opa.check({ modules: templates, capabilities: "1.3.0" });
  assert.match(errors[0]?.message ?? "", /template strings are not supported/);
});

test("a failure that is not in the Rego names the command and OPA's reason", async () => {
  const wrongTarget = { modules, entryPoints: ["a/nope"] };
  assert.match(
    (await failure(opa.buildWasm(wrongTarget))).message,
    /failed at "build" .*entrypoint "a\/nope" does not refer to a rule/,
  );
  assert.match(
    (await failure(opa.buildPlan({ modules, entryPoints: [] }))).message,
    /requires at least one entrypoint/,
  );
  assert.match(
    (await failure(opa.check({ modules, capabilities: "0.0.1" }))).message,
    /failed at "check" .*no capabilities version found v0\.0\.1/,
  );
  const mistyped = { modules, entryPoints: ["a/p"], optimization: "much" } as unknown as BuildOptions;
  assert.match((await failure(opa.buildRego(mistyped))).message, /request: json: cannot unmarshal/);
});

test("an input that is not JSON is refused, with its number", async () => {
  assert.match(
    (await failure(opa.evaluate({ modules, query: "data.a.p", inputs: [{}, new JsonText('{"x":')] }))).message,
    /input 1: unexpected EOF/,
  );
  assert.match(
    (await failure(opa.evaluate({ modules, query: "data.a.p", inputs: [undefined] }))).message,
    /input 0 is not a JSON value/,
  );
});

test("a query with several results is an error, not the first of them", async () => {
  const { results } = await opa.evaluate({ modules, query: "[1, 2][i]", inputs: [{}] });
  assert.equal(
    results.map((result) => result.defined),
    [false],
  );
  assert.match(results[0]?.error ?? "", /2 results/);
});

test("errors of builtins are undefined, and errors when strict", async () => {
  const options = { modules, query: 'to_number("x")', inputs: [{}] };
  assert.equal((await opa.evaluate(options)).results, [{ defined: false }]);
  assert.match((await opa.evaluate({ ...options, strictBuiltinErrors: true })).results[0]?.error ?? "", /to_number/);
});

test("unit tests: failed, skipped, printed, in order", async () => {
  const source =
    'package a\n\ntest_b if {\n\tprint("seen")\n\t1 == 2\n}\n\ntodo_test_c if 1 == 1\n\ntest_a if data.k == 7\n';
  const results = await opa.test({ modules: { "a_test.rego": source }, data: { k: 7 } });
  assert.equal(
    results.map(({ name, passed, skipped, row, output }) => [name, passed, skipped, row, output]),
    [
      ["test_a", true, false, 10, undefined],
      ["test_b", false, false, 3, "seen\n"],
      ["todo_test_c", false, true, 8, undefined],
    ],
  );
});

test("it writes nothing to the user's terminal", () => {
  const script =
    'const { loadEmbeddedOpa } = await import("./src/opa/embedded-opa.ts"); console.log(await (await loadEmbeddedOpa()).version());';
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  assert.equal([stdout, stderr], ["1.22.2\n", ""]);
});

test.run();
