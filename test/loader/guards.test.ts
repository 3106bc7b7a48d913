import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { LoadProblem } from "../../src/loader/index.ts";
import { defaultLimits, parseDocuments } from "../../src/loader/index.ts";

const test = suite("loader: guards");

/** The one problem of a text whose other document is still read. */
function problemBeside(text: string): LoadProblem {
  const { documents, problems } = parseDocuments("a.yaml", `good: 1\n---\n${text}\n---\ngood: 2\n`);
  assert.equal(
    documents.map(({ value }) => value),
    [{ good: 1 }, { good: 2 }],
  );
  assert.is(problems.length, 1);
  const [problem] = problems;
  if (problem === undefined) throw new Error("no problem");
  assert.is(problem.file, "a.yaml");
  assert.ok((problem.line ?? 0) >= 3);
  assert.ok(problem.remedy.length > 10);
  return problem;
}

function aliasBomb(levels: number): string {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
  for (let level = 1; level < levels; level += 1) {
    lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(",")}]`);
  }
  return lines.join("\n");
}

test("an alias bomb is refused at once", () => {
  const started = performance.now();
  assert.match(problemBeside(aliasBomb(30)).message, /excessive aliasing/);
  assert.ok(performance.now() - started < 5000);
});

test("a bomb of merge keys is refused", () => {
  const lines = ["a0: &a0 {x: 1}"];
  for (let level = 1; level < 30; level += 1) {
    lines.push(`a${level}: &a${level} {<<: [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(",")}]}`);
  }
  assert.match(problemBeside(lines.join("\n")).message, /excessive aliasing/);
});

test("aliases that nest deeper than the limit are refused", () => {
  const lines = [`a0: &a0 ${"[".repeat(100)}${"]".repeat(100)}`];
  for (let level = 1; level < 50; level += 1) {
    lines.push(`a${level}: &a${level} ${"[".repeat(100)}*a${level - 1}${"]".repeat(100)}`);
  }
  assert.match(problemBeside(lines.join("\n")).message, /nesting exceeded 500 levels/);
});

test("an anchor that contains itself is refused", () => {
  assert.match(problemBeside("a: &x [*x]").message, /contains itself/);
  assert.match(problemBeside("a: &x\n  b: {<<: *x}").message, /contains itself|requires map/);
});

const deepTexts: Readonly<Record<string, (depth: number) => string>> = {
  "flow lists": (depth) => "[".repeat(depth) + "]".repeat(depth),
  "flow maps": (depth) => "{a: ".repeat(depth) + "1" + "}".repeat(depth),
  "block lists": (depth) => "- ".repeat(depth) + "x",
  "tagged lists": (depth) => `!x ${"[".repeat(depth)}${"]".repeat(depth)}`,
  "block maps": (depth) =>
    Array.from({ length: Math.min(depth, 2000) }, (_, level) => `${" ".repeat(level)}a:`).join("\n"),
};

for (const [name, text] of Object.entries(deepTexts)) {
  test(`deep nesting is refused: ${name}`, () => {
    for (const depth of [600, 12_000, 200_000])
      assert.match(problemBeside(text(depth)).message, /nesting exceeded 500 levels/);
  });

  test(`nesting below the limit is read: ${name}`, () => {
    const { documents, problems } = parseDocuments("a.yaml", text(defaultLimits.depth - 5));
    assert.equal(problems, []);
    assert.ok(JSON.stringify(documents[0]?.value).length > 900);
    assert.ok(documents[0]?.locate([0, "a"]).line === 1);
  });
}

test("deep JSON is refused", () => {
  for (const depth of [501, 12_000, 1_000_000]) {
    const { documents, problems } = parseDocuments("a.json", `${"[".repeat(depth)}${"]".repeat(depth)}`);
    assert.equal(documents, []);
    assert.match(problems[0]?.message ?? "", /nesting exceeded 500 levels/);
  }
  assert.is(parseDocuments("a.json", `${"[".repeat(500)}${"]".repeat(500)}`).documents.length, 1);
});

test("brackets in JSON strings don't nest", () => {
  assert.is(parseDocuments("a.json", JSON.stringify({ a: "[".repeat(5000) })).documents.length, 1);
});

test("the depth can be set", () => {
  const { problems } = parseDocuments("a.yaml", "a: {b: {c: {d: {e: 1}}}}", { limits: { depth: 2 } });
  assert.match(problems[0]?.message ?? "", /nesting exceeded 2 levels/);
});

const refused: readonly (readonly [string, string, RegExp])[] = [
  ["control character", "a: b\u0007", /U\+0007/],
  ["control character in a comment", "a: b # \u001b", /U\+001B/],
  ["NUL", "a: b\u0000", /U\+0000/],
  ["line separator that hides a key", "a: b # c\u2028hostNetwork: true", /U\+2028/],
  ["next line character that hides a key", "a: b # c\u0085hostNetwork: true", /U\+0085/],
  ["tab indentation", "a:\n\tb: 1", /tab/],
  ["infinity", "a: .inf", /no JSON form/],
  ["null key", "~: 1", /null can't be a key/],
  ["map as key", "{{ .Values.a }}", /can't be a key/],
  ["keys that Go leaves to chance", '1: a\n"1": b', /same JSON key/],
  ["unknown alias", "a: *nope", /alias/],
];

for (const [name, text, message] of refused) {
  test(`is refused: ${name}`, () => assert.match(problemBeside(text).message, message));
}

test("text behind the dashes of a first line is refused", () => {
  const { documents, problems } = parseDocuments("a.yaml", "# c\n-----BEGIN CERTIFICATE-----\n");
  assert.equal(documents, []);
  assert.match(problems[0]?.message ?? "", /followed by text/);
});

test("a message that quotes the file stays short and on one line", () => {
  const texts = [`a: !!int "${"x".repeat(5000)}"`, 'a: !!int "x\\n\\e[31my"', `a: *${"x".repeat(5000)}`];
  for (const text of texts) {
    const { problems } = parseDocuments("a.yaml", text);
    assert.is(problems.length, 1);
    assert.ok((problems[0]?.message.length ?? 999) <= 201);
    assert.not.match(problems[0]?.message ?? "", /[\x00-\x1f]/);
  }
});

const slow: readonly (readonly [string, string, string])[] = [
  ["blank lines", "a.yaml", `${"\n".repeat(200_000)}a: 1`],
  ["a line of spaces", "a.yaml", `a:${" ".repeat(200_000)}1`],
  ["anchors in a list", "a.yaml", "- &x 1\n".repeat(50_000)],
  [
    "tabs in block scalars",
    "a.yaml",
    Array.from({ length: 20_000 }, (_, index) => `k${index}: |\n  x\n  \tx\n`).join(""),
  ],
  ["escaped quotes", "a.yaml", `a: "${"\\'".repeat(20_000)}"`],
  [
    "nested tags",
    "a.yaml",
    Array.from({ length: 200 }, (_, level) => `${" ".repeat(level)}!t &a${level} k:\n`).join(""),
  ],
  ["brackets", "a.json", "[1,".repeat(100_000)],
  ["spaces in a Dockerfile", "Dockerfile", `# escape=\\${" ".repeat(60_000)}x\nFROM a\nRUN b${" ".repeat(60_000)}c\n`],
  ["carriage returns in a Dockerfile", "Dockerfile", `FROM a\nRUN b${"\r".repeat(60_000)}c\n`],
];

