import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildOutputs, examplesOf } from "../../src/compile.ts";
import { type DecisionVerdict, makeDecisionReport } from "../../src/evaluator/decisions.ts";
import { nativePolicies } from "../../src/evaluator/native.ts";
import { loadBundle } from "../../src/evaluator/wasm.ts";
import { parseDocuments } from "../../src/loader/index.ts";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { loadSource } from "../../src/policy-folder.ts";
import { isAvailable } from "../conformance/available.ts";
import { type Findings, ofReport, sorted, undetermined, violation } from "../conformance/verdicts.ts";
import { engine } from "../engines/locate.ts";
import { random } from "../language/things.ts";

const source = await loadSource("test/context/policies");
const { result, rules, decisions } = source;
const native = nativePolicies(result.manifest, rules, decisions);
const examples = examplesOf(rules);
const outputs = await buildOutputs(result, examples);
const folder = mkdtempSync(join(tmpdir(), "regoscript-context-"));
for (const { path, content } of outputs) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
const wasm = await loadBundle(join(folder, "bundles/bundle.tar.gz"));
const modules = Object.fromEntries(
  outputs
    .filter(({ path }) => path.startsWith("bundles/rego/") && path.endsWith(".rego"))
    .map(({ path, content }) => [path, String(content)]),
);
const opa = await loadEmbeddedOpa();

test("native: each example has what it expects, with its documents as the run", () => {
  for (const [rule, list] of examples) {
    for (const example of list) {
      const inventory = native.inventoryOf([example.document, ...example.inventory]);
      const found = ofReport(native.evaluate([example.document], { inventory })).filter((finding) =>
        finding.includes(`"${rule}"`),
      );
      const expected = sorted([
        ...example.violations.map((one) => violation(rule, one.message, one.path, one.resource)),
        ...example.undetermined.map((one) => undetermined(rule, one.message, one.missing, one.path, one.resource)),
      ]);
      assert.equal(found, expected, `${rule}: ${example.name}`);
    }
  }
});

/** Runs of some pods, service accounts, lists of them, and documents that fit no interface. */
function randomRun(next: () => number): unknown[] {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
  const metadata = (): unknown =>
    pick([{ name: pick(["a", "b", "c", "ü", "z𝒳"]), namespace: pick(["shop", "other"]) }, { name: pick(["a", "b"]) }]);
  const account = (): unknown => ({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: metadata(),
    automountServiceAccountToken: pick([true, false, null, "yes"]),
  });
  const pod = (): unknown => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: metadata(),
    spec: { serviceAccountName: pick(["a", "b", "ü", "default", undefined]), containers: [] },
  });
  const documents = [
    pod,
    pod,
    account,
    () => ({ apiVersion: "v1", kind: "List", items: [account(), pod(), account()] }),
    () => ({ apiVersion: "v1", kind: "ServiceAccountList", items: pick([[], [{ metadata: metadata() }]]) }),
  ];
  const run = Array.from({ length: 1 + Math.floor(next() * 4) }, () => pick(documents)());
  return JSON.parse(JSON.stringify(run)) as unknown[];
}

const fresh = Date.now() % 1_000_000;

test(`native, WASM and embedded OPA agree on random runs (seeds 7 and ${fresh})`, async () => {
  const kinds = { violations: 0, undetermined: 0, malformed: 0 };
  for (const seed of [7, fresh]) {
    const next = random(seed);
    for (let number = 0; number < 40; number++) {
      const run = randomRun(next);
      const whole = native.evaluate(run);
      assert.equal(ofReport(wasm.evaluate(run)), ofReport(whole), JSON.stringify(run));
      assert.equal(wasm.evaluate(run), whole);
      const inventory = native.inventoryOf(run);
      const prepared = wasm.inventoryOf(run);
      const { results } = await opa.evaluate({
        modules,
        query: "data.regoscript.report",
        inputs: run,
        data: { inventory: { documents: run } },
      });
      run.forEach((document, index) => {
        const expected = ofReport(native.evaluate([document], { inventory }));
        assert.equal(ofReport(results[index]!.value as never), expected, `${index} of ${JSON.stringify(run)}`);
        assert.equal(ofReport(wasm.evaluate([document], { inventory: prepared })), expected);
      });
      kinds.violations += whole.violations.length;
      kinds.undetermined += whole.undetermined.length;
      kinds.malformed += whole.malformed.length;
    }
  }
  for (const [kind, number] of Object.entries(kinds)) assert.ok(number > 3, `${number} ${kind}`);
});

