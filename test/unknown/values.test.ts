import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mostPlaces, united, why } from "../../src/unknown/because.ts";
import { casesOf, RecordBuilder } from "../../src/unknown/collections.ts";
import { equal, inOrder } from "../../src/unknown/equality.ts";
import { firstOf, joined } from "../../src/unknown/join.ts";
import { operate } from "../../src/unknown/operations.ts";
import { printedText } from "../../src/unknown/texts.ts";
import { and, not, or, truthy } from "../../src/unknown/truth.ts";
import { unknown } from "../../src/unknown/values.ts";
import {
  equalityCases,
  joinCases,
  list,
  logicCases,
  named,
  operationCases,
  place,
  text,
  truthinessCases,
  unknownOf,
} from "./cases.ts";

const test = suite("unknown: values");

test("Kleene's logic, with the reasons of what decides", () => {
  for (const [left, right, both, any] of logicCases) {
    assert.equal(and(left, right), both);
    assert.equal(and(right, left), both);
    assert.equal(or(left, right), any);
    assert.equal(or(right, left), any);
  }
  assert.equal(not(true), false);
  assert.equal(not(named("a")), unknownOf("a"));
});

test("equality", () => {
  for (const [left, right, result] of equalityCases) {
    assert.equal(equal(left, right), result, JSON.stringify([left, right]));
    assert.equal(equal(right, left), result, JSON.stringify([right, left]));
  }
});

test("truth of values", () => {
  for (const [value, truth] of truthinessCases) assert.equal(truthy(value), truth, JSON.stringify(value));
});

test("order of numbers in bounds", () => {
  const some = { is: "number", least: 2, greatest: 4, because: [place("a")] } as const;
  const asked = [
    ["<", 5, true],
    ["<", 2, false],
    ["<", 4, unknownOf("a")],
    ["<=", 4, true],
    ["<=", 1, false],
    [">", 1, true],
    [">", 4, false],
    [">=", 2, true],
    [">=", 5, false],
  ] as const;
  for (const [operator, number, result] of asked)
    assert.equal(inOrder(operator, some, number), result, `${operator} ${number}`);
});

test("one of two values", () => {
  for (const [left, right, result] of joinCases)
    assert.equal(joined(left, right, [place("b")]), result, JSON.stringify([left, right]));
});

test("the first of several values that holds", () => {
  const [a, b] = [unknownOf("a"), unknownOf("b")];
  assert.equal(
    firstOf([
      ["x", a],
      ["x", b],
      ["x", true],
    ]),
    "x",
  );
  assert.equal(
    firstOf([
      ["x", a],
      ["y", true],
    ]),
    a,
  );
  assert.equal(
    firstOf([
      ["x", a],
      ["y", b],
      ["y", true],
    ]),
    a,
  );
});

for (const [operation, cases] of Object.entries(operationCases))
  test(operation, () => {
    for (const [args, result] of cases)
      assert.equal(operate(operation as Parameters<typeof operate>[0], args), result, JSON.stringify(args));
  });

test("what an iteration goes through: an index is known if all before it is", () => {
  const a = unknownOf("a");
  const cases = casesOf({
    is: "list",
    items: [
      ["x", true],
      ["y", a],
      ["z", true],
    ],
    open: null,
  });
  assert.equal(
    cases.map(({ key, value, sure, rest }) => [key, value, sure, rest]),
    [
      [0, "x", true, false],
      [1, "y", a, false],
      [a, "z", true, false],
    ],
  );
  const open = casesOf({ is: "list", items: [["x", true]], open: a.because });
  assert.equal(
    open.map(({ key, sure, rest }) => [key, sure, rest]),
    [
      [a, true, false],
      [a, a, true],
    ],
  );
});

test("of two entries with one key the later counts, and one that may have it makes the earlier unsure", () => {
  const name = named("name");
  const builder = new RecordBuilder();
  builder.add("a", 1, true);
  builder.add("a", 2, true);
  builder.add(name, 3, true);
  builder.add(name, 4, true);
  assert.equal(builder.record(), {
    is: "record",
    entries: [
      ["a", 2, unknownOf("name")],
      [name, 4, true],
    ],
    open: null,
  });
});

test("of very many places a value names the first, in the order of documents", () => {
  const places = Array.from({ length: 100 }, (_, index) => ({ path: ["a", index], why: "Ref" }));
  const all = united(...places.toReversed().map((place) => [place]));
  assert.equal(all, places.slice(0, mostPlaces));
  assert.equal(united(all, [{ path: ["a"], why: "Ref" }]), [{ path: ["a"], why: "Ref" }, ...all.slice(0, -1)]);
});

test("indexes behind very many elements that may be missing name no more places than the first", () => {
  const items = Array.from({ length: 100 }, (_, index) => [index, unknown([{ path: [index], why: "Ref" }])] as const);
  const keys = casesOf({ is: "list", items, open: null }).map(({ key }) => why(key));
  assert.is(keys[0]!.length, 0);
  assert.is(keys[10]!.length, 10);
  assert.equal(keys.at(-1), keys[mostPlaces]);
});

test("a text as people see it", () => {
  assert.is(printedText(text("a ", named("Tokens"), unknownOf("a"))), "a ${Tokens}${a}");
  assert.is(printedText(3), "3");
  assert.is(printedText(list()), "(unknown)");
  assert.is(printedText(unknownOf("a", "b")), "(unknown)");
});

test.run();
