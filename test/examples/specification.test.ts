import { readdirSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadFile } from "../../src/loader/index.ts";
import { loadPolicies } from "../../src/policy-folder.ts";

const folder = "examples/specification";
const policies = await loadPolicies("policies");

/** Rows of the table: a file, and the rules that find something in it. */
const rows = readFileSync(`${folder}/README.md`, "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| file"))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, file, , rules]) => ({ file: file!, rules: rules === "–" ? [] : rules!.split(", ") }));

test("every file is in the table", () => {
  assert.equal(
    rows.map((row) => row.file).sort(),
    readdirSync(folder)
      .filter((file) => file !== "README.md")
      .sort(),
  );
});

for (const { file, rules } of rows) {
  test(file, () => {
    const { documents, problems } = loadFile(`${folder}/${file}`);
    assert.equal(problems, []);
    assert.ok(documents.length > 0);
    const report = policies.evaluate(documents.map((document) => document.value));
    assert.equal(report.malformed, []);
    assert.equal([...new Set(report.violations.map((violation) => violation.rule))].sort(), rules);
    if (file.includes(".corrected.")) assert.equal(report.violations, []);
  });
}

test("each family of input among the examples is recognised", () => {
  const resources = [
    "kubernetes/shop.yaml",
    "kubernetes/pods.json",
    "kubernetes/aws-auth.yaml",
    "kubernetes/ec2nodeclass.yaml",
    "aws/irsa-role.json",
    "aws/identity-policy.json",
    "aws/launch-template-versions.json",
    "aws/associated-access-policies.json",
    "aws/plan.json",
    "aws/template.yaml",
    "docker/Dockerfile",
  ];
  for (const file of resources) {
    const { documents, problems } = loadFile(`examples/${file}`);
    assert.equal(problems, [], file);
    const report = policies.evaluate(documents.map((document) => document.value));
    assert.equal(report.malformed, [], file);
    assert.ok(report.violations.length > 0, `${file} has no violation`);
  }
});

test("the corrected shop is clean", () => {
  const { documents } = loadFile("examples/kubernetes/shop-corrected.yaml");
  assert.equal(policies.evaluate(documents.map((document) => document.value)).violations, []);
});

test.run();