for (const [name, file, text] of slow) {
  test(`takes no quadratic time: ${name}`, () => {
    const started = performance.now();
    parseDocuments(file, text).documents[0]?.locate(["a", 0]);
    assert.ok(performance.now() - started < 10_000);
  });
}

test("a problem points at its place", () => {
  const { problems } = parseDocuments("a.yaml", "a: 1\n---\nb:\n  c: .nan\n");
  assert.equal(problems, [
    {
      file: "a.yaml",
      line: 4,
      column: 6,
      message: "`.nan` has no JSON form",
      remedy: "quote the value if it is meant as text",
    },
  ]);
});

test("a key __proto__ is an ordinary one", () => {
  for (const text of [
    "__proto__: {polluted: 1}\n",
    "a: &x 1\n__proto__: {polluted: *x}\n",
    '{"__proto__": {"polluted": 1}}',
  ]) {
    const [document] = parseDocuments("a.yaml", text).documents;
    assert.ok(Object.hasOwn(document?.value as object, "__proto__"));
    assert.is(Object.getPrototypeOf(document?.value), Object.prototype);
    assert.is(({} as Record<string, unknown>)["polluted"], undefined);
  }
});

test("aliases are copies", () => {
  const value = parseDocuments("a.yaml", "a: &x {b: 1}\nc: *x\n").documents[0]?.value as Record<string, unknown>;
  assert.equal(value["c"], { b: 1 });
  assert.is.not(value["a"], value["c"]);
});

test("integers above 2^53 are named, on every path", () => {
  const text =
    "a: 9007199254740993\nb: [1, {c: 18446744073709551615}]\nd: 9007199254740991\ne: 1e30\nf: '9007199254740993'\n";
  const [document] = parseDocuments("a.yaml", text).documents;
  assert.equal(document?.inexactNumbers, [["a"], ["b", 1, "c"]]);
  assert.equal(document?.value, {
    a: 9007199254740992,
    b: [1, { c: 18446744073709552000 }],
    d: 9007199254740991,
    e: 1e30,
    f: "9007199254740993",
  });
});

test.run();
