import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Path, pathText } from "../../src/paths.ts";
import { nativeOf } from "../native-policies.ts";
import { asReturned } from "./as-returned.ts";
import { clusterObject, wellFormed } from "./cases.ts";
import { embedded, wasm } from "./engines.ts";
import { cases, compare, expected, source } from "./suite.ts";
import { ofReport, sorted, violation } from "./verdicts.ts";
import { wrapped } from "./wrapped.ts";

test("native: each example has exactly the violations that it expects of its rule", () => {
  let number = 0;
  for (const rule of source.rules) {
    for (const [name, example] of Object.entries(rule.examples)) {
      const index = cases.findIndex((each) => each.name === `${rule.id}: ${name}`);
      const own = expected[index]!.filter((finding) => (JSON.parse(finding) as { rule?: string }).rule === rule.id);
      assert.equal(
        own,
        sorted(example.violations.map((one) => violation(rule.id, one.message, one.path, one.resource))),
        `${rule.id}: ${name}`,
      );
      number++;
    }
  }
  assert.ok(number >= 60, `${number} examples`);
});

test("no two cases have one name, by which tests find them", () => {
  const names = cases.map(({ name }) => name);
  assert.equal(
    names.filter((name, index) => names.indexOf(name) < index),
    [],
  );
});

test("native: what is wrong is found in each place that a wrapper has for it", () => {
  for (const { name, violations } of wrapped) {
    const index = cases.findIndex((each) => each.name === `wrapped: ${name}`);
    const found = expected[index]!.flatMap((finding) => {
      const { rule, resource, path } = JSON.parse(finding) as Record<"rule" | "resource", string> & { path: Path };
      return rule === undefined ? [] : [[rule, resource, pathText(path)]];
    });
    assert.equal(sortedRows(found), sortedRows(violations), name);
  }
});

test("native: what a cluster adds to an object changes no verdict", () => {
  const policies = nativeOf(source);
  let compared = 0;
  cases.forEach((each, index) => {
    if (clusterObject(each.document) === undefined) return;
    const report = policies.evaluate([asReturned(each.document as never)], { parameters: each.parameters });
    assert.equal(ofReport(report), expected[index], each.name);
    compared++;
  });
  assert.ok(compared > 100, `${compared} objects`);
});

function sortedRows(rows: readonly (readonly unknown[])[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

test("native: no example is malformed, and every document meant to be malformed is", () => {
  cases.forEach((each, index) => {
    const malformed = expected[index]!.some((finding) => "malformed" in (JSON.parse(finding) as object));
    const wanted = each.name.startsWith("malformed: ") && !wellFormed.has(each.name);
    assert.is(malformed, wanted, `${each.name}: ${expected[index]!.join(" ")}`);
  });
});

test("native: what eksctl makes a role for is looked at, also where it is told of no policies", () => {
  const config = {
    apiVersion: "eksctl.io/v1alpha5",
    kind: "ClusterConfig",
    iam: { serviceAccounts: [{ metadata: { name: "a", namespace: "n" }, wellKnownPolicies: { autoScaler: true } }] },
    addons: [{ name: "coredns" }],
    capabilities: [{ name: "ack", type: "ACK", roleArn: "arn:aws:iam::111122223333:role/ack" }],
    fargateProfiles: [{ name: "f" }],
  };
  const { unrecognised } = nativeOf(source).evaluate([config]);
  assert.equal(
    unrecognised.map(({ path }) => pathText(path)),
    ["fargateProfiles[0]"],
  );
});

compare({ name: "WASM in Node", ask: wasm, forms: ["json"], least: cases.length });
compare({ name: "embedded OPA", ask: embedded, forms: ["json"], least: cases.length });

test.run();
