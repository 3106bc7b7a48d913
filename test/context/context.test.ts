import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Inventory } from "../../src/authoring/inventory.ts";
import type { Rule } from "../../src/authoring/rule.ts";
import { type DecisionVerdict, makeDecisionReport } from "../../src/evaluator/decisions.ts";
import { nativePolicies } from "../../src/evaluator/native.ts";
import { makeReport, type Report } from "../../src/evaluator/report.ts";
import { verdictsOfRun } from "../../src/evaluator/whole-run.ts";
import { parseDocuments } from "../../src/loader/index.ts";
import { askEmbedded } from "../conformance/embedded.ts";
import { ofReport, sorted, undetermined, violation } from "../conformance/verdicts.ts";
import { random } from "../language/things.ts";
import { loadOpa } from "../opa-program.ts";
import { amountOf, seedOf } from "../seed.ts";
import { decisions, examples, modules, native, randomReview, randomRun, rules, wasm } from "./subject.ts";

const opa = await loadOpa();

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

test("native, WASM and embedded OPA agree on random runs", async () => {
  const next = random(seedOf(7));
  const runs = Array.from({ length: amountOf(160) }, () => randomRun(next));
  const results = await askEmbedded(
    opa,
    modules,
    "data.regoscript.report",
    runs.flatMap((run) => run.map((document) => ({ document, run }))),
  );
  const kinds = { violations: 0, undetermined: 0, malformed: 0 };
  let asked = 0;
  for (const run of runs) {
    const whole = native.evaluate(run);
    assert.equal(ofReport(wasm.evaluate(run)), ofReport(whole), JSON.stringify(run));
    assert.equal(wasm.evaluate(run), whole);
    const inventory = native.inventoryOf(run);
    const prepared = wasm.inventoryOf(run);
    run.forEach((document, index) => {
      const expected = ofReport(native.evaluate([document], { inventory }));
      assert.equal(ofReport(results[asked++]!.value as never), expected, `${index} of ${JSON.stringify(run)}`);
      assert.equal(ofReport(wasm.evaluate([document], { inventory: prepared })), expected);
    });
    kinds.violations += whole.violations.length;
    kinds.undetermined += whole.undetermined.length;
    kinds.malformed += whole.malformed.length;
  }
  for (const [kind, number] of Object.entries(kinds)) assert.ok(number > 3, `${number} ${kind}`);
});

test("a run is evaluated as a whole in WASM, for a small part of what its documents take by themselves", () => {
  const run = Array.from({ length: 60 }, (_, index) => [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: `account-${index}` } },
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: `pod-${index}` },
      spec: { serviceAccountName: `account-${2 * index}`, containers: [] },
    },
  ]).flat();
  const taken = (work: () => Report): [number, Report] => {
    const before = process.cpuUsage();
    const report = work();
    return [process.cpuUsage(before).user, report];
  };
  const [whole, report] = taken(() => wasm.evaluate(run));
  const ofEach = (evaluate: (document: unknown) => Report): Report => {
    const reports = run.map((document) => evaluate(document));
    return {
      ...report,
      violations: reports.flatMap(({ violations }, document) => violations.map((one) => ({ ...one, document }))),
    };
  };
  const [apart, same] = taken(() =>
    ofEach((document) => wasm.evaluate([document], { inventory: wasm.inventoryOf(run) })),
  );
  const inventory = wasm.inventoryOf(run);
  const [inTurn, again] = taken(() => ofEach((document) => wasm.evaluate([document], { inventory })));
  assert.ok(report.violations.length > 0);
  assert.equal(same, report);
  assert.equal(again, report);
  assert.equal(native.evaluate(run), report);
  assert.ok(whole < apart / 4, `${whole} and ${apart} µs`);
  assert.ok(inTurn < apart / 4, `${inTurn} and ${apart} µs`);
});

test("a document that isn't of the run that was prepared is evaluated by itself, whatever was asked before", () => {
  const next = random(seedOf(11));
  for (let round = 0; round < 20; round++) {
    const [run, others] = [randomRun(next), randomRun(next)];
    const [prepared, inventory] = [wasm.inventoryOf(run), native.inventoryOf(run)];
    for (const document of [...run, ...others, ...run])
      assert.equal(
        wasm.evaluate([document], { inventory: prepared }),
        native.evaluate([document], { inventory }),
        JSON.stringify([document, run]),
      );
  }
});

test("embedded OPA's report of a whole run is what it says of its documents, in places that begin with their index", async () => {
  const next = random(seedOf(23));
  const runs = Array.from({ length: amountOf(64) }, () => [...randomRun(next), randomReview(next)]);
  const { results } = await opa.evaluate({
    modules,
    query: "data.regoscript.report",
    inputs: runs.map((run) => ({ regoscript_run: run })),
  });
  runs.forEach((run, index) => {
    const verdicts = verdictsOfRun(results[index]!.value as Parameters<typeof verdictsOfRun>[0], run.length);
    assert.equal(makeReport(verdicts), native.evaluate(run), JSON.stringify(run));
  });
});

