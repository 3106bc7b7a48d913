import { test } from "uvu";
import * as assert from "uvu/assert";
import { valuesOf } from "../../src/evaluator/documents.ts";
import { type GivenParameters, ParameterError } from "../../src/evaluator/parameters.ts";
import { EvaluationError, PreparedInventory } from "../../src/evaluator/policies.ts";
import { loadBundle } from "../../src/evaluator/wasm.ts";
import { parseDocuments } from "../../src/loader/index.ts";
import { loadPolicies } from "../../src/policy-folder.ts";
import { builtBundle, policyFolder } from "./fixtures.ts";

const native = await loadPolicies(policyFolder);
const wasm = await loadBundle(await builtBundle());
const engines = { native, wasm };

test("JSON values are given on as they are, falsy ones too", () => {
  const documents = [null, false, 0, "", [], {}, { a: [1, { b: undefined }] }, Object.create(null)];
  assert.equal([...valuesOf(documents)], documents);
});

test("half of a surrogate pair is U+FFFD, in keys and values, and nothing else changes", () => {
  const given = { "a\udc00": ["\ud800", "\u{1f600}\udfff", 1, null], b: { c: "\ud83d\ude00" } };
  assert.equal([...valuesOf([given])], [{ "a\ufffd": ["\ufffd", "\u{1f600}\ufffd", 1, null], b: { c: "\u{1f600}" } }]);
  const itself: { text: string; inside?: unknown } = { text: "\ud800" };
  itself.inside = itself;
  assert.throws(() => [...valuesOf([itself])], /contains itself/);
  assert.throws(() => [...valuesOf([["\ud800", new Date(0)]])], /there is a Date/);
});

test("texts that halves make equal are so in every engine", () => {
  const parts = ["a\ud800", "a\udfff"].map((name) => ({ name, size: 11 }));
  const document = { kind: "Gadget", metadata: { name: "g" }, spec: { actions: [], parts } };
  for (const policies of [native, wasm]) {
    assert.is(policies.evaluate([document]).violations.length, 2);
    for (const allowed of ["a\ufffd", "a\ud800"]) {
      const parameters = { "oversized-part": { allowed: [allowed] } };
      assert.equal(policies.evaluate([document], { parameters }).violations, []);
    }
  }
});

