import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseDocuments } from "../../src/loader/index.ts";
import type { Path } from "../../src/paths.ts";

const test = suite("loader: positions in YAML");

/** The text that a path's location covers, with its line and column. */
function covered(text: string, path: Path): string {
  const [document] = parseDocuments("a.yaml", text).documents;
  if (document === undefined) throw new Error("no document");
  const { line, column, endLine, endColumn } = document.locate(path);
  const lines = text.split(/\r\n|\n|\r/).slice(line - 1, endLine);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? "").slice(0, (endColumn ?? 0) - 1);
  lines[0] = (lines[0] ?? "").slice(column - 1);
  return `${line}:${column} ${lines.join("\n")}`;
}

const pod = `# a pod
apiVersion: v1
kind: Pod
metadata: {name: "a b", labels: {app: x}} # flow
spec:
  hostNetwork: yes
  containers:
  - name: one
    env:
      - name: A
        value: |
          line 1
          line 2
      - {name: B, value: [1, "two"]}
    "image": 'x'
  -
    name: two
  securityContext:
  nothing: ~
`;

const podCases: readonly (readonly [Path, string])[] = [
  [["apiVersion"], "2:1 apiVersion: v1"],
  [["metadata"], '4:1 metadata: {name: "a b", labels: {app: x}}'],
  [["metadata", "name"], '4:12 name: "a b"'],
  [["metadata", "labels", "app"], "4:34 app: x"],
  [["spec", "hostNetwork"], "6:3 hostNetwork: yes"],
  [["spec", "containers", 0, "name"], "8:5 name: one"],
  [["spec", "containers", 0, "env", 0], "10:9 name: A\n        value: |\n          line 1\n          line 2"],
  [["spec", "containers", 0, "env", 0, "value"], "11:9 value: |\n          line 1\n          line 2"],
  [["spec", "containers", 0, "env", 1], '14:9 {name: B, value: [1, "two"]}'],
  [["spec", "containers", 0, "env", 1, "value", 1], '14:30 "two"'],
  [["spec", "containers", 0, "image"], "15:5 \"image\": 'x'"],
  [["spec", "containers", 1], "17:5 name: two"],
  [["spec", "containers", 1, "name"], "17:5 name: two"],
  [["spec", "securityContext"], "18:3 securityContext"],
  [["spec", "nothing"], "19:3 nothing: ~"],
  // A path that goes too far stops at what is there.
  [["spec", "hostNetwork", "x", 1], "6:3 hostNetwork: yes"],
  [["spec", "containers", 7, "name"], podText(7, 17)],
  [["nope"], podText(2, 19)],
];

function podText(from: number, to: number): string {
  const lines = pod.split("\n").slice(from - 1, to);
  const column = (lines[0] ?? "").search(/\S/) + 1;
  return `${from}:${column} ${lines.join("\n").slice(column - 1)}`;
}

for (const [path, expected] of podCases) {
  test(`pod ${JSON.stringify(path)}`, () => assert.is(covered(pod, path), expected));
}

const cases: readonly (readonly [string, string, Path, string])[] = [
  ["alias", "a: &x {b: 1}\nc: *x\nd: 2\n", ["c"], "2:1 c: *x"],
  ["through an alias", "a: &x {b: 1}\nc: *x\nd: 2\n", ["c", "b"], "1:8 b: 1"],
  ["alias in a list", "- &x {a: 1}\n- *x\n- 2\n", [1], "2:3 *x"],
  ["anchored node", "- &x\n  a: 1\n- 2\n", [0], "1:3 &x\n  a: 1"],
  ["tagged node", "a: !!str 5 # c\nb: 1\n", ["a"], "1:1 a: !!str 5"],
  ["merged entry", "x: &x {a: 1}\nz:\n  <<: *x\n  b: 2\n", ["z", "a"], "1:8 a: 1"],
  ["merge overwrites the key before it", "x: &x {a: 1}\nz:\n  a: 2\n  <<: *x\n", ["z", "a"], "1:8 a: 1"],
  ["own key after the merge", "x: &x {a: 1}\nz:\n  <<: *x\n  a: 2\n", ["z", "a"], "4:3 a: 2"],
  ["merge list", "x: &x {a: 1}\ny: &y {a: 2, b: 3}\nz: {<<: [*x, *y]}\n", ["z", "a"], "1:8 a: 1"],
  ["last of equal keys", "a: 1\nb: 2\na: 3\n", ["a"], "3:1 a: 3"],
  ["boolean key", "on: 1\n", ["true"], "1:1 on: 1"],
  ["number key", "010: 1\n1.50: 2\n", ["1.5"], "2:1 1.50: 2"],
  ["plain scalar over lines", "a: one\n  two\n  three # c\nb: 1\n", ["a"], "1:1 a: one\n  two\n  three"],
  ["quoted scalar over lines", 'a: "one\n  two"\nb: 1\n', ["a"], '1:1 a: "one\n  two"'],
  ["folded scalar", "a: >-\n  one\n\n  two\n\nb: 1\n", ["a"], "1:1 a: >-\n  one\n\n  two"],
  ["list without indentation", "a:\n- 1\n- 2\nb: 3\n", ["a", 1], "3:3 2"],
  ["list in a list", "- - 1\n  - 2\n- 3\n", [0, 1], "2:5 2"],
  ["flow over lines", "a: [1,\n  {b:\n    2}\n  ]\n", ["a", 1, "b"], "2:4 b:\n    2"],
  ["JSON in YAML", '{\n  "a": {"b":[1,2]}\n}\n', ["a", "b", 1], "2:16 2"],
  ["pair in a flow list", "[a: 1, b: 2]", [1, "b"], "1:8 b: 2"],
  ["explicit key", "? a\n: 1\n? b\n: 2\n", ["b"], "3:3 b\n: 2"],
  ["document on the line of the separator", "--- {a: 1}\n", ["a"], "1:6 a: 1"],
  ["key __proto__", "a: 1\n__proto__: {b: 2}\n", ["__proto__", "b"], "2:13 b: 2"],
  ["empty list entry", "- a\n-\n- b\n", [2], "3:3 b"],
  ["CRLF", "a:\r\n  b: 1\r\n  c: 2\r\n", ["a", "c"], "3:3 c: 2"],
  ["astral characters count two units", "a: {'😀': 1, b: 2}\n", ["a", "b"], "1:14 b: 2"],
  ["key of several UTF-16 units", "😀: 1\n", ["😀"], "1:1 😀: 1"],
];

for (const [name, text, path, expected] of cases) {
  test(name, () => assert.is(covered(text, path), expected));
}

test.run();
