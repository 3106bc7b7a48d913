import { test } from "uvu";
import * as assert from "uvu/assert";
import { type GivenParameters, ParameterError, resolveParameters } from "../../src/evaluator/parameters.ts";
import type { Manifest, ParameterDescriptor } from "../../src/manifest/manifest.ts";

const parameters: ParameterDescriptor[] = [
  { name: "names", shape: { type: "list", items: { type: "string" }, lone: false }, default: ["a"] },
  { name: "limit", shape: { type: "integer" }, default: 3 },
  { name: "strict", shape: { type: "boolean" }, default: true },
  { name: "labels", shape: { type: "record", values: { type: "string" } }, default: {} },
  { name: "valueOf", shape: { type: "string" }, default: "own" },
];
const rule = {
  id: "some-rule",
  title: "",
  severity: "low",
  kinds: ["k"],
  reads: [],
  parameters,
  rationale: "",
  remediation: "",
  references: [],
  module: "",
} as const;
const manifest: Manifest = { format: 3, generator: "", objects: {}, kinds: [], rules: [rule] };

function failure(given: unknown): ParameterError {
  try {
    resolveParameters(manifest, given as GivenParameters);
  } catch (error) {
    assert.instance(error, ParameterError);
    return error as ParameterError;
  }
  throw new assert.Assertion({
    message: `accepted ${JSON.stringify(given)}`,
    operator: "throws",
    generated: false,
    actual: given,
    expects: undefined,
    details: "",
  });
}

/** A record that inherits no keys, as rules see it. */
function record(entries: object): object {
  return Object.assign(Object.create(null), entries) as object;
}

test("what isn't given has its default", () => {
  assert.equal(resolveParameters(manifest), {
    "some-rule": { names: ["a"], limit: 3, strict: true, labels: record({}), valueOf: "own" },
  });
  const given = { "some-rule": { limit: 0, strict: false, names: null } };
  assert.equal(resolveParameters(manifest, given), {
    "some-rule": { names: ["a"], limit: 0, strict: false, labels: record({}), valueOf: "own" },
  });
});

test("records inherit no keys, given or by default", () => {
  for (const [given, value] of [
    [{}, undefined],
    [{ "some-rule": { labels: { a: "b" } } }, "b"],
  ] as const) {
    const { labels } = resolveParameters(manifest, given)["some-rule"] as { labels: { [key: string]: string } };
    assert.is(labels["constructor"], undefined);
    assert.is(labels["a"], value);
  }
});

test("an unknown rule or parameter, with the one that was meant", () => {
  assert.is(failure({ "some-rul": {} }).message, "no rule `some-rul`; did you mean `some-rule`?");
  assert.is(
    failure({ "some-rule": { limits: 1 } }).message,
    "the rule `some-rule` has no parameter `limits`; did you mean `limit`?",
  );
  assert.is(failure({ "some-rule": { colour: 1 } }).message, "the rule `some-rule` has no parameter `colour`");
});

test("a value that doesn't fit, with the way to it", () => {
  for (const [given, path, message] of [
    [{ limit: "1" }, ["some-rule", "limit"], "expected an integer, found a string"],
    [{ limit: 1.5 }, ["some-rule", "limit"], "expected an integer, found a number"],
    [{ limit: 2 ** 53 }, ["some-rule", "limit"], "expected an integer, found a number"],
    [{ strict: "yes" }, ["some-rule", "strict"], "expected a boolean, found a string"],
    [{ names: "a" }, ["some-rule", "names"], "expected an array, found a string"],
    [{ names: ["a", 1] }, ["some-rule", "names", 1], "expected a string, found a number"],
    [{ names: [null] }, ["some-rule", "names", 0], "expected a string, found nothing"],
    [{ labels: [] }, ["some-rule", "labels"], "expected an object, found an array"],
    [{ labels: { a: 1 } }, ["some-rule", "labels", "a"], "expected a string, found a number"],
  ] as const) {
    const error = failure({ "some-rule": given });
    assert.equal(error.path, path);
    assert.ok(error.message.endsWith(message), error.message);
  }
});

test("parameters of a rule that are no object", () => {
  for (const given of [null, [], "a", 1]) assert.match(failure({ "some-rule": given }).message, /are not an object/);
});

test.run();