test("native, WASM and embedded OPA agree on random admission requests", async () => {
  const next = random(seedOf(5));
  const reviews = Array.from({ length: amountOf(1600) }, () => randomReview(next));
  const { results } = await opa.evaluate({ modules, query: "data.regoscript.report", inputs: reviews });
  let found = 0;
  reviews.forEach((review, index) => {
    const expected = native.evaluate([review]);
    assert.equal(ofReport(results[index]!.value as never), ofReport(expected), JSON.stringify(review));
    assert.equal(wasm.evaluate([review]), expected, JSON.stringify(review));
    found += expected.violations.filter(({ rule }) => rule === "service-account-exchanged").length;
  });
  assert.ok(found > amountOf(40), `${found} violations`);
});

test("of an object that goes only rules that look at the request are asked", async () => {
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec: { serviceAccountName: "b" } };
  const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "c" } };
  const review = (operation: string): unknown => ({
    apiVersion: "admission.k8s.io/v1",
    kind: "AdmissionReview",
    request: {
      operation,
      namespace: "shop",
      oldObject: pod,
      userInfo: {},
      object: operation === "DELETE" ? null : pod,
    },
  });
  const silent = native.manifest.rules.filter(({ asksForRequest }) => asksForRequest !== true).map(({ id }) => id);
  assert.ok(silent.length < native.manifest.rules.length);
  const said = (operation: string): string[] => {
    const inventory = native.inventoryOf([account]);
    const { violations, undetermined } = native.evaluate([review(operation)], { inventory });
    return [...violations, ...undetermined].map(({ rule }) => rule).filter((rule) => silent.includes(rule));
  };
  assert.ok(said("UPDATE").length > 0);
  assert.equal(said("DELETE"), []);
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
  const next = random(seedOf(17));
  const runs = Array.from({ length: amountOf(96) }, (_, number) => ({
    run: [...randomRun(next), randomReview(next)],
    parameters: { "pod-identity": { trusted: number % 2 === 0 ? ["ü"] : [] } },
  }));
  const questions = runs.flatMap(({ run, parameters }) => run.map((document) => ({ document, parameters, run })));
  const results = [...(await askEmbedded(opa, modules, "data.regoscript.decisions.pod_identity.report", questions))];
  let decided = 0;
  for (const { run, parameters } of runs) {
    const whole = native.decide("pod-identity", run, { parameters });
    assert.equal(wasm.decide("pod-identity", run, { parameters }), whole, JSON.stringify(run));
    const verdicts = results.splice(0, run.length).map((one) => one.value as DecisionVerdict);
    assert.equal(makeDecisionReport(verdicts), whole, JSON.stringify(run));
    decided += whole.results.length;
  }
  assert.ok(decided > amountOf(100), `${decided} results`);
  assert.throws(() => native.decide("pod-identities", []), /pod-identity/);
});

test("what a function makes of the inventory is worked out once for a run", () => {
  let works = 0;
  const pods = ["a", "b", "c"].map((name) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name },
    spec: { serviceAccountName: "shared", containers: [] },
  }));
  let table: ((inventory: Inventory) => unknown) | undefined;
  const counted = (inventory: Inventory): unknown => {
    works++;
    return table!(inventory);
  };
  const spied = rules.map(
    (rule): Rule => ({
      ...rule,
      check: (instance, context) => {
        const { inventory } = context;
        const once = <Value>(work: (inventory: Inventory) => Value): Value => {
          table = work;
          return inventory.once(counted) as Value;
        };
        return rule.check(instance, {
          ...context,
          inventory: { all: (kind) => inventory.all(kind), find: (kind, name) => inventory.find(kind, name), once },
        });
      },
    }),
  );
  const policies = nativePolicies(native.manifest, spied, decisions);
  const of = ({ violations }: Report): number =>
    violations.filter(({ rule }) => rule === "crowded-service-account").length;
  assert.is(of(policies.evaluate(pods)), 3);
  assert.is(works, 1);
  assert.is(of(policies.evaluate(pods)), 3);
  assert.is(works, 2, "another run is worked out for itself");
  // A rule without parameters, of which OPA and WASM keep the value.
  const module = modules["bundles/rego/regoscript/rules/crowded_service_account.rego"]!;
  assert.match(module, /^workloads_by_account := /m);
});

test("an inventory that other policies prepared is refused", () => {
  assert.throws(() => native.evaluate([], { inventory: wasm.inventoryOf([]) }), /other policies/);
  assert.throws(() => wasm.evaluate([], { inventory: native.inventoryOf([]) }), /other policies/);
});

test.run();
