import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseDocuments } from "../../src/loader/index.ts";
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
        documents.map(({ value }) => value),
        [recorded[name]],
      );
    }
  });
}

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
  assert.equal(document?.locate([4, "Cmd"]), { line: 10, column: 1, endLine: 10, endColumn: 10 });
  assert.equal(document?.locate([]), { line: 1, column: 1 });
});

test.run();
