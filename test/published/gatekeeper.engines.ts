import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildOutputs, examplesOf } from "../../src/compile.ts";
import { loadSource } from "../../src/policy-folder.ts";
import { engine } from "../engines/locate.ts";
import { writeFiles } from "../write-files.ts";

const { result, rules } = await loadSource("test/published/gatekeeper");
const folder = mkdtempSync(join(tmpdir(), "regoscript-gatekeeper-"));
test.after(() => rmSync(folder, { recursive: true }));
const outputs = await buildOutputs(result, examplesOf(rules));
writeFiles(folder, outputs);

function run(name: string, ...args: readonly string[]): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(engine(name).binary, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  return { status, text: stdout + stderr };
}

test("gator verify: every rule's suite, with all of its examples", () => {
  for (const { id, examples } of rules) {
    const suite = join(folder, "bundles/gatekeeper-tests", id, "suite.yaml");
    const { status, text } = run("gator-3.23", "verify", "-v", suite);
    assert.is(status, 0, text);
    const cases = [...text.matchAll(/^ +--- PASS/gm)].length;
    assert.is(cases, Object.keys(examples).length, text);
  }
});

test("gator sync test: what the rule over all Ingresses needs is kept", () => {
  const gatekeeper = join(folder, "bundles/gatekeeper");
  const args = ["sync", "test", "-f", "-n", join(gatekeeper, "templates"), "-n", join(gatekeeper, "sync-set.yaml")];
  const { status, text } = run("gator-3.23", ...args);
  assert.is(status, 0, text);
});

for (const name of ["conftest-0.71", "conftest-0.66"]) {
  test(`${name} verify runs the examples`, () => {
    const { status, text } = run(
      name,
      "verify",
      "-p",
      join(folder, "conftest/policy"),
      "-p",
      join(folder, "conftest/tests"),
    );
    assert.is(status, 0, text);
    assert.ok(Number(/(\d+) passed/.exec(text)?.[1]) >= rules.length, text);
  });
}

test("the parameters' schemas: lists of objects, optional, enumerated, nested", () => {
  const schemaOf = (rule: string): unknown => {
    const { content } = outputs.find(({ path }) => path === `bundles/gatekeeper/templates/${rule}.yaml`)!;
    const template = load(String(content)) as {
      spec: { crd: { spec: { validation: { openAPIV3Schema: { properties: unknown } } } } };
    };
    return template.spec.crd.spec.validation.openAPIV3Schema.properties;
  };
  assert.equal(schemaOf("required-labels"), {
    labels: {
      type: "array",
      items: {
        type: "object",
        properties: { key: { type: "string" }, allowedRegex: { type: "string" } },
        required: ["key"],
      },
      default: [{ key: "owner" }],
    },
    message: { type: "string" },
  });
  assert.equal(schemaOf("proc-mount"), {
    procMount: { type: "string", enum: ["Default", "Unmasked"], default: "Default" },
    exemptImages: { type: "array", items: { type: "string" }, default: [] },
  });
});

test.run();
