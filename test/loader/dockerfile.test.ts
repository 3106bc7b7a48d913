import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type DockerfileCommand, parseDocuments } from "../../src/loader/index.ts";
import { dockerfileTable } from "./dockerfile-table.ts";

const test = suite("loader: Dockerfile");

/** Recorded from conftest 0.71.1 by record-dockerfiles.ts; null where conftest refuses the file. */
const recorded = JSON.parse(readFileSync(new URL("./dockerfiles.conftest.json", import.meta.url), "utf8")) as Record<
  string,
  unknown
>;

test("the record is of this table", () => {
  assert.equal(
    dockerfileTable.map(({ name }) => name),
    Object.keys(recorded),
  );
  assert.ok(dockerfileTable.length >= 40);
});

for (const { name, text } of dockerfileTable) {
  test(`reads as conftest does: ${name}`, () => {
    const { documents, problems } = parseDocuments("Dockerfile", text);
    if (recorded[name] === null) {
      assert.equal(documents.length, 0);
      assert.equal(problems.length, 1);
    } else {
      assert.equal(problems, []);
      assert.equal(
        documents.map(({ value }) => (value as DockerfileCommand[]).map(({ Heredocs, ...known }) => known)),
        [recorded[name]],
      );
    }
  });
}

/** Names and texts of the here-documents of each instruction, of those that may have any. */
function heredocs(text: string): unknown[] {
  const [document] = parseDocuments("Dockerfile", text).documents;
  return (document!.value as DockerfileCommand[]).flatMap(({ Heredocs }) =>
    Heredocs === undefined ? [] : [Heredocs.map(({ Name, Content }) => [Name, Content])],
  );
}

test("has the texts of here-documents, which conftest leaves out", () => {
  const texts: readonly (readonly [text: string, heredocs: unknown[]])[] = [
    ["RUN <<EOF\none\n  two\n\nEOF\n", [[["EOF", "one\n  two\n\n"]]]],
    ["RUN <<EOF\nEOF\n", [[["EOF", ""]]]],
    ["RUN <<-EOF\n\t\tone\n\t two\n\tEOF\n", [[["EOF", "one\n two\n"]]]],
    ["RUN <<EOF\n\tEOF\nEOF\n", [[["EOF", "\tEOF\n"]]]],
    ["RUN <<'A B' python3\n$x \\\n# no comment\nA B\n", [[["A B", "$x \\\n# no comment\n"]]]],
    ['RUN <<"EOF"\r\none\r\nEOF\r\n', [[["EOF", "one\r\n"]]]],
    [
      "RUN cat <<A > /a && cat 3<<B\n1\nA\n2\nB\n",
      [
        [
          ["A", "1\n"],
          ["B", "2\n"],
        ],
      ],
    ],
    [
      "COPY --chmod=600 <<EOF <<'two' /root/\n1\nEOF\n2\ntwo\n",
      [
        [
          ["EOF", "1\n"],
          ["two", "2\n"],
        ],
      ],
    ],
    ["ADD <<EOF /a\nFROM b\nEOF\n", [[["EOF", "FROM b\n"]]]],
    ["ONBUILD RUN <<EOF\none\nEOF\n", [[["EOF", "one\n"]]]],
    ["RUN <<EOF && \\\n  # why\n  true\none\nEOF\n", [[["EOF", "one\n"]]]],
    ["RUN cat <<< one\nRUN echo $((1<<2)) '<<EOF'\n", [[], []]],
    ['RUN ["<<EOF"]\nENV a=<<EOF\nCMD cat <<EOF\nRUN b\n', []],
  ];
  for (const [text, expected] of texts) assert.equal(heredocs(`FROM a\n${text}`), expected, text);
  assert.equal(heredocs("# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nRUN <<EOF `\n  cat\none `\nEOF\n"), [
    [["EOF", "one `\n"]],
  ]);
});

test("is found by its name", () => {
  for (const name of [
    "Dockerfile",
    "a/Dockerfile.prod",
    "Dockerfile-arm",
    "b.Dockerfile",
    "Containerfile",
    "x.dockerfile",
  ])
    assert.is(parseDocuments(name, "FROM a\n").documents[0]?.format, "dockerfile", name);
  for (const name of ["dockerfile.py", "Dockerfile.md", "Dockerfile.j2", "Dockerfile.yaml", "Dockerfiles"])
    assert.is.not(parseDocuments(name, "a: b\n").documents[0]?.format, "dockerfile", name);
});

test("an empty file has no documents", () => {
  assert.equal(parseDocuments("Dockerfile", " \n"), { documents: [], problems: [] });
});

test("a problem has the line of its instruction", () => {
  const { problems } = parseDocuments("Dockerfile", "FROM a\n\nRUN b\nFOO \\\n  c\n");
  assert.equal(problems, [
    {
      file: "Dockerfile",
      line: 4,
      column: 1,
      message: "unknown instruction: FOO",
      remedy: "correct the instruction, `docker build` refuses it too",
    },
  ]);
});

const located = '# one\nFROM alpine\n\nENV FIRST=1 \\\n    # why\n    SECRET=abc\nRUN <<EOF\nx\nEOF\nCMD ["x"]\n';

test("locates instructions and their values", () => {
  const [document] = parseDocuments("Dockerfile", located).documents;
  assert.equal(document?.locate([0]), { line: 1, column: 1, endLine: 1, endColumn: 6 });
  assert.equal(document?.locate([1]), { line: 2, column: 1, endLine: 2, endColumn: 12 });
  assert.equal(document?.locate([2, "Value", 3]), { line: 6, column: 5, endLine: 6, endColumn: 11 });
  assert.equal(document?.locate([2, "Value", 4]), { line: 6, column: 12, endLine: 6, endColumn: 15 });
  assert.equal(document?.locate([3]), { line: 7, column: 1, endLine: 9, endColumn: 4 });
  assert.equal(document?.locate([3, "Heredocs", 0, "Content"]), { line: 8, column: 1, endLine: 9, endColumn: 4 });
  assert.equal(document?.locate([4, "Cmd"]), { line: 10, column: 1, endLine: 10, endColumn: 10 });
  assert.equal(document?.locate([]), { line: 1, column: 1 });
});

test.run();
