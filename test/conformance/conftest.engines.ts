import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { engine } from "../engines/locate.ts";
import { nativeOf } from "../native-policies.ts";
import type { Case } from "./cases.ts";
import { conftest, native } from "./engines.ts";
import { cases, compare, expected, source } from "./suite.ts";
import type { Findings } from "./verdicts.ts";

/** A case as conftest's parser gives it, which leaves the here-documents of Dockerfiles out. */
function asParsed(each: Case): Case {
  if (each.dockerfile === undefined) return each;
  return { ...each, document: (each.document as { Heredocs?: unknown }[]).map(({ Heredocs, ...known }) => known) };
}

const ofParsed = await native(nativeOf(source))(cases.map(asParsed), "json");
const expect = (each: Case): Findings => ofParsed[cases.indexOf(each)]!;

test("of a Dockerfile with here-documents conftest has no verdict that differs silently", () => {
  const differing = cases.flatMap((each, index) => {
    const [whole, parsed] = [expected[index]!, ofParsed[index]!];
    return JSON.stringify(whole) === JSON.stringify(parsed) ? [] : [{ each, parsed }];
  });
  assert.ok(differing.length >= 3);
  for (const { each, parsed } of differing)
    assert.ok(
      parsed.some((finding) => finding.includes("what stands in the here-documents isn't known")),
      each.name,
    );
});

for (const name of ["conftest-0.71", "conftest-0.66"]) {
  compare({
    name: `${name} test`,
    ask: conftest(name, false),
    forms: ["json", "yaml"],
    least: cases.length,
    expect,
  });
  compare({
    name: `${name} test --combine`,
    ask: conftest(name, true),
    forms: ["json", "yaml"],
    least: cases.length,
    expect,
  });
  test(`${name} verify: every unit test passes`, () => {
    const run = spawnSync(
      engine(name).binary,
      ["verify", "-p", "conftest/policy", "-p", "conftest/tests", "--no-color"],
      { encoding: "utf8" },
    );
    assert.is(run.status, 0, run.stdout + run.stderr);
    const passed = Number(/(\d+) passed/.exec(run.stdout)?.[1]);
    assert.is(
      passed,
      source.rules.reduce((total, rule) => total + Object.keys(rule.examples).length, 0),
    );
  });
}

for (const name of ["conftest-0.71", "conftest-0.66"]) {
  test(`${name}: OPA's bundle fails, and says what to take instead`, () => {
    for (const policy of ["bundles", "bundles/rego"]) {
      const { status, stdout } = spawnSync(
        engine(name).binary,
        ["test", "-p", policy, "--no-color", "examples/specification/service-accounts.yaml"],
        { encoding: "utf8" },
      );
      assert.is(status, 1, stdout);
      assert.match(stdout, "nothing was checked: this is the bundle for OPA");
    }
  });
}

test("OPA says the same with conftest's folder as with its own bundle", () => {
  const asked = (policy: string): unknown => {
    const { status, stdout, stderr } = spawnSync(
      engine("opa-1.22").binary,
      ["eval", "-d", policy, "-I", "--format", "values", "data.regoscript.report"],
      { encoding: "utf8", input: JSON.stringify(cases[0]!.document) },
    );
    assert.is(status, 0, stderr);
    return JSON.parse(stdout);
  };
  assert.equal(asked("conftest/policy"), asked("bundles/rego"));
});

interface Result {
  readonly failures?: readonly { readonly msg: string; readonly metadata?: { readonly [key: string]: unknown } }[];
  readonly warnings?: Result["failures"];
}

