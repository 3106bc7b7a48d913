import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Instance, instance } from "../../src/authoring/input-kind.ts";
import { type Located, location, pathOf } from "../../src/authoring/location.ts";
import { Raw } from "../../src/authoring/raw.ts";
import { makeDecoders, type Problem } from "../../src/shapes/decode.ts";
import type { Field, ObjectShapes, Shape } from "../../src/shapes/shape.ts";

const part: Field[] = [{ name: "name", shape: { type: "string" }, optional: false }];

function decodeInstance(
  fields: Field[],
  given: Instance<Located>,
): { value: Record<string, unknown>; problems: Problem[] } {
  const objects: ObjectShapes = { Root: { fields }, Part: { fields: part } };
  const problems: Problem[] = [];
  const value = makeDecoders(objects)("Root")(given, problems) as unknown as Record<string, unknown>;
  return { value, problems };
}

/** Decodes `{ x: value }` where `x` has the shape; without a value `x` is absent. */
function decode(shape: Shape, optional: boolean, ...value: unknown[]): { value: unknown; problems: Problem[] } {
  const root = new Raw(value.length === 0 ? {} : { x: value[0] }, undefined);
  const { value: decoded, problems } = decodeInstance([{ name: "x", shape, optional }], instance(root, "it"));
  return { value: decoded["x"], problems };
}

const string: Shape = { type: "string" };
const shapes: {
  readonly [name: string]: { shape: Shape; fits: [unknown, unknown][]; fails: [unknown, string, string][] };
} = {
  string: {
    shape: string,
    fits: [
      ["a", "a"],
      ["", ""],
    ],
    fails: [
      [1, "a string", "a number"],
      [[], "a string", "an array"],
      [{}, "a string", "an object"],
      [true, "a string", "a boolean"],
    ],
  },
  oneOf: {
    shape: { type: "string", oneOf: ["a", 'b"'] },
    fits: [["a", "a"]],
    fails: [
      ["c", '"a" or "b\\""', "a string"],
      [1, '"a" or "b\\""', "a number"],
    ],
  },
  integer: {
    shape: { type: "integer" },
    fits: [
      [0, 0],
      [3.0, 3],
      [-(2 ** 53 - 1), -(2 ** 53 - 1)],
    ],
    fails: [
      [1.5, "an integer", "a number"],
      [2 ** 53, "an integer", "a number"],
      ["1", "an integer", "a string"],
    ],
  },
  boolean: {
    shape: { type: "boolean" },
    fits: [[false, false]],
    fails: [
      ["true", "a boolean", "a string"],
      [0, "a boolean", "a number"],
    ],
  },
  scalar: {
    shape: { type: "scalar" },
    fits: [
      ["a", "a"],
      [7, "7"],
      [true, "true"],
      [1.5, "1.5"],
      [-0.5, "-0.5"],
      [1e-7, "0.0000001"],
      [-1.25e-7, "-0.000000125"],
      [12345678.1234567, "12345678.1234567"],
      [0.123456789012345, "0.123456789012345"],
    ],
    fails: [
      [0.1 + 0.2, "a string, an exact number or a boolean", "a number"],
      [1e-16, "a string, an exact number or a boolean", "a number"],
      [2 ** 53, "a string, an exact number or a boolean", "a number"],
      [[], "a string, an exact number or a boolean", "an array"],
    ],
  },
  list: {
    shape: { type: "list", items: string, lone: false },
    fits: [
      [[], []],
      [["a"], ["a"]],
    ],
    fails: [
      ["a", "an array", "a string"],
      [{}, "an array", "an object"],
    ],
  },
  lone: {
    shape: { type: "list", items: string, lone: true },
    fits: [
      ["a", ["a"]],
      [
        ["a", "b"],
        ["a", "b"],
      ],
    ],
    fails: [[1, "a string", "a number"]],
  },
  record: {
    shape: { type: "record", values: string },
    fits: [],
    fails: [
      ["a", "an object", "a string"],
      [[], "an object", "an array"],
    ],
  },
  object: {
    shape: { type: "object", name: "Part" },
    fits: [],
    fails: [
      ["a", "an object", "a string"],
      [[], "an object", "an array"],
    ],
  },
  resolvable: {
    shape: { type: "resolvable", value: string },
    fits: [
      ["a", "a"],
      [{ Ref: "P" }, undefined],
    ],
    fails: [[1, "a string", "a number"]],
  },
};

for (const [name, { shape, fits, fails }] of Object.entries(shapes)) {
  test(`${name}: what fits`, () => {
    for (const [given, expected] of fits) assert.equal(decode(shape, false, given), { value: expected, problems: [] });
  });

  test(`${name}: what doesn't fit`, () => {
    for (const [given, expected, found] of fails)
      assert.equal(decode(shape, true, given).problems, [{ path: ["x"], expected, found }]);
  });

  test(`${name}: an optional field may be absent or null`, () => {
    for (const { value, problems } of [decode(shape, true), decode(shape, true, null)]) {
      assert.is(value, undefined);
      assert.equal(problems, []);
    }
  });
}