/** AdmissionReviews of a pod, as the API server sends them and as nobody should. */
function randomReview(next: () => number): unknown {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
  const pod = (): unknown => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web", namespace: "shop" },
    spec: { serviceAccountName: pick(["a", "b", "ü", undefined]), containers: [] },
  });
  const request = {
    uid: "1",
    operation: pick(["CREATE", "UPDATE", "UPDATE", "UPDATE", "DELETE", "", undefined, 5]),
    userInfo: pick([
      { username: "eve", groups: ["dev"] },
      { username: "system:anonymous" },
      { username: "root", groups: ["system:masters"] },
      { username: 5, groups: ["dev", null, 5] },
      { groups: "dev" },
      {},
      null,
    ]),
    object: pick([pod, pod, pod, () => null, () => undefined])(),
    oldObject: pick([pod, pod, () => null, () => ({}), () => undefined, () => "text"])(),
    namespaceObject: pick([
      { metadata: { labels: { frozen: "true" } } },
      { metadata: { labels: null } },
      {},
      null,
      undefined,
    ]),
  };
  const review = {
    apiVersion: pick(["admission.k8s.io/v1", "admission.k8s.io/v1", "admission.k8s.io/v1", "v1"]),
    kind: "AdmissionReview",
    request: pick([request, request, request, null]),
  };
  return JSON.parse(JSON.stringify(review)) as unknown;
}

test(`native, WASM and embedded OPA agree on random admission requests (seeds 5 and ${fresh})`, async () => {
  const reviews = [5, fresh].flatMap((seed) => {
    const next = random(seed);
    return Array.from({ length: 200 }, () => randomReview(next));
  });
  const { results } = await opa.evaluate({ modules, query: "data.regoscript.report", inputs: reviews });
  let found = 0;
  reviews.forEach((review, index) => {
    const expected = native.evaluate([review]);
    assert.equal(ofReport(results[index]!.value as never), ofReport(expected), JSON.stringify(review));
    assert.equal(wasm.evaluate([review]), expected, JSON.stringify(review));
    found += expected.violations.filter(({ rule }) => rule === "service-account-exchanged").length;
  });
  assert.ok(found > 10, `${found} violations`);
});

test("native: each example of a decision has its results", () => {
  for (const { id, examples } of decisions) {
    for (const [name, { document, parameters, results }] of Object.entries(examples)) {
      const [parsed] = parseDocuments("example.yaml", document.text).documents;
      const report = native.decide(id, [parsed!.value], {
        parameters: parameters === undefined ? {} : { [id]: parameters },
      });
      assert.equal(
        report.results,
        results.map((one) => ({ ...one, document: 0 })),
        `${id}: ${name}`,
      );
    }
  }
});

test("native, WASM and embedded OPA decide alike on random runs and admission requests", async () => {
  const next = random(17);
  let decided = 0;
  for (let number = 0; number < 40; number++) {
    const run = [...randomRun(next), randomReview(next)];
    const parameters = { "pod-identity": { trusted: number % 2 === 0 ? ["ü"] : [] } };
    const whole = native.decide("pod-identity", run, { parameters });
    assert.equal(wasm.decide("pod-identity", run, { parameters }), whole, JSON.stringify(run));
    const { results } = await opa.evaluate({
      modules,
      query: "data.regoscript.decisions.pod_identity.report",
      inputs: run,
      data: { inventory: { documents: run }, regoscript_parameters: parameters },
    });
    assert.equal(makeDecisionReport(results.map((one) => one.value as DecisionVerdict)), whole, JSON.stringify(run));
    decided += whole.results.length;
  }
  assert.ok(decided > 50, `${decided} results`);
  assert.throws(() => native.decide("pod-identities", []), /pod-identity/);
});

test("an inventory that other policies prepared is refused", () => {
  assert.throws(() => native.evaluate([], { inventory: wasm.inventoryOf([]) }), /other policies/);
  assert.throws(() => wasm.evaluate([], { inventory: native.inventoryOf([]) }), /other policies/);
});

