import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseDocuments } from "../../src/loader/index.ts";
import { splitDocuments } from "../../src/loader/yaml/split.ts";
import { seedOf } from "../seed.ts";
import { RandomYaml } from "./random-yaml.ts";
import type { OracleResult } from "./yaml-oracle.ts";
import { yamlOracle } from "./yaml-oracle.ts";
import { yamlTable } from "./yaml-table.ts";

const test = suite("loader: YAML against sigs.k8s.io/yaml");

/**
 * Cases that sigs.k8s.io/yaml reads and the loader refuses. Refusing is safe: the user is told, nothing passes
 * unchecked. A case that is read one day fails here, and is then taken off the list.
 */
const refused: ReadonlyMap<string, string> = new Map([
  ["merge tagged", "js-yaml knows the tag !!merge itself and wants a map that it made"],
  ["root indented then not", "sigs.k8s.io/yaml stops reading at the line that doesn't fit and drops the rest"],
  ["quoted then colon", "sigs.k8s.io/yaml stops reading behind the quote and drops the rest"],
  ["dash in flow", "js-yaml takes the dash for an indicator"],
]);

/** Broken YAML that is JSON, and read as such, like kubectl does. */
const readAsJson: ReadonlyMap<string, readonly unknown[]> = new Map([
  ["two json values", [{ a: 1 }, { a: 2 }]],
  ["json colon on next line", [{ a: 1 }]],
]);

function ours(text: string): { value: unknown } | { error: string } {
  const { documents, problems } = parseDocuments("a.yaml", text);
  const [document] = documents;
  if (problems.length > 0 || document === undefined) return { error: problems[0]?.message ?? "no document" };
  return { value: document.value };
}

const expected = await yamlOracle(yamlTable.map(({ text }) => text));

test("the table is large, its names are unique, and the exceptions are in it", () => {
  const names = new Set(yamlTable.map(({ name }) => name));
  assert.is(names.size, yamlTable.length);
  assert.ok(yamlTable.length >= 150);
  assert.ok([...refused.keys(), ...readAsJson.keys()].every((name) => names.has(name)));
  // Both outcomes are well represented, so neither a loader nor an oracle that always fails could pass.
  assert.ok(expected.filter((result) => "value" in result).length > 300);
  assert.ok(expected.filter((result) => "error" in result).length > 100);
});

for (const [index, { name, text }] of yamlTable.entries()) {
  if (readAsJson.has(name)) continue;
  test(name, () => {
    const result = expected[index];
    if (result === undefined) throw new Error("no result");
    const actual = ours(text);
    if ("error" in result || refused.has(name)) {
      assert.ok(
        "error" in actual,
        `read as ${JSON.stringify(actual)}, while sigs.k8s.io/yaml says ${JSON.stringify(result)}`,
      );
      assert.is("error" in result, !refused.has(name));
    } else {
      assert.equal(actual, result);
    }
  });
}

for (const [name, values] of readAsJson) {
  test(`${name}: read as JSON`, () => {
    const { documents, problems } = parseDocuments(
      "a.yaml",
      yamlTable.find((entry) => entry.name === name)?.text ?? "",
    );
    assert.equal(problems, []);
    assert.equal(
      documents.map(({ value }) => value),
      values,
    );
  });
}

/** Compares random documents; the loader may refuse what the oracle reads, but never read it differently. */
async function compareRandom(seed: number, count: number): Promise<void> {
  const random = new RandomYaml(seed);
  const texts: string[] = [];
  while (texts.length < count) {
    const text = random.document();
    const [piece, ...more] = splitDocuments(text);
    if (piece !== undefined && more.length === 0) texts.push(text.slice(piece.start, piece.end));
  }
  const results = await yamlOracle(texts);
  let both = 0;
  for (const [index, text] of texts.entries()) {
    const result: OracleResult = results[index] ?? { error: "no result" };
    const { documents, problems } = parseDocuments("a.yaml", text);
    if ("error" in result || problems.length > 0 || documents.length !== 1) continue;
    both += 1;
    assert.equal(documents[0]?.value, result.value, `seed ${seed}: ${JSON.stringify(text)}`);
  }
  assert.ok(both > count / 4, `seed ${seed}: only ${both} documents were read by both`);
}

test("random documents are read alike", () => compareRandom(seedOf(20240501), 8000));

test.run();
