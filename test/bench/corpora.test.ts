import { suite } from "uvu";
import * as assert from "uvu/assert";
import { corpora } from "../../scripts/corpora/index.mjs";
import { template } from "../../scripts/corpora/template.mjs";
import { builtInPolicies } from "../../src/built-in.ts";
import { parseDocuments } from "../../src/loader/index.ts";

const test = suite("bench: corpora");
const policies = await builtInPolicies();

/** How many of the files' documents the pack finds something in, and what it finds. */
function judged(files: readonly { readonly path: string; readonly content: string }[]): {
  readonly documents: number;
  readonly problems: readonly unknown[];
  readonly messages: readonly string[];
} {
  const parsed = files.map(({ path, content }) => parseDocuments(path, content));
  const documents = parsed.flatMap((file) => file.documents);
  const { violations, malformed } = policies.evaluate(documents);
  const problems = [...parsed.flatMap((file) => file.problems), ...malformed];
  return { documents: documents.length, problems, messages: violations.map(({ message }) => message) };
}

// What has nothing to find would leave out what finding costs.
for (const [name, size, documents] of [
  ["manifests", 200, 200],
  ["account", 50, 1],
  ["plan", 50, 1],
  ["template", 50, 1],
] as const) {
  test(`${name}: well-formed, with findings in some places`, () => {
    const found = judged(corpora[name]({ size }));
    assert.is(found.documents, documents);
    assert.equal(found.problems, []);
    assert.ok(found.messages.length > 0 && found.messages.length < size, `${found.messages.length}`);
  });
}

for (const [name, size, documents] of [
  ["customResources", 1, 1],
  ["configMaps", 8, 8],
  ["serviceAccounts", 10, 20],
] as const) {
  test(`${name}: well-formed`, () => {
    const found = judged(corpora[name]({ size }));
    assert.is(found.documents, documents);
    assert.equal(found.problems, []);
  });
}

test("a template is the same in JSON and in YAML, and each role may have a finding", () => {
  const [json, yaml] = (["json", "yaml"] as const).map((format) =>
    judged(template({ size: 30, roles: 1, broad: 1, format })),
  );
  assert.is(json!.messages.length, 30);
  assert.equal(json, yaml);
});

test.run();