for (const name of ["conftest-0.71", "conftest-0.66"]) {
  if (!isAvailable(name)) continue;
  test(`${name}: unit tests pass, and --combine says what native says of the whole run`, () => {
    const verified = spawnSync(engine(name).binary, ["verify", "-p", join(folder, "conftest/policy"), "--no-color"], {
      encoding: "utf8",
    });
    assert.is(verified.status, 0, verified.stdout + verified.stderr);
    const next = random(11);
    for (let number = 0; number < 12; number++) {
      const run = randomRun(next);
      const place = mkdtempSync(join(folder, "run-"));
      const files = run.map((document, index) => {
        const file = join(place, `${index}.json`);
        writeFileSync(file, JSON.stringify(document));
        return file;
      });
      const tested = spawnSync(
        engine(name).binary,
        ["test", "-p", join(folder, "conftest/policy"), "--combine", "--output", "json", "--no-color", ...files],
        { encoding: "utf8" },
      );
      const results = JSON.parse(tested.stdout) as { failures?: Finding[]; warnings?: Finding[] }[];
      const all = results
        .flatMap(({ failures = [], warnings = [] }) => [...failures, ...warnings])
        .map(({ metadata }) => `${String(metadata["file"])} ${ofConftest(metadata)}`);
      const whole = native.evaluate(run);
      const expected = files.flatMap((file, index) => {
        const of = <Entry extends { readonly document: number }>(entries: readonly Entry[]): Entry[] =>
          entries.filter(({ document }) => document === index);
        return ofReport({
          violations: of(whole.violations),
          malformed: of(whole.malformed),
          undetermined: of(whole.undetermined),
        }).map((finding) => `${file} ${finding}`);
      });
      assert.equal(all.sort(), expected.sort());
    }
  });
}

interface Finding {
  readonly metadata: { readonly [key: string]: unknown };
}

function ofConftest(metadata: Finding["metadata"]): string {
  const { message, path, resource, rule, missing, kind, expected, found } = metadata;
  if (metadata["undetermined"] !== undefined)
    return undetermined(metadata["undetermined"], message, missing, path, resource);
  if (kind !== undefined) return JSON.stringify({ malformed: kind, expected, found, path, resource });
  return violation(rule, message, path, resource);
}

if (isAvailable("gator-3.23")) {
  const gator = (...args: string[]): { status: number | null; text: string } => {
    const { status, stdout, stderr } = spawnSync(engine("gator-3.23").binary, args, { encoding: "utf8" });
    return { status, text: stdout + stderr };
  };
  const gatekeeper = join(folder, "bundles/gatekeeper");

  test("gator: every suite passes with its inventory", () => {
    const suites = readdirSync(`${gatekeeper}-tests`);
    assert.equal(suites, rules.map(({ id }) => id).sort());
    for (const suite of suites) {
      const { status, text } = gator("verify", "-v", join(`${gatekeeper}-tests`, suite, "suite.yaml"));
      assert.is(status, 0, text);
      assert.match(text, /--- PASS/);
      if (suite === "service-account-exchanged") assert.match(text, /--- PASS: another account/);
    }
  });

  test("gator: what the templates need to be kept is what the sync set keeps, and no less will do", () => {
    const templates = join(gatekeeper, "templates");
    const { status, text } = gator("sync", "test", "-f", "-n", templates, "-n", join(gatekeeper, "sync-set.yaml"));
    assert.is(status, 0, text);
    assert.is(gator("sync", "test", "-f", "-n", templates).status, 1);
  });

  test("gator test says what native says of the whole run", () => {
    const next = random(13);
    for (let number = 0; number < 10; number++) {
      const objects = new Map<string, unknown>();
      for (const document of randomRun(next)) {
        const { kind, metadata } = document as { kind: string; metadata?: { namespace?: string; name: string } };
        if (metadata !== undefined) objects.set(`${kind} ${metadata.namespace ?? ""} ${metadata.name}`, document);
      }
      const run = [...objects.values()];
      const files = run.flatMap((document, index) => {
        const file = join(folder, `object-${number}-${index}.json`);
        writeFileSync(file, JSON.stringify(document));
        return ["-f", file];
      });
      const { stdout } = spawnSync(
        engine("gator-3.23").binary,
        ["test", "-f", join(gatekeeper, "templates"), "-f", join(gatekeeper, "constraints"), ...files, "-o", "json"],
        { encoding: "utf8" },
      );
      const results = (JSON.parse(stdout) ?? []) as {
        msg: string;
        metadata: { details: { rule?: string; path: unknown; resource: unknown } };
      }[];
      const found: Findings = sorted(
        results.map(({ msg, metadata: { details } }) => violation(details.rule, msg, details.path, details.resource)),
      );
      const whole = native.evaluate(run);
      assert.equal(
        found,
        sorted(whole.violations.map((entry) => violation(entry.rule, entry.message, entry.path, entry.resource))),
        JSON.stringify(run),
      );
    }
  });
}

test.after(() => rmSync(folder, { recursive: true }));
test.run();
