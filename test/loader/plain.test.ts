import { suite } from "uvu";
import * as assert from "uvu/assert";
import { defaultLimits } from "../../src/loader/limits.ts";
import { yamlLocator } from "../../src/loader/yaml/locate.ts";
import { parseYamlTree } from "../../src/loader/yaml/parse.ts";
import { plainLocator, readPlain as readPlainPiece } from "../../src/loader/yaml/plain.ts";
import { splitDocuments } from "../../src/loader/yaml/split.ts";
import type { Segment } from "../../src/paths.ts";
import { seedOf } from "../seed.ts";
import { randomFrom } from "./random-yaml.ts";
import { yamlOracle } from "./yaml-oracle.ts";

const test = suite("loader: plain YAML");

const whole = (text: string): { readonly start: number; readonly end: number } => ({ start: 0, end: text.length });
const readPlain = (text: string, limits = defaultLimits): object | undefined =>
  readPlainPiece(text, whole(text), limits);

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

const list = "- a\n- -1\n- b: 010\n  c: ~\n- d e f  \n- 'g'\n- []\n";

test("what most documents are made of is plain", () => {
  for (const text of [deployment, pod, list, "a: b", "a:", "a:\n- b\n- c\nd:\n", "a: {}\n\n\n", "a: b   # c"])
    assert.ok(readPlain(text) !== undefined, text);
});

test("what readers differ in is not", () => {
  const texts = [
    ...[
      "",
      "a",
      "'a'",
      " a: b\n",
      "a: b\n  c\n",
      "a:\n  b: c\n d: e\n",
      "a: b: c\n",
      "a:b\n",
      "a : b\n",
      "'a': b\n",
      "? a\n",
      "a: b\n- c\n",
      "- a\nb: c\n",
    ],
    ...[
      "a: &b c\n",
      "a: *b\n",
      "a: !b c\n",
      "a: |\n  b\n",
      "a: >-\n  b\n",
      "<<: {a: b}\n",
      "a: @b\n",
      "a: `b`\n",
      "a: %b\n",
      "a: - b\n",
      "a: -\n",
      "- - a\n",
      "-\n",
      "- -",
    ],
    ...["yes: a\n", "null: a\n", "n: a\n", "1: a\n", "_a: b\n", "__proto__: a\n", `${"k".repeat(201)}: a\n`],
    ...[
      'a: "b\\n"\n',
      "a: 'b''c'\n",
      "a: 'b\n  c'\n",
      'a: "b"c\n',
      "a: 'b'#c\n",
      "a: {b: c,}\n",
      "a: {b}\n",
      "a: {b:c}\n",
      "a: {b: }\n",
      "a: [b c]\n",
      "a: [b: c]\n",
      "a: [-1]\n",
      "a: [b,\n  c]\n",
      "a: [b]]\n",
      "a: {b: c}: d\n",
    ],
    ...[
      "a: b\r\n",
      "a:\tb\n",
      "a: é\n",
      "a: \u0085\n",
      "--- a\n",
      "---a: b\n",
      "%YAML 1.1\n---\na: b\n",
      "a: 12345678901234567890\n",
      "a: .inf\n",
    ],
  ];
  for (const text of texts) assert.is(readPlain(text), undefined, JSON.stringify(text));
});

test("a document is read as if nothing followed", () => {
  const text = "a: b\n--- \nc:\n  - d\n---\ne: f";
  const read = splitDocuments(text).map((piece) => [
    readPlainPiece(text, piece, defaultLimits),
    plainLocator(text, piece, defaultLimits)!(["c", 0]),
  ]);
  assert.equal(read, [
    [{ a: "b" }, { start: 0, end: 4 }],
    [{ c: ["d"] }, { start: 17, end: 18 }],
    [{ e: "f" }, { start: 23, end: 27 }],
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
];
const shortTexts = [
  "a: b\n",
  "a:\n  - b\n  - c: d\n    e: f\n",
  "- a\n- b: c\n",
  "a: {b: c, d: [e, f]}\n",
  "a:\n- b\n- c\nd: 'e'\n",
  '---\na: "b"\nc:\n  d:\n    e: 1\n',
];

/** Documents that are plain but for a few characters, of which the reader takes some for plain. */
function nearlyPlain(seed: number, count: number): string[] {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const texts: string[] = [];
  while (texts.length < count) {
    const base = random() < 0.7 ? shortTexts : [deployment, pod, list];
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
    const [find, findInTree] = [
      plainLocator(text, whole(text), defaultLimits)!,
      yamlLocator(parseYamlTree(text, defaultLimits)),
    ];
    for (const path of pathsIn(value))
      assert.equal(find(path), findInTree(path), `${JSON.stringify(text)} at ${JSON.stringify(path)}`);
  }
});

test.run();
