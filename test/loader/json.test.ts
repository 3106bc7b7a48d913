import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseDocuments } from "../../src/loader/index.ts";

const test = suite("loader: JSON");

function values(text: string): unknown[] {
  const { documents, problems } = parseDocuments("a.json", text);
  assert.equal(problems, []);
  return documents.map(({ value }) => value);
}

test("values", () => {
  assert.equal(values('\ufeff {"a": [1, 1.5, 1e2, "é", null, true]}\r\n'), [{ a: [1, 1.5, 100, "é", null, true] }]);
  assert.equal(values("[{}, {}]"), [[{}, {}]]);
  assert.equal(values(""), []);
  assert.equal(values(" \n"), []);
});

test("values one after another", () => {
  assert.equal(values('{"a":1}\n{"a":2}\n[3] "x" 4 null{"b":"}{"}'), [
    { a: 1 },
    { a: 2 },
    [3],
    "x",
    4,
    null,
    { b: "}{" },
  ]);
});

test("the last of equal keys wins", () => {
  assert.equal(values('{"a": {"b": 1}, "a": {"c": 2}}'), [{ a: { c: 2 } }]);
});

test("a lone surrogate is U+FFFD, as in Go", () => {
  assert.equal(values('["\\ud800", "\\udc00x", "\\ud83d\\ude00", {"\\ud800": 1}]'), [
    ["\ufffd", "\ufffdx", "😀", { "\ufffd": 1 }],
  ]);
});

test("a key __proto__ is an ordinary one", () => {
  for (const text of ['{"__proto__": {"polluted": 1}}', '{"__proto__": {"polluted": "\\ud800"}}']) {
    const [value] = values(text);
    assert.equal(Object.keys(value as object), ["__proto__"]);
    assert.is(Object.getPrototypeOf(value), Object.prototype);
    assert.is(({} as Record<string, unknown>)["polluted"], undefined);
  }
});

test("integers above 2^53 are named", () => {
  const [document] = parseDocuments(
    "a.json",
    '{"a": [9007199254740993, 9007199254740992, 1e30, "9007199254740993"], "b": 1, "b": -9007199254740993}',
  ).documents;
  assert.equal(document?.inexactNumbers, [["a", 0], ["b"]]);
  assert.equal((document!.value as { a: unknown[] }).a[0], 9007199254740992);
});

test("of equal keys only the last value is looked at", () => {
  assert.equal(values(`{"a": ${"[".repeat(100_000)}${"]".repeat(100_000)}, "a": 1}`), [{ a: 1 }]);
  assert.equal(values('{"a": 1e400, "a": 9007199254740993, "a": 2}'), [{ a: 2 }]);
});

test("text in strings is neither deep nor a number", () => {
  const [document] = parseDocuments(
    "a.json",
    '{"a": "\\\\\\"[1e400, 9007199254740993", "b": 9007199254740993}',
  ).documents;
  assert.equal(document?.inexactNumbers, [["b"]]);
  const overflow = '{"a": "\\\\\\" 1e400", "b": -1e400}';
  assert.is(parseDocuments("a.json", overflow).problems[0]?.column, overflow.indexOf("-") + 1);
});

const broken: readonly (readonly [string, string, number, number, RegExp])[] = [
  ["truncated object", '{"a": [1,\n  2', 2, 4, /ends too early/],
  ["truncated string", '{"a": "x', 1, 9, /no end/],
  ["truncated word", '{"a": tru', 1, 10, /ends too early/],
  ["comment", '{\n  // why\n  "a": 1}', 2, 3, /comment/],
  ["block comment", "/* why */ {}", 1, 1, /comment/],
  ["trailing comma", '{"a": [1,]}', 1, 10, /missing before/],
  ["trailing comma in an object", '{"a": 1,}', 1, 9, /missing before/],
  ["missing comma", '{"a": 1 "b": 2}', 1, 9, /unexpected/],
  ["missing colon", '{"a" 1}', 1, 6, /unexpected/],
  ["single quotes", "{'a': 1}", 1, 2, /double quotes/],
  ["word", '{"a": yes}', 1, 7, /`yes` is not a JSON value/],
  ["leading zero", '{"a": 010}', 1, 7, /`010` is not a JSON value/],
  ["line break in a string", '{"a": "x\ny"}', 1, 9, /control character/],
  ["unknown escape", '{"a": "\\x41"}', 1, 8, /escape/],
  ["closing bracket of the other kind", '{"a": [1}', 1, 9, /unexpected/],
  ["out of range", '{"a":\n [1e400]}', 2, 3, /out of range/],
  ["second value", '{"a": 1}\n{"a": }', 2, 7, /value is missing/],
];

