import { suite } from "uvu";
import * as assert from "uvu/assert";
import { defaultLimits } from "../../src/loader/limits.ts";
import { WantedPlaces } from "../../src/loader/wanted-places.ts";
import { yamlLocator } from "../../src/loader/yaml/locate.ts";
import { parseYamlTree } from "../../src/loader/yaml/parse.ts";
import { placePlain, readPlain as readPlainPiece } from "../../src/loader/yaml/plain/read.ts";
import { splitDocuments } from "../../src/loader/yaml/split.ts";
import type { Path, Segment } from "../../src/paths.ts";
import type { Range } from "../../src/text/range.ts";
import { seedOf } from "../seed.ts";
import { randomFrom } from "./random-yaml.ts";
import { yamlOracle } from "./yaml-oracle.ts";

const test = suite("loader: plain YAML");

const whole = (text: string): { readonly start: number; readonly end: number } => ({ start: 0, end: text.length });
const readPlain = (text: string, limits = defaultLimits): object | undefined =>
  readPlainPiece(text, whole(text), limits);

/** The places of nodes in a part of a text, which is plain. */
function places(text: string, piece: Range, paths: readonly Path[]): Range[] {
  const wanted = new WantedPlaces(paths);
  assert.ok(placePlain(text, piece, defaultLimits, wanted));
  return paths.map((path) => wanted.range(path));
}

const deployment = `---
# a comment
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web # another
  labels: {app: web}
`;

const pod = `apiVersion: v1
kind: Pod

metadata: {name: web, labels: {app: web, parts: [a, 1, [], {}]}}
spec:
  hostNetwork: yes
  containers:
  - name: main
    image: registry.example/web:1.2
    args: ["--port=80", 'a b']
    resources:
      requests: { cpu: 100m, memory: 128Mi }
    env:
      - name: URL
        value: http://a.example:80/b?c=d#e
      -   name: MODE
          value: "0644"
      - name: EMPTY
        value:
  tolerations:
  # none
  nodeSelector:
`;

const styles = `apiVersion: v1
kind: ConfigMap
"quoted key": 'it''s'
.hidden: "a\\tb \\"c\\" \\u00e9\\x41"
404.html: ^a|b$
data:
  literal: |
    #!/bin/sh
      echo 'a: b'

    exit
  stripped: |- # a comment
    ---
    \ttab

  kept: |+

    a

  folded: >-
    a
    b

    c
      d
    e
  indented: |2
     a
    b
  empty: |
  plain: a b
    c - d

    e # f
  below:
    one more: line
    and: >
     x
  single: 'a
    ''b''

    c'
  double: "a
    b\\
    \\ c\\n
    d"
  other: "grüße 😀"
list:
- = a
- - b
  - {a: "\\n"}
- |
  c
- "d"
  # e
odd key: [a,
  b: c,
  {d: [e]}]
  # f
end:
  a
  b
`;

const list = "- a\n- -1\n- b: 010\n  c: ~\n- d e f  \n- 'g'\n- []\n";

test("what most documents are made of is plain", () => {
  for (const text of [deployment, pod, styles, list, "a: b", "a:", "a:\n- b\n- c\nd:\n", "a: {}\n\n\n", "a: b   # c"])
    assert.ok(readPlain(text) !== undefined, text);
});

test("an entry that is written in another way is read by itself", () => {
  const entries: readonly (readonly [string, unknown])[] = [
    ["odd key: 1\n  ", { "odd key": 1 }],
    ["a : b\n", { a: "b" }],
    ["a: [b c,\n  d]\n", { a: ["b c", "d"] }],
    ["a: [b: c]\n", { a: [{ b: "c" }] }],
    ["a: {b, c: d,}\n", { a: { b: null, c: "d" } }],
    ["a: :b\n", undefined],
    ["a: %b\n", undefined],
  ];
  for (const [entry, value] of entries) {
    const text = `x: v\n${entry}\n# c\nz: |\n  1\n`;
    assert.equal(readPlain(text), value && { x: "v", ...(value as object), z: "1\n" }, JSON.stringify(entry));
    const inside = `x:\n- - 1\n  - ${entry.trimEnd().replace("\n", "\n    ")}\n- 2\n`;
    assert.equal(readPlain(inside), value && { x: [[1, value], 2] }, JSON.stringify(inside));
  }
});

test("what needs the whole document, or is wrong, is not read", () => {
  const texts = [
    ...["", "a", "'a'", " a: b\n", "a:\n  b: c\n d: e\n", "a: b: c\n", "a:b\n", "? a\n", "a: b\n- c\n", "- a\nb: c\n"],
    ...["a: &b c\n", "a: *b\n", "a: !b c\n", "<<: {a: b}\n", "a: <<\n", "a: @b\n", "a: `b`\n", "a: - b\n", "a: -\n"],
    ...["-\n", "- -", "a: |", "a: |\n  b", "a: |\n   \n  b\n", "a: |0\n", "a: >+-\n", "a: |\n\tb\n"],
    ...["yes: a\n", "null: a\n", "n: a\n", "1: a\n", "__proto__: a\n", '"__proto__": a\n', `${"k".repeat(201)}: a\n`],
    ...['a: "b\n', 'a: "\\/"\n', 'a: "\\ud83d\\ude00"\n', 'a: "b"c\n', "a: [b]]\n"],
    ...["a: {b: c}: d\n", "a: b\r\n", "a:\tb\n", "a: b\n\tc\n", "a: \u0085\n", "a: \ud83d\n", "a: b\n  c: d\n"],
    ...["--- a\n", "---a: b\n", "%YAML 1.1\n---\na: b\n", "a: 12345678901234567890\n", "a: .inf\n", "a: b\n# c\n  d\n"],
  ];
  for (const text of texts) assert.is(readPlain(text), undefined, JSON.stringify(text));
});

