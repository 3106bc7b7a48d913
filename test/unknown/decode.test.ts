import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Field, ObjectShapes, Shape } from "../../src/shapes/shape.ts";
import { Decoder, problemsIn } from "../../src/unknown/decode.ts";
import type { RawValue, Value } from "../../src/unknown/values.ts";
import { inTemplate, list, raw, template } from "./cases.ts";

const test = suite("unknown: decoder");

const text: Shape = { type: "string" };
const texts: Shape = { type: "list", items: text, lone: false };

/** The value of a field of a shape, where the root is an object that has it. */
function decoded(shape: Shape, root: RawValue, optional = false): Value {
  const field: Field = { name: "f", shape, optional };
  const objects: ObjectShapes = {
    Root: { fields: [field] },
    Inner: { fields: [{ name: "g", shape: text, optional: false }] },
  };
  const instance = new Decoder(objects).instance({ is: "candidate", at: root, resource: "r", fields: null }, "Root");
  assert.ok(typeof instance === "object" && instance !== null && instance.is === "instance");
  return instance.fields["f"]!;
}

function ofTemplate(shape: Shape, value: unknown, optional = false): Value {
  return decoded(shape, inTemplate({ f: value, other: 1 }), optional);
}

function unknownAt(path: readonly (string | number)[], why: string, id: string | null = null): Value {
  return { is: "unknown", because: [{ path, why }], id, clean: false };
}

const ofA = { path: ["f"], why: "Ref A" };

test("what isn't known is unknown of its shape", () => {
  const a = unknownAt(["f"], "Ref A", "A");
  const shapes: readonly Shape[] = [text, { type: "integer" }, { type: "boolean" }, { type: "scalar" }];
  for (const shape of [
    ...shapes,
    { type: "object", name: "Inner" } as const,
    { type: "string", oneOf: ["x"] } as const,
  ])
    assert.equal(ofTemplate(shape, { Ref: "A" }), a, shape.type);
  assert.equal(ofTemplate(texts, { Ref: "A" }), { is: "list", items: [], open: [ofA] });
  assert.equal(ofTemplate({ type: "record", values: text }, { Ref: "A" }), { is: "record", entries: [], open: [ofA] });
  assert.equal(ofTemplate({ type: "resolvable", value: text }, { Ref: "A" }), a);
});

test("a list or record that may be absent may turn out to be", () => {
  assert.equal(ofTemplate(texts, { Ref: "A" }, true), unknownAt(["f"], "Ref A", "A"));
  assert.equal(ofTemplate(texts, { Ref: "AWS::NoValue" }, true), null);
  assert.equal(ofTemplate(texts, "AWS::NoValue"), list());
});

test("a text with unknown parts is one where a text is asked, and unknown of another shape", () => {
  const part = { is: "unknown", because: [{ path: ["f"], why: "Fn::Sub A" }], id: "A", clean: false };
  const sub = { "Fn::Sub": "x${A}" };
  assert.equal(ofTemplate(text, sub), { is: "text", parts: ["x", part] });
  assert.equal(ofTemplate({ type: "integer" }, sub), unknownAt(["f"], "Fn::Sub A"));
  assert.equal(ofTemplate({ type: "string", oneOf: ["x"] }, sub), unknownAt(["f"], "Fn::Sub A"));
  assert.equal(ofTemplate({ ...texts, lone: true }, sub), list({ is: "text", parts: ["x", part] } as Value));
  assert.equal(ofTemplate({ type: "record", values: text, loneKey: "k" }, sub), {
    is: "record",
    entries: [["k", { is: "text", parts: ["x", part] }, true]],
    open: null,
  });
});

test("elements that a template takes out are left out, and keep the indexes of others", () => {
  const items = ["a", { Ref: "AWS::NoValue" }, { Ref: "A" }, { "Fn::If": ["C", "b", { Ref: "AWS::NoValue" }] }];
  assert.equal(ofTemplate(texts, items), {
    is: "list",
    items: [
      ["a", true],
      [unknownAt(["f", 2], "Ref A", "A"), true],
      [unknownAt(["f", 3], "Fn::If C"), unknownAt(["f", 3], "Fn::If C")],
    ],
    open: null,
  });
  const record = { x: { "Fn::If": ["C", "b", "c"] }, y: ["C", "b", ["C", "c", "AWS::NoValue"]], z: "AWS::NoValue" };
  const choice = (key: string): Value => unknownAt(["f", key], "Fn::If C");
  assert.equal(ofTemplate({ type: "record", values: text }, record), {
    is: "record",
    entries: [
      ["x", choice("x"), true],
      ["y", choice("y"), choice("y")],
    ],
    open: null,
  });
});

test("a template turns scalars into what is asked, and knows nothing of a list in place of one", () => {
  assert.equal(ofTemplate({ type: "integer" }, "2"), 2);
  assert.equal(ofTemplate({ type: "boolean" }, "true"), true);
  assert.equal(ofTemplate(text, 2), "2");
  assert.equal(ofTemplate(text, ["x", "y", "z"]), unknownAt(["f"], "not a plain value"));
  assert.equal(ofTemplate(text, { x: 1 }), unknownAt(["f"], "not a plain value"));
  assert.equal(decoded(text, raw({ f: 2 })), { is: "malformed", path: ["f"], expected: "a string", found: "a number" });
});

test("outside a template an object in place of what may be known later is left out", () => {
  const resolvable: Shape = { type: "resolvable", value: text };
  assert.equal(decoded(resolvable, raw({ f: {} })), null);
  assert.equal(decoded({ ...texts, items: resolvable }, raw({ f: ["a", {}] })), list("a"));
});

test("null in place of a text that may be empty is the empty one, and so is nothing", () => {
  const empty: Shape = { type: "text" };
  assert.equal(decoded(empty, raw({ f: null })), "");
  assert.equal(decoded(empty, raw({})), "");
  assert.equal(decoded(empty, raw({}), true), null);
  assert.equal(decoded({ ...texts, items: empty }, raw({ f: ["a", null] })), list("a", ""));
  assert.equal(decoded({ type: "record", values: empty }, raw({ f: { x: null } })), {
    is: "record",
    entries: [["x", "", true]],
    open: null,
  });
  assert.equal(ofTemplate(empty, { Ref: "A" }), unknownAt(["f"], "Ref A", "A"));
  assert.equal(decoded(empty, raw({ f: 2 })), {
    is: "malformed",
    path: ["f"],
    expected: "a string",
    found: "a number",
  });
});

test("what a plan knows after apply", () => {
  const plan = raw({ f: ["a", null] }, { unknown: { f: [false, true] } });
  const [, second] = (decoded(texts, plan) as ReturnType<typeof list>).items;
  assert.ok(typeof second?.[0] === "object" && second[0] !== null && second[0].is === "unknown");
  assert.equal((decoded(texts, raw({}, { unknown: { f: true } })) as ReturnType<typeof list>).open?.length, 1);
});

test("a raw field is the value as it is written", () => {
  const value = { "Fn::Sub": "${A}" };
  assert.equal(ofTemplate({ type: "raw" }, value), { is: "raw", value, path: ["f"], origin: template });
});

test("what doesn't fit is found by the fields that a rule reads", () => {
  const wrong = ofTemplate({ type: "object", name: "Inner" }, { g: null });
  assert.equal(wrong, {
    is: "object",
    fields: { g: { is: "malformed", path: ["f", "g"], expected: "a string", found: "nothing" } },
    path: ["f"],
  });
  assert.is(problemsIn(wrong, new Set(["g"])).length, 1);
  assert.is(problemsIn(wrong, new Set(["f"])).length, 0);
});

test.run();