for (const [name, text, line, column, message] of broken) {
  test(`problem: ${name}`, () => {
    const { problems } = parseDocuments("a.json", text);
    assert.is(problems.length, 1);
    assert.equal({ line: problems[0]?.line, column: problems[0]?.column }, { line, column });
    assert.match(problems[0]?.message ?? "", message);
    assert.ok((problems[0]?.remedy ?? "").length > 10);
  });
}

test("the values before a broken one are kept", () => {
  const { documents } = parseDocuments("a.json", '{"a": 1}\n{"a": ');
  assert.equal(
    documents.map(({ value }) => value),
    [{ a: 1 }],
  );
});

test("locates many nodes at once, each where it alone is", () => {
  const text =
    ' {"a": {"0": [1], "b": {"c": 2}}, "x\\"{": [[], "]", {"d": [1.5e3 , "\\\\"]}], "a": {"b": [3], "\\ud800": 4}}';
  const [document] = parseDocuments("a.json", text).documents;
  const paths = [
    ...[["a", "b", 0], ["a"], [], ["a", "b", "c"], ["a", "0", 0], ["none", "a"], ["a", "b", "0"], ["a", "\ufffd"]],
    ...[
      ['x"{', 2, "d", 1],
      ['x"{', 2],
      ['x"{', 2, "d", 0],
      ['x"{', 9],
      ['x"{', 0, "a"],
      ["a", "b", 0],
    ],
  ];
  const covered = document!.locateAll(paths).map(({ column, endColumn }) => text.slice(column - 1, endColumn! - 1));
  assert.equal(covered, [
    ...["3", '"a": {"b": [3], "\\ud800": 4}', text.trim(), '"b": [3]', '"a": {"b": [3], "\\ud800": 4}', text.trim()],
    ...['"b": [3]', '"\\ud800": 4', '"\\\\"', '{"d": [1.5e3 , "\\\\"]}', "1.5e3"],
    ...['"x\\"{": [[], "]", {"d": [1.5e3 , "\\\\"]}]', "[]", "3"],
  ]);
  assert.equal(
    document!.locateAll(paths),
    paths.map((path) => document!.locate(path)),
  );
});

test("finds places behind strings of any length and in values of any depth", () => {
  const long = `${"\\n".repeat(2_000_000)}${"x".repeat(2_000_000)}`;
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const text = `{"a": ["${long}"], "b": ${deep}, "b": [], "c": 1}`;
  assert.equal(parseDocuments("a.json", text).documents[0]?.locate(["c"]).column, text.indexOf('"c"') + 1);
});

test("locates", () => {
  const text = '{\n  "a": [\n    {"b\\u0063": 1},\n    2\n  ],\n  "d": {},\n  "d": "x"\n}\n{"e": 1}';
  const [first, second] = parseDocuments("a.json", text).documents;
  assert.equal(first?.locate([]), { line: 1, column: 1, endLine: 8, endColumn: 2 });
  assert.equal(first?.locate(["a", 0, "bc"]), { line: 3, column: 6, endLine: 3, endColumn: 18 });
  assert.equal(first?.locate(["a", 1]), { line: 4, column: 5, endLine: 4, endColumn: 6 });
  assert.equal(first?.locate(["a", 0, "x", "y"]), { line: 3, column: 5, endLine: 3, endColumn: 19 });
  assert.equal(first?.locate(["d"]), { line: 7, column: 3, endLine: 7, endColumn: 11 });
  assert.equal(second?.locate(["e"]), { line: 9, column: 2, endLine: 9, endColumn: 8 });
});

test.run();
