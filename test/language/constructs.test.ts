import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileDirectory } from "../../src/compile.ts";
import { codes } from "../../src/diagnostics/codes.ts";
import { amountOf, seedOf } from "../seed.ts";
import { testAgreement } from "./agreement.ts";
import { readFamilies } from "./rows.ts";
import { kept, things } from "./things.ts";

const single = [...kept, ...things(seedOf(1), amountOf(120))];

/** A run in one document: things, and the service accounts that rules ask for. */
const lists = single.slice(0, 10).map((thing, index) => ({
  apiVersion: "v1",
  kind: "List",
  items: [
    thing,
    single[index + 1],
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: (thing as { name: unknown }).name } },
  ],
}));

const reviews = single.slice(0, 10).map((object, index) => ({
  apiVersion: "admission.k8s.io/v1",
  kind: "AdmissionReview",
  request: {
    operation: index % 3 === 0 ? "CREATE" : "DELETE",
    object,
    userInfo: { username: index % 2 === 0 ? "anna" : undefined, groups: index % 5 === 0 ? ["admins"] : [] },
  },
}));

/** Texts that hold documents. */
const embedded = ['{"a": [1]}', "- a\n- b", "a: b", "[1"].map((text) => ({
  kind: "Thing",
  name: "embedded",
  size: 1,
  on: true,
  tags: [],
  labels: { a: text, b: text },
  parts: [],
}));

const documents = [...single, ...embedded, ...lists, ...reviews].map(
  (document) => JSON.parse(JSON.stringify(document)) as unknown,
);
const { source, expected, decided } = await testAgreement("test/language/constructs", documents, seedOf(1));
const families = readFamilies(source);
const rows = families.flatMap((family) => family.rows);

test(`each of the ${rows.length} rows has a name, TypeScript, Rego and notes`, () => {
  for (const row of rows) {
    for (const part of [row.name, row.typeScript, row.rego, row.notes]) assert.ok(part.trim() !== "", row.id);
    // What the name promises is run; a whole rule's name may be of its kind.
    const promised = row.policy === row.id ? [] : row.name.matchAll(/`([A-Z]\w*\.\w+|\w+|[^\w\s`…]+)`/g);
    for (const [, word] of promised) assert.ok(row.typeScript.includes(word!), `${row.id} has no ${word}`);
    for (const [code] of row.notes.matchAll(/RS\d{4}/g)) assert.ok(code in codes, `${row.id} names ${code}`);
  }
  const ids = [...families, ...rows].map(({ id }) => id);
  assert.equal(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
    "ids are used once",
  );
});

test("links between rows lead somewhere", () => {
  const anchors = new Set([...families, ...rows].map(({ id }) => id));
  for (const text of [...rows.map((row) => row.notes), ...families.map((family) => family.introduction)]) {
    for (const [, anchor] of text.matchAll(/\]\(#([^)]+)\)/g)) assert.ok(anchors.has(anchor!), anchor);
  }
});

test("the neighbours of a row are refused with the code that it says", () => {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-refused-"));
  const refusals = rows.flatMap((row) => row.refused.map((refusal) => ({ row, ...refusal })));
  const opening = `import { compareText, reachable } from "regoscript";\nimport { type Part, Thing } from "./thing.ts";\n\nexport function* refused(thing: Thing): Generator<string, void> {\n  const { name, tags, parts, labels } = thing;\n`;
  try {
    copyFileSync("test/language/fixtures/thing.ts", join(folder, "thing.ts"));
    refusals.forEach(({ statements }, index) =>
      writeFileSync(join(folder, `${index}.ts`), `${opening}  ${statements}\n}\n`),
    );
    const { diagnostics } = compileDirectory(folder);
    refusals.forEach(({ row, code, statements }, index) => {
      const found = diagnostics
        .filter(({ span }) => span.file.endsWith(`/${index}.ts`))
        .map((diagnostic) => diagnostic.code);
      // No rule imports the file, and TypeScript has its own word on some of what is refused.
      assert.equal(
        [...new Set(found)].filter((other) => other !== "RS3008" && other !== "RS4001"),
        [code],
        `${row.id}: ${statements}`,
      );
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

// A row that says the same of every document would agree in all engines whatever its Rego.
test("each row says different things of different documents", () => {
  const wellFormed = expected.flatMap((findings, index) =>
    findings.some((finding) => finding.startsWith('{"malformed"')) ? [] : [index],
  );
  for (const row of rows) {
    const ofRow = (index: number): unknown =>
      decided.get(row.policy)?.[index] ??
      expected[index]!.filter((finding) => {
        const { rule, undetermined, message } = JSON.parse(finding) as {
          rule?: string;
          undetermined?: string;
          message: string;
        };
        return (rule ?? undetermined) === row.policy && (row.policy === row.id || message.startsWith(`${row.id} `));
      }).map((finding) => (JSON.parse(finding) as { message: string }).message);
    const said = new Set(wellFormed.map((index) => JSON.stringify(ofRow(index))));
    said.delete("[]");
    assert.ok(
      said.size > 0,
      `nothing runs ${row.id}: the rule ${row.policy} yields no message that starts with the row's id`,
    );
    const isSilent = row.policy === row.id && wellFormed.some((index) => JSON.stringify(ofRow(index)) === "[]");
    assert.ok(said.size > 1 || isSilent, `${row.id} says the same of every document`);
  }
});

test.run();
