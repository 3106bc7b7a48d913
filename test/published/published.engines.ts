import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildOutputs, examplesOf } from "../../src/compile.ts";
import { loadSource } from "../../src/policy-folder.ts";
import { engine } from "../engines/locate.ts";
import { nativeOf } from "../native-policies.ts";
import {
  capabilities,
  deployments,
  memory,
  memoryInOtherUnits,
  otherDeployments,
  profiles,
  teams,
  users,
} from "./documents.ts";
import { original, originals } from "./originals.ts";

// Policies that other projects publish, written as TypeScript rules from what they say they do, against the originals:
// what both find is the same, word for word, in real engines.

const source = await loadSource("test/published/policies");
const native = nativeOf(source);
const folder = mkdtempSync(join(tmpdir(), "regoscript-published-"));
test.after(() => rmSync(folder, { recursive: true }));
for (const { path, content } of await buildOutputs(source.result, examplesOf(source.rules))) write(path, content);

function write(path: string, content: string | Uint8Array): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

type Messages = readonly string[];

const distinct = (messages: readonly string[]): Messages => [...new Set(messages)].sort();

function ofNative(rule: string, document: unknown, parameters: object): Messages {
  const report = native.evaluate([document], { parameters: { [rule]: { ...parameters } } });
  assert.equal(report.malformed, []);
  return distinct(report.violations.filter((entry) => entry.rule === rule).map(({ message }) => message));
}

let evaluations = 0;