test("a document is read as if nothing followed", () => {
  const text = "a: b\n--- \nc:\n  - d\n---\ne: |\n f\n---\ng: 'h";
  const read = splitDocuments(text).map((piece) => readPlainPiece(text, piece, defaultLimits));
  assert.equal(read, [{ a: "b" }, { c: ["d"] }, { e: "f\n" }, undefined]);
  const placed = splitDocuments(text)
    .slice(0, 3)
    .map((piece) => places(text, piece, [["c", 0]])[0]);
  assert.equal(placed, [
    { start: 0, end: 4 },
    { start: 17, end: 18 },
    { start: 23, end: 30 },
  ]);
});

test("documents as deep as the limit are not", () => {
  assert.is(readPlain("a: {b: [c]}\n", { ...defaultLimits, depth: 3 }), undefined);
  assert.equal(readPlain("a: {b: [c]}\n", { ...defaultLimits, depth: 4 }), { a: { b: ["c"] } });
  assert.is(
    readPlain(`a: ${"[".repeat(100_000)}${"]".repeat(100_000)}\n`, { ...defaultLimits, depth: Infinity }),
    undefined,
  );
});

const pieces = [
  ..." :-#'\"{}[],&*!|>?%@`~\n\t<\\/=+.01eyn_$(",
  "  ",
  "\n  ",
  "\n- ",
  "- ",
  ": ",
  ":\n",
  " #",
  "---",
  "...",
  "{}",
  "[]",
  "''",
  "{a: b}",
  "[a, b]",
  "yes",
  "0x1",
  "1_0",
  "<<: ",
  "key:",
  "key: ",
  "'a'",
  '"b"',
  "\n\n",
  "\n#c\n",
  "- -",
  "é",
  "|\n",
  ">-\n",
  "|+\n  ",
  "\n\n  ",
  "\n    ",
  "\\\n",
  "\\t",
  "''",
  "\n   \n",
  "\n\t",
];
const shortTexts = [
  "a: b\n",
  "a:\n  - b\n  - c: d\n    e: f\n",
  "- a\n- b: c\n",
  "a: {b: c, d: [e, f]}\n",
  "a:\n- b\n- c\nd: 'e'\n",
  '---\na: "b"\nc:\n  d:\n    e: 1\n',
  "a: |\n  b\n\n   c\nd: >-\n  e\n  f\n\n  g\n",
  "- >\n a\n  b\n\n c\n- |+\n a\n\n- |2-\n   b\n",
  "a: b\n  c\n\n  d # e\nf:\n  g\n  h\n",
  "- a: 'b\n    c\n\n    d'\n  e: f\n",
  'a:\n  b: "c\\\n    d\n    \\te\\x41"\n',
  "a: [b c,\n  d]\n'e': é\n",
];

/** Documents that are plain but for a few characters, of which the reader takes some for plain. */
function nearlyPlain(seed: number, count: number): string[] {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const texts: string[] = [];
  while (texts.length < count) {
    const base = random() < 0.7 ? shortTexts : [deployment, pod, styles, list];
    let text = base[below(base.length)]!;
    for (let change = below(3); change >= 0; change--) {
      const offset = below(text.length + 1);
      const removed = random() < 0.3 ? 1 + below(3) : 0;
      text =
        text.slice(0, offset) + (random() < 0.2 ? "" : pieces[below(pieces.length)]!) + text.slice(offset + removed);
    }
    for (const { start, end } of splitDocuments(text)) {
      const document = text.slice(start, end);
      if (readPlain(document) !== undefined) texts.push(document);
    }
  }
  return texts;
}

function pathsIn(value: unknown): Segment[][] {
  if (typeof value !== "object" || value === null) return [[]];
  const segments: Segment[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [
    [],
    ["none"],
    [0],
    ...segments.flatMap((segment) =>
      pathsIn((value as Record<Segment, unknown>)[segment]).map((path) => [segment, ...path]),
    ),
  ];
}

test(`what is read as plain is read alike by sigs.k8s.io/yaml and stands where the node tree says`, async () => {
  const texts = nearlyPlain(seedOf(20261124), 6000);
  const results = await yamlOracle(texts);
  for (const [index, text] of texts.entries()) {
    const value = readPlain(text);
    assert.equal({ value }, results[index], JSON.stringify(text));
    const paths = pathsIn(value);
    const findInTree = yamlLocator(parseYamlTree(text, defaultLimits));
    for (const [number, place] of places(text, whole(text), paths).entries()) {
      const path = paths[number]!;
      assert.equal(place, findInTree(path), `${JSON.stringify(text)} at ${JSON.stringify(path)}`);
    }
  }
});

test.run();
