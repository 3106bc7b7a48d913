import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileDirectory } from "../../src/compile.ts";
import { serialised } from "../../src/ir/serialise.ts";
import { readSerialised, serialisedText } from "../../src/ir/serialised.ts";

for (const folder of ["policies", "test/language/constructs", "test/language/fixtures"]) {
  const { modules, manifest } = compileDirectory(folder);
  const program = serialised(modules);

  test(`${folder}: the text of a program is read as the program`, () => {
    const text = serialisedText(program);
    assert.equal(readSerialised(text), program);
    assert.is(serialisedText(readSerialised(text)), text);
  });

  test(`${folder}: it has every rule and input kind, and what these need alone`, () => {
    assert.equal(
      Object.keys(program.rules).sort(),
      manifest.rules.map(({ id }) => id),
    );
    assert.equal(
      Object.keys(program.kinds).sort(),
      manifest.kinds.map(({ id }) => id),
    );
    const text = JSON.stringify([program.rules, program.kinds, program.functions, program.constants]);
    for (const symbol of [...Object.keys(program.functions), ...Object.keys(program.constants)])
      assert.ok(text.includes(`":${JSON.stringify(symbol)}`), `nothing needs ${symbol}`);
    for (const called of text.matchAll(/"(?:function|symbol)":"([^"]+)"/g))
      assert.ok(called[1]! in program.functions || called[1]! in program.constants, `${called[1]} is missing`);
  });

  test(`${folder}: it has neither spans nor types`, () => {
    const text = serialisedText(program);
    assert.not.match(text, /"(?:span|type|nullable|line|column)":/);
  });
}

test("what stands at several places stands once in the text", () => {
  const inner = { kind: "not", operand: { kind: "literal", value: true } } as const;
  let expression: Parameters<typeof serialisedText>[0]["constants"][string] = inner;
  for (let depth = 0; depth < 40; depth++) expression = { kind: "and", left: expression, right: expression };
  const program = { format: 1, functions: {}, constants: { "a#b": expression }, kinds: {}, rules: {} } as const;
  const text = serialisedText(program);
  assert.ok(text.length < 5000, `${text.length} characters`);
  const read = readSerialised(text).constants["a#b"]!;
  assert.ok(read.kind === "and" && read.left === read.right);
});

test.run();