test("a field that isn't optional: an empty list or record, else malformed", () => {
  for (const given of [[], [null]]) {
    assert.equal(decode(shapes["list"]!.shape, false, ...given), { value: [], problems: [] });
    assert.equal(decode(shapes["lone"]!.shape, false, ...given), { value: [], problems: [] });
    const record = decode(shapes["record"]!.shape, false, ...given);
    assert.equal(Object.keys(record.value as object), []);
    assert.equal(record.problems, []);
    assert.equal(decode(string, false, ...given).problems, [{ path: ["x"], expected: "a string", found: "nothing" }]);
    assert.equal(decode(shapes["object"]!.shape, false, ...given).problems, [
      { path: ["x"], expected: "an object", found: "nothing" },
    ]);
  }
});

test("a null inside a list or record is malformed", () => {
  const nothing = (path: (string | number)[], expected: string): Problem[] => [{ path, expected, found: "nothing" }];
  assert.equal(decode(shapes["list"]!.shape, false, ["a", null]).problems, nothing(["x", 1], "a string"));
  assert.equal(
    decode({ type: "record", values: string }, false, { k: null }).problems,
    nothing(["x", "k"], "a string"),
  );
  assert.equal(
    decode({ type: "record", values: { type: "list", items: string, lone: true } }, false, { k: null }).problems,
    nothing(["x", "k"], "an array"),
  );
  assert.equal(
    decode({ type: "list", items: { type: "resolvable", value: string }, lone: false }, false, [null]).problems,
    nothing(["x", 0], "a string"),
  );
});

test("what is known only at deployment is left out of lists and records", () => {
  const resolvable: Shape = { type: "resolvable", value: string };
  assert.equal(decode({ type: "list", items: resolvable, lone: false }, false, ["a", { Ref: "P" }, "b"]), {
    value: ["a", "b"],
    problems: [],
  });
  assert.equal(decode({ type: "list", items: resolvable, lone: true }, false, { Ref: "P" }), {
    value: [],
    problems: [],
  });
  assert.equal(
    Object.keys(decode({ type: "record", values: resolvable }, false, { a: { Ref: "P" }, b: "c" }).value as object),
    ["b"],
  );
});

test("the paths of elements; a lone value has the list's own", () => {
  const items: Shape = { type: "object", name: "Part" };
  const paths = (value: unknown): unknown[] => (value as Located[]).map((node) => pathOf(node[location]));
  assert.equal(paths(decode({ type: "list", items, lone: false }, false, [{ name: "a" }, { name: "b" }]).value), [
    ["x", 0],
    ["x", 1],
  ]);
  assert.equal(paths(decode({ type: "list", items, lone: true }, false, { name: "a" }).value), [["x"]]);
});

test("a lone string of a keyed record", () => {
  const keyed = decode({ type: "record", values: string, loneKey: "AWS" }, false, "*");
  assert.equal({ ...(keyed.value as object) }, { AWS: "*" });
  assert.equal(keyed.problems, []);
});

test("records have no prototype, so that no key means anything else", () => {
  const hostile = JSON.parse('{"__proto__": "a", "constructor": "b"}') as unknown;
  const { value, problems } = decode({ type: "record", values: string }, false, hostile);
  assert.is(Object.getPrototypeOf(value), null);
  assert.equal(Object.entries(value as object), [
    ["__proto__", "a"],
    ["constructor", "b"],
  ]);
  assert.equal(problems, []);
  // A field is an own property of the document or absent.
  assert.is(
    decodeInstance([{ name: "toString", shape: string, optional: true }], instance(new Raw({}, undefined), "it")).value[
      "toString"
    ],
    undefined,
  );
});

test("an instance with fields: those given, the others absent below the instance", () => {
  const fields: Field[] = [
    { name: "a", shape: string, optional: false },
    { name: "b", shape: string, optional: false },
  ];
  const root = new Raw("anything", { parent: undefined, key: "here" });
  const elsewhere = new Raw(1, { parent: undefined, key: "there" });
  const { problems } = decodeInstance(fields, instance(root, "it", { a: elsewhere } as never));
  assert.equal(problems, [
    { path: ["there"], expected: "a string", found: "a number" },
    { path: ["here", "b"], expected: "a string", found: "nothing" },
  ]);
});

test("an instance without fields must be an object", () => {
  for (const [value, found] of [
    [null, "nothing"],
    ["a", "a string"],
    [[], "an array"],
  ] as const) {
    assert.equal(decodeInstance([], instance(new Raw(value, undefined), "it")).problems, [
      { path: [], expected: "an object", found },
    ]);
  }
});

test("every problem of an instance is reported", () => {
  assert.is(decode({ type: "list", items: string, lone: false }, false, [1, "a", 2]).problems.length, 2);
});

test.run();