for (const [engine, policies] of Object.entries(engines)) {
  test(`${engine}: a document of the loader is its value`, () => {
    const { documents } = parseDocuments("a.yaml", "kind: Gadget\nspec: {actions: '*'}\n---\nkind: Other\n");
    assert.equal(
      [...valuesOf(documents)],
      documents.map((document) => document.value),
    );
    assert.equal(policies.evaluate(documents), policies.evaluate(documents.map((document) => document.value)));
    assert.is(policies.evaluate(documents).violations.length, 1);
  });

  test(`${engine}: text or one document in place of several documents is a TypeError`, () => {
    for (const given of ['{"kind": "Gadget"}', Buffer.from("{}"), { kind: "Gadget" }, null, undefined, 1]) {
      assert.throws(
        () => policies.evaluate(given as never),
        (error: unknown) => error instanceof TypeError && /^documents are given as/.test(error.message),
      );
    }
  });

  test(`${engine}: what is no JSON value is refused, however deep`, () => {
    const itself: { inside?: unknown } = {};
    itself.inside = itself;
    for (const [document, fault] of [
      [undefined, "there is undefined"],
      [Buffer.from('{"kind"'), "there is a Buffer"],
      [{ a: [new Date(0)] }, "there is a Date"],
      [{ a: NaN }, "there is NaN"],
      [[-Infinity], "there is -Infinity"],
      [{ a: 1n }, "there is a bigint"],
      [() => 1, "there is a function"],
      [new Map(), "there is a Map"],
      [itself, "it contains itself or is nested deeper than 2000 levels"],
    ] as const) {
      assert.throws(
        () => policies.evaluate([{}, document]),
        (error: unknown) =>
          error instanceof EvaluationError &&
          error.document === 1 &&
          error.message === `document 1 is not a JSON value: ${fault}`,
        fault,
      );
    }
  });

  test(`${engine}: options of another kind, or with other names, are a TypeError`, () => {
    const none = /^options are given as an object/;
    const inventory = /^the inventory is given as `inventoryOf` of the same policies makes it/;
    const others = /^the inventory was prepared by other policies/;
    for (const [options, message] of [
      [null, none],
      [5, none],
      [{ inventory: {} }, inventory],
      [{ inventory: [] }, inventory],
      [{ inventory: null }, inventory],
      [{ inventory: new PreparedInventory([]) }, others],
      [{ "oversized-part": { limit: 12 } }, /^there is no option `oversized-part`; the options are `parameters` and/],
    ] as const) {
      const isRefused = (error: unknown): boolean => error instanceof TypeError && message.test(error.message);
      assert.throws(() => policies.evaluate([{}], options as never), isRefused);
      if (message !== others) assert.throws(() => policies.decide("none", [{}], options as never), isRefused);
    }
    assert.is(policies.evaluate([{}], undefined).documents, 1);
  });

  test(`${engine}: parameters that are no object are refused, not ignored`, () => {
    for (const [given, found] of [
      [null, "null"],
      [5, "a number"],
      ["limit", "a string"],
      [[], "an array"],
    ] as const) {
      assert.throws(
        () => policies.evaluate([], { parameters: given as unknown as GivenParameters }),
        (error: unknown) =>
          error instanceof ParameterError &&
          error.path.length === 0 &&
          error.expected === "an object by rule id" &&
          error.found === found,
      );
    }
  });

  test(`${engine}: parameters that are no JSON are refused, however deep`, () => {
    for (const [given, fault] of [
      [new Map([["oversized-part", { limit: 12 }]]), "there is a Map"],
      [{ "oversized-part": new Map([["limit", 12]]) }, "there is a Map"],
      [{ "oversized-part": { allowed: new Set(["p"]) } }, "there is a Set"],
      [{ "oversized-part": Object.create({ limit: 12 }) as object }, "there is an object with a prototype of its own"],
      [{ "oversized-part": { limit: NaN } }, "there is NaN"],
    ] as const) {
      assert.throws(
        () => policies.evaluate([], { parameters: given as unknown as GivenParameters }),
        (error: unknown) =>
          error instanceof ParameterError && error.message === `the parameters are not a JSON value: ${fault}`,
        fault,
      );
    }
  });

  test(`${engine}: a parameter that doesn't fit says what was expected and found`, () => {
    assert.throws(
      () => policies.evaluate([], { parameters: { "oversized-part": { allowed: ["a", 1] } } }),
      (error: unknown) =>
        error instanceof ParameterError &&
        error.expected === "a string" &&
        error.found === "a number" &&
        JSON.stringify(error.path) === '["oversized-part","allowed",1]',
    );
  });
}

test("documents from a generator that evaluates others meanwhile keep their parameters", () => {
  const document = { kind: "Gadget", spec: { parts: [{ name: "p", size: 11 }] } };
  for (const policies of Object.values(engines)) {
    function* documents(): Generator<unknown> {
      yield document;
      assert.is(policies.evaluate([document]).violations.length, 1);
      yield document;
    }
    assert.equal(policies.evaluate(documents(), { parameters: { "oversized-part": { limit: 11 } } }).violations, []);
  }
});

test("a report has the same JSON text from both engines", () => {
  const documents = [
    {
      kind: "Gadget",
      spec: {
        actions: "*",
        parts: [
          { name: "p", size: 11 },
          { name: "q", size: 12 },
        ],
      },
    },
    { kind: "Gadget", spec: { actions: 1, parts: "p" } },
    {},
  ];
  const report = native.evaluate(documents);
  assert.equal(
    [report.violations.length, report.malformed.length, report.unrecognised],
    [3, 2, [{ path: [], document: 2 }]],
  );
  assert.is(JSON.stringify(wasm.evaluate(documents)), JSON.stringify(report));
});

test("ten thousand evaluations, with a large document among them, neither grow nor change", () => {
  const document = { kind: "Gadget", spec: { parts: [{ name: "p", size: 11 }] } };
  const large = {
    kind: "Gadget",
    spec: { parts: Array.from({ length: 20_000 }, (_, index) => ({ name: `part-${index}`, size: 1 })) },
  };
  const expected = native.evaluate([document]);
  assert.equal(wasm.evaluate([large]).violations, []);
  // The memory of WebAssembly counts as external.
  const before = process.memoryUsage().external;
  for (let round = 0; round < 10; round++) {
    for (const violation of wasm.evaluate(Array.from({ length: 1_000 }, () => document)).violations)
      assert.equal({ ...violation, document: 0 }, expected.violations[0]);
    assert.equal(wasm.evaluate([large], { parameters: { "oversized-part": { limit: round + 1 } } }).violations, []);
  }
  const grown = process.memoryUsage().external - before;
  assert.ok(grown < 64 * 1024 * 1024, `${grown} bytes`);
});

test.run();
