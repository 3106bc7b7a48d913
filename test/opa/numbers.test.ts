import { test } from "uvu";
import * as assert from "uvu/assert";
import { JsonText, loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";

const opa = await loadEmbeddedOpa();

/** The query's value as OPA prints it, for an input given as text. */
async function printed(query: string, input: string): Promise<string | undefined> {
  const { results } = await opa.evaluate({ modules: {}, query, inputs: [new JsonText(input)] });
  return results[0]?.json;
}

test("a number comes back as it was written", async () => {
  for (const number of [
    "9007199254740993",
    "-9007199254740993",
    "1.10",
    "1e400",
    "123456789012345678901234567890",
    "1000000",
  ]) {
    assert.is(await printed("input", number), number);
  }
});

test("arithmetic is OPA's, not JavaScript's", async () => {
  assert.is(await printed("input + 1", "9007199254740993"), "9007199254740994");
  assert.is(await printed("input + 0.2", "0.1"), "0.3");
});

test("the value beside the text is JavaScript's reading of it", async () => {
  const { results } = await opa.evaluate({
    modules: {},
    query: "input",
    inputs: [new JsonText("9007199254740993"), 1.5, "é<&>", null, false],
  });
  assert.equal(results, [
    { defined: true, json: "9007199254740993", value: 9007199254740992 },
    { defined: true, json: "1.5", value: 1.5 },
    { defined: true, json: '"é<&>"', value: "é<&>" },
    { defined: true, json: "null", value: null },
    { defined: true, json: "false", value: false },
  ]);
});

test("data may be text too", async () => {
  const { results } = await opa.evaluate({
    modules: {},
    query: "data.limit",
    inputs: [{}],
    data: new JsonText('{"limit":9007199254740993}'),
  });
  assert.is(results[0]?.json, "9007199254740993");
});

test("a number that JSON has no text for is an error, as in OPA", async () => {
  const { results } = await opa.evaluate({ modules: {}, query: 'to_number("010")', inputs: [{}] });
  assert.is(results[0]?.defined, false);
  assert.match(results[0]?.error ?? "", /invalid number literal/);
});

test("two hundred inputs, one result each, in order", async () => {
  const inputs = Array.from(
    { length: 200 },
    (_, index) => new JsonText(`{"n": ${9_007_199_254_740_992n + BigInt(index)}}`),
  );
  const { results } = await opa.evaluate({
    modules: { "a.rego": "package a\n\np := input.n * 10\n" },
    query: "data.a.p",
    inputs,
  });
  assert.equal(
    results.map((result) => result.json),
    Array.from({ length: 200 }, (_, index) => String((9_007_199_254_740_992n + BigInt(index)) * 10n)),
  );
});

test.run();
