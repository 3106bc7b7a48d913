import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseDocuments } from "../../src/loader/index.ts";

const test = suite("loader: documents of a YAML file");

function values(text: string, name = "a.yaml"): unknown[] {
  const { documents, problems } = parseDocuments(name, text);
  assert.equal(problems, []);
  return documents.map(({ value }) => value);
}

const separated: readonly (readonly [string, string, readonly unknown[]])[] = [
  ["plain separator", "a: 1\n---\nb: 2\n", [{ a: 1 }, { b: 2 }]],
  ["comment behind the separator", "a: 1\n--- # next\nb: 2\n", [{ a: 1 }, { b: 2 }]],
  ["space behind the separator", "a: 1\n--- \nb: 2\n", [{ a: 1 }, { b: 2 }]],
  ["tab behind the separator", "a: 1\n---\t\nb: 2\n", [{ a: 1 }, { b: 2 }]],
  ["document on the line of the separator", "a: 1\n--- {b: 2}\n--- [c]\n", [{ a: 1 }, { b: 2 }, ["c"]]],
  ["scalar on the line of the separator", "--- a\n--- |\n  b\n  ---\n--- 5\n", ["a", "b\n---\n", 5]],
  ["CRLF", "a: 1\r\n---\r\nb: 2\r\n", [{ a: 1 }, { b: 2 }]],
  ["mixed line ends", "a: 1\r\n---\nb: 2\n---\r\nc: 3\r---\rd: 4", [{ a: 1 }, { b: 2 }, { c: 3 }, { d: 4 }]],
  ["leading separator", "---\na: 1\n", [{ a: 1 }]],
  ["trailing separator", "a: 1\n---\n", [{ a: 1 }]],
  ["document ends", "a: 1\n...\n---\nb: 2\n...\n", [{ a: 1 }, { b: 2 }]],
  ["document end without a separator", "a: 1\n...\nb: 2\n", [{ a: 1 }, { b: 2 }]],
  ["empty documents", "---\n---\n\n--- # nothing\n---\na: 1\n---\n# comment\n---\n", [{ a: 1 }]],
  ["comments around", "# one\n---\n# two\na: 1\n# three\n---\n# four\nb: 2\n", [{ a: 1 }, { b: 2 }]],
  ["a null that is written", "---\nnull\n---\n~\n", [null, null]],
  ["separator in a block scalar", "a: |\n  x\n  ---\n  y\n---\nb: 2\n", [{ a: "x\n---\ny\n" }, { b: 2 }]],
  ["longer dashes are no separator", "a:\n  - x\nb----: 1\n", [{ a: ["x"], "b----": 1 }]],
  [
    "byte order marks",
    "\ufeffa: 1\n---\n\ufeffb: 2\n--- # c\r\n\ufeffc: 3\nd: 4\n",
    [{ a: 1 }, { b: 2 }, { c: 3, d: 4 }],
  ],
  ["directives", "%YAML 1.1\n---\na: yes\n...\n%YAML 1.1\n# c\n---\nb: no\n", [{ a: true }, { b: false }]],
  ["anchors don't cross documents", "a: &x 1\n---\nb: '*x'\n", [{ a: 1 }, { b: "*x" }]],
  ["only comments", "# nothing\n", []],
  ["empty", "", []],
  ["only a byte order mark", "\ufeff", []],
  ["only separators", "---\n---\n...\n", []],
];

for (const [name, text, expected] of separated) {
  test(name, () => assert.equal(values(text), expected));
}

test("an alias of another document is a problem", () => {
  const { documents, problems } = parseDocuments("a.yaml", "a: &x 1\n---\nb: *x\n---\nc: 3\n");
  assert.equal(
    documents.map(({ value }) => value),
    [{ a: 1 }, { c: 3 }],
  );
  assert.is(problems.length, 1);
  assert.is(problems[0]?.line, 3);
});

test("a broken document leaves the others, and its problem has its place", () => {
  const { documents, problems } = parseDocuments(
    "dir/a.yaml",
    "a: 1\n---\nb: [1\nc: 2\n--- # third\nd: 4\n---\n\te: 5\n---\nf: 6\n",
  );
  assert.equal(
    documents.map(({ index, value }) => ({ index, value })),
    [
      { index: 0, value: { a: 1 } },
      { index: 1, value: { d: 4 } },
      { index: 2, value: { f: 6 } },
    ],
  );
  assert.equal(
    problems.map(({ file, line, column }) => ({ file, line, column })),
    [
      { file: "dir/a.yaml", line: 4, column: 1 },
      { file: "dir/a.yaml", line: 8, column: 3 },
    ],
  );
});

test("an unclosed quote ends with its document", () => {
  const { documents, problems } = parseDocuments("a.yaml", 'a: "x\n---\nb: 2\n');
  assert.equal(
    documents.map(({ value }) => value),
    [{ b: 2 }],
  );
  assert.is(problems.length, 1);
});

test("positions count from the start of the file", () => {
  const { documents } = parseDocuments("a.yaml", "\ufeffa: 1\r\n---\r\n# c\r\nb:\r\n  - c: 2\r\n");
  assert.equal(documents[1]?.locate(["b", 0, "c"]), { line: 5, column: 5, endLine: 5, endColumn: 9 });
  assert.is(documents[1]?.file.line(5), "  - c: 2");
  assert.is(documents[1]?.file.line(9), "");
});

test("JSON values one after another in a YAML file are documents, as kubectl reads them", () => {
  assert.equal(values('{"a": 1}\n{"a": 2}\n'), [{ a: 1 }, { a: 2 }]);
});

test("standard input is JSON if it parses as such, YAML otherwise", () => {
  assert.is(parseDocuments("-", '{"a": 1}').documents[0]?.format, "json");
  assert.is(parseDocuments("-", "[1]").documents[0]?.format, "json");
  assert.is(parseDocuments("-", "{a: 1}").documents[0]?.format, "yaml");
  assert.is(parseDocuments("-", "a: 1").documents[0]?.format, "yaml");
  assert.is(parseDocuments("-", "FROM a\n", { format: "dockerfile" }).documents[0]?.format, "dockerfile");
  assert.is(parseDocuments("a.json", "a: 1", { format: "yaml" }).documents[0]?.format, "yaml");
});

test.run();