/** What conftest says of some documents, with a module beside ours. */
function results(documents: readonly unknown[], module: string, ...options: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-conftest-"));
  try {
    cpSync("conftest/policy", join(folder, "policy"), { recursive: true });
    writeFileSync(join(folder, "policy", "own.rego"), `package main\n\n${module}\n`);
    const files = documents.map((document, index) => {
      const file = join(folder, `${index}.json`);
      writeFileSync(file, JSON.stringify(document));
      return file;
    });
    const run = spawnSync(
      engine("conftest-0.71").binary,
      ["test", "-p", join(folder, "policy"), "--output", "json", ...options, ...files],
      { encoding: "utf8" },
    );
    return (JSON.parse(run.stdout) as Result[])
      .flatMap(({ failures = [], warnings = [] }) => [...failures, ...warnings])
      .map(({ msg, metadata }) =>
        metadata?.["file"] === undefined ? msg : `${files.indexOf(String(metadata["file"]))} ${msg}`,
      )
      .sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const name of ["conftest-0.71", "conftest-0.66"]) {
  test(`${name}: an escaped next line is kept in a file of one document, and a space in one of two`, () => {
    const folder = mkdtempSync(join(tmpdir(), "regoscript-conftest-"));
    try {
      writeFileSync(join(folder, "own.rego"), "package main\n\nimport rego.v1\n\ndeny contains input.text\n");
      const textIn = (yaml: string): string | undefined => {
        const file = join(folder, "a.yaml");
        writeFileSync(file, yaml);
        const { stdout } = spawnSync(engine(name).binary, ["test", "-p", folder, "--output", "json", file], {
          encoding: "utf8",
        });
        return (JSON.parse(stdout) as Result[])[0]!.failures![0]!.msg;
      };
      for (const written of ["\\u0085", "\\N"]) {
        assert.is(textIn(`text: "a${written}b"\n`), "a\u0085b");
        assert.is(textIn(`text: "a${written}b"\n---\nother: 1\n`), "a b", "mended: docs/parity.md says otherwise");
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

const pod = (name: string): unknown => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "shop" },
  spec: { hostNetwork: true, serviceAccountName: "default", containers: [] },
});

test("an exception lets a rule through, or one finding", () => {
  const [first, other] = [pod("a"), pod("b")];
  const host = (name: string): string =>
    `Pod shop/${name}: the pod uses the host network in the namespace shop (host-network-reaches-imds)`;
  const account = (name: string): string =>
    `Pod shop/${name}: the pod runs as the service account default of its namespace (default-service-account)`;
  assert.equal(results([first, other], ""), [account("a"), host("a"), account("b"), host("b")].sort());
  assert.equal(
    results([first, other], 'exception contains ["host-network-reaches-imds"]'),
    [account("a"), account("b")].sort(),
  );
  const one = (finding: string): string[] => results([first, other], `exception contains [${finding}]`);
  assert.equal(
    one('{"rule": "host-network-reaches-imds", "resource": "Pod shop/a"}'),
    [account("a"), account("b"), host("b")].sort(),
  );
  assert.equal(
    one('{"rule": "host-network-reaches-imds", "path": ["spec", "hostNetwork"]}'),
    [account("a"), account("b")].sort(),
  );
  assert.is(one('{"rule": "host-network-reaches-imds", "path": ["spec"]}').length, 4);
  assert.is(one('{"resource": "Pod shop/a"}').length, 4, "without a rule it names nothing");
});

test("a document that no rule looks at is a warning, and so is an item of a list", () => {
  const message = "no rule looks at the document";
  const documents = [
    { kind: "Service", apiVersion: "v1" },
    { ...(pod("a") as object), spec: { serviceAccountName: "a" } },
  ];
  assert.equal(results(documents, ""), [message]);
  assert.equal(results(documents, "", "--combine"), [`0 ${message}`]);
  const list = { kind: "List", apiVersion: "v1", items: documents };
  assert.equal(results([list], ""), ["no rule looks at items[0]"]);
  assert.equal(results([list], "", "--combine"), ["0 no rule looks at items[0]"]);
});

test("a part that no rule looks at is a warning if it can say who may do what", () => {
  const bucket = { Type: "AWS::S3::Bucket" };
  const role = { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: { Statement: [] } } };
  const provider = { Type: "AWS::IAM::OIDCProvider" };
  const template = (resources: object): unknown => ({ Resources: resources });
  assert.equal(results([template({ bucket, role })], ""), []);
  assert.equal(results([template({ bucket, role, provider })], ""), ["no rule looks at Resources.provider"]);
  const nothing = "no rule looks at any part of this: there are 2 that can't say who may do what";
  assert.equal(results([template({ bucket, other: bucket })], ""), [nothing]);
});

test("every rule has examples", () => assert.ok(source.rules.every((rule) => Object.keys(rule.examples).length >= 4)));
test.run();
