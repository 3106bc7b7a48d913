import { test } from "uvu";
import * as assert from "uvu/assert";
import { graphOperations } from "../../src/std/graphs/operations.ts";
import { listOperations } from "../../src/std/lists/operations.ts";
import { numberOperations } from "../../src/std/numbers/operations.ts";
import { type Operation, operations } from "../../src/std/operations.ts";
import { patternOperations } from "../../src/std/patterns/operations.ts";
import { rawOperations } from "../../src/std/raw/operations.ts";
import { recordOperations } from "../../src/std/records/operations.ts";
import { textOperations } from "../../src/std/text/operations.ts";

const families = [
  textOperations,
  listOperations,
  recordOperations,
  graphOperations,
  numberOperations,
  patternOperations,
  rawOperations,
];

test("no two families have an operation of one name", () => {
  const names = families.flatMap((family) => Object.keys(family));
  assert.equal(new Set(names).size, names.length);
  assert.equal(names.sort(), Object.keys(operations).sort());
});

test("only the last parameter repeats, and parameters with a default follow those without", () => {
  for (const name of Object.keys(operations) as Operation[]) {
    const { parameters } = operations[name];
    const places = parameters.map((parameter) => (parameter.repeats ? 2 : parameter.default === undefined ? 0 : 1));
    assert.equal([...places].sort(), places, name);
    assert.ok(places.filter((place) => place === 2).length <= 1, name);
  }
});

test("a permutation of arguments names each once", () => {
  for (const name of Object.keys(operations) as Operation[]) {
    const { rego, parameters } = operations[name];
    if (!("builtin" in rego) || rego.permuted === undefined) continue;
    assert.equal(
      [...rego.permuted].sort(),
      parameters.map((_, index) => index),
      name,
    );
  }
});

test.run();