/** The value of a query for each document, from one run of `opa eval`. */
function ofOpa(documents: readonly unknown[], query: string, data: object, ...args: readonly string[]): unknown[] {
  const file = write(`eval-${++evaluations}.json`, JSON.stringify({ ...data, documents }));
  const all = `[found | some document in data.documents; found := ${query} with input as document]`;
  const output = execFileSync(
    engine("opa-1.22").binary,
    ["eval", "--fail", "--format", "raw", "-d", file, ...args, all],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  return JSON.parse(output) as unknown[];
}

/** What the compiled rule says of each document in a real OPA. */
function ofCompiled(rule: string, documents: readonly unknown[], parameters: object): Messages[] {
  const query = `[violation.message | some violation in data.regoscript.rules.${rule.replaceAll("-", "_")}.violations]`;
  return ofOpa(
    documents,
    query,
    { regoscript_parameters: { [rule]: parameters } },
    "-d",
    join(folder, "bundles/rego/regoscript"),
  ).map((messages) => distinct(messages as string[]));
}

interface Comparison {
  readonly rule: string;
  readonly documents: readonly unknown[];
  readonly parameters?: object;
  /** What the original says of each document. */
  original(): Messages[];
}

/** What the original, the TypeScript function and the compiled rule say of each document. */
function compare({ rule, documents, parameters = {}, original: ask }: Comparison): void {
  test(`${rule}: the same as the original on ${documents.length} documents`, () => {
    assert.ok(documents.length >= 20);
    const expected = ask();
    const compiled = ofCompiled(rule, documents, parameters);
    documents.forEach((document, index) => {
      assert.equal(ofNative(rule, document, parameters), expected[index], JSON.stringify(document));
      assert.equal(compiled[index], expected[index], JSON.stringify(document));
    });
    assert.ok(
      expected.some((messages) => messages.length > 0) && expected.some((messages) => messages.length === 0),
      "some documents pass and some don't",
    );
  });
}

interface KubescapeAlert {
  readonly alertMessage: string;
  readonly fixPaths: readonly { readonly path: string; readonly value: string }[];
  readonly failedPaths: readonly string[];
}

/** kubescape gives a rule a list of objects, in Rego as it was before version 1. */
function kubescape(rule: string, documents: readonly unknown[], inputs: object): Messages[] {
  const file = write(
    `kubescape/${rule}.rego`,
    original(originals("github.com/kubescape/regolibrary/v2"), "rules", rule, "raw.rego"),
  );
  const data = write(
    `kubescape/${rule}.json`,
    JSON.stringify({ postureControlInputs: inputs, documents: documents.map((document) => [document]) }),
  );
  const query = "[found | document := data.documents[_]; found := data.armo_builtins.deny with input as document]";
  const output = execFileSync(
    engine("opa-1.22").binary,
    ["eval", "--v0-compatible", "--fail", "--format", "raw", "-d", file, "-d", data, query],
    { encoding: "utf8" },
  );
  return (JSON.parse(output) as KubescapeAlert[][]).map((alerts) =>
    distinct(
      alerts.map(
        ({ alertMessage, fixPaths, failedPaths }) =>
          `${alertMessage}: ${[...fixPaths.map(({ path, value }) => `${path}=${value}`), ...failedPaths].join(", ")}`,
      ),
    ),
  );
}

/** trivy's own function `result.new`, which is no part of OPA. */
const trivyResult =
  'package shim.result\n\nimport rego.v1\n\nnew(message, cause) := {"message": message, "cause": cause}\n';

interface TrivyResult {
  readonly message: string;
  readonly cause: { readonly [key: string]: unknown };
}

function trivy(
  id: string,
  path: string,
  documents: readonly unknown[],
  about: (result: TrivyResult) => string,
): Messages[] {
  const module = originals("github.com/aquasecurity/trivy-checks");
  const files = [
    write(
      `trivy/${id}.rego`,
      original(module, "checks", "kubernetes", ...path.split("/")).replace(
        "import rego.v1",
        "import rego.v1\nimport data.shim.result",
      ),
    ),
    write("trivy/result.rego", trivyResult),
    write("trivy/kubernetes.rego", original(module, "lib", "kubernetes", "kubernetes.rego")),
    write("trivy/security_context.rego", original(module, "lib", "kubernetes", "security_context.rego")),
  ];
  return ofOpa(documents, `data.builtin.kubernetes.${id}.deny`, {}, ...files.flatMap((file) => ["-d", file])).map(
    (results) => distinct((results as TrivyResult[]).map(about)),
  );
}

compare({
  rule: "kubescape-non-root-containers",
  documents: users(),
  original: () => kubescape("non-root-containers", users(), {}),
});

const bounds = { requestMin: ["32Mi"], requestMax: ["128Mi"], limitMin: ["64Mi"], limitMax: ["256Mi"] };
const kubescapeBounds = {
  memory_request_min: bounds.requestMin,
  memory_request_max: bounds.requestMax,
  memory_limit_min: bounds.limitMin,
  memory_limit_max: bounds.limitMax,
};

compare({
  rule: "kubescape-memory",
  documents: memory(),
  parameters: bounds,
  original: () => kubescape("resources-memory-limit-and-request", memory(), kubescapeBounds),
});

compare({
  rule: "trivy-default-seccomp",
  documents: profiles(),
  original: () =>
    trivy("KSV030", "security/5_runtime_default_seccomp_profile_not_set.rego", profiles(), ({ message, cause }) =>
      typeof cause["name"] === "string" ? `${message} (${cause["name"]})` : message,
    ),
});

compare({
  rule: "trivy-drop-capabilities",
  documents: capabilities(),
  original: () =>
    trivy(
      "KSV106",
      "security/6_drop_all_capabilities_only_add_net_bind_service.rego",
      capabilities(),
      ({ message, cause }) =>
        typeof cause["name"] === "string"
          ? `${message} (${cause["name"]})`
          : `${message} (${[...(cause["add"] as string[])].sort().join(" ")})`,
    ),
});

test("kubescape-memory: what the original can't compare, since the units differ, is compared", () => {
  const documents = memoryInOtherUnits();
  const exceeding = (all: readonly Messages[]): boolean[] =>
    all.map((messages) => messages.some((message) => message.includes("exceeds memory request")));
  // Of 1Gi, 2G, 100000Ki, 134217728 and 1e9, all but the third and fourth are over 128Mi.
  assert.equal(exceeding(documents.map((document) => ofNative("kubescape-memory", document, bounds))), [
    true,
    true,
    false,
    false,
    true,
  ]);
  assert.equal(exceeding(ofCompiled("kubescape-memory", documents, bounds)), [true, true, false, false, true]);
  assert.equal(exceeding(kubescape("resources-memory-limit-and-request", documents, kubescapeBounds)), [
    false,
    false,
    false,
    false,
    false,
  ]);
});

/** What `conftest test --combine` says of a run, or its error. */
function conftest(policy: string, run: readonly unknown[], rule?: string): Messages | string {
  const place = mkdtempSync(join(folder, "run-"));
  const files = run.map((document, index) => {
    const file = join(place, `${index}.json`);
    writeFileSync(file, JSON.stringify(document));
    return file;
  });
  const { stdout, stderr } = spawnSync(
    engine("conftest-0.71").binary,
    ["test", "--combine", "-p", policy, "--output", "json", "--no-color", ...files],
    { encoding: "utf8" },
  );
  if (stdout.trim() === "") return stderr;
  const results = (
    JSON.parse(stdout) as { failures?: { msg: string; metadata?: { rule?: string; message?: string } }[] }[]
  ).flatMap(({ failures = [] }) => failures);
  return distinct(
    rule === undefined
      ? results.map(({ msg }) => msg)
      : results.filter(({ metadata }) => metadata?.rule === rule).map(({ metadata }) => metadata?.message ?? ""),
  );
}

function compareRuns(rule: string, runs: readonly (readonly unknown[])[], policyOf: () => string): void {
  test(`${rule}: the same as the original on ${runs.flat().length} documents in ${runs.length} runs`, () => {
    assert.ok(runs.length >= 20);
    const policy = policyOf();
    let found = 0;
    for (const run of runs) {
      const expected = conftest(policy, run);
      assert.equal(conftest(join(folder, "conftest/policy"), run, rule), expected, JSON.stringify(run));
      assert.equal(
        distinct(
          native
            .evaluate(run)
            .violations.filter((entry) => entry.rule === rule)
            .map(({ message }) => message),
        ),
        expected,
        JSON.stringify(run),
      );
      found += expected.length;
    }
    assert.ok(found > 0);
  });
}

/** A copy of one file of conftest's examples, which has other policies beside it. */
function example(...path: readonly string[]): string {
  const target = join(folder, "conftest-examples", ...path);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(originals("github.com/open-policy-agent/conftest"), "examples", ...path), target);
  return target;
}

compareRuns("conftest-deployment-without-service", deployments(), () =>
  example("kubernetes", "combine", "combine.rego"),
);
compareRuns("conftest-unknown-members", teams(), () => example("combine", "policy", "duplicate.rego"));

test("conftest-deployment-without-service: says what the original fails on or misses", () => {
  const policy = example("kubernetes", "combine", "combine.rego");
  const [two, unlabelled] = otherDeployments();
  assert.match(String(conftest(policy, two!)), /complete rules must not produce multiple outputs/);
  assert.equal(conftest(policy, unlabelled!), []);
  const own = (run: readonly unknown[]): unknown =>
    conftest(join(folder, "conftest/policy"), run, "conftest-deployment-without-service");
  assert.equal(own(two!), ["Deployment 'd' has no matching service", "Deployment 'e' has no matching service"]);
  assert.equal(own(unlabelled!), ["Deployment 'd' has no matching service"]);
});

test.run();
