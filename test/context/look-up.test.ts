import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeReport } from "../../src/evaluator/report.ts";
import { verdictsOfRun } from "../../src/evaluator/whole-run.ts";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { random } from "../language/things.ts";
import { amountOf, seedOf } from "../seed.ts";
import { modules, native, wasm } from "./subject.ts";

/** Runs in which a name stands in several objects, and in objects of which something is malformed. */
function run(next: () => number): unknown[] {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
  const metadata = (): unknown =>
    pick([
      {
        name: pick(["a", "ü", "constructor"]),
        namespace: pick(["shop", "shop", "default", null, undefined, "", 5, {}]),
      },
      { name: pick(["a", "a", "b"]), labels: { n: pick(["1", "2", "3"]) } },
      { name: pick([5, null, undefined, ""]) },
      pick([null, undefined, "a", ["a"], {}]),
    ]);
  const account = (): unknown => ({ apiVersion: "v1", kind: "ServiceAccount", metadata: metadata() });
  const workload = (): unknown => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: metadata(),
    spec: { serviceAccountName: pick(["a", "b", "ü", undefined]), containers: [] },
  });
  const documents = [
    account,
    account,
    workload,
    workload,
    () => ({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: metadata(),
      spec: { template: { spec: { containers: [] } } },
    }),
    () => ({ apiVersion: "v1", kind: "List", items: [account(), workload(), account()] }),
    () => ({ apiVersion: "v1", kind: "ServiceAccountList", items: [] }),
    () => pick([null, "a", [], [account()], { metadata: { name: "a" } }]),
  ];
  const one = Array.from({ length: 1 + Math.floor(next() * 9) }, () => pick(documents)());
  return JSON.parse(JSON.stringify(one)) as unknown[];
}

test("what is looked up by name is what a look at all instances gives, in Node, WASM and embedded OPA", async () => {
  const next = random(seedOf(41));
  const runs = Array.from({ length: amountOf(200) }, () => run(next));
  const opa = await loadEmbeddedOpa();
  const { results } = await opa.evaluate({
    modules,
    query: "data.regoscript.report",
    inputs: runs.map((all) => ({ regoscript_run: all })),
  });
  const found = new Set<string>();
  runs.forEach((all, index) => {
    const report = native.evaluate(all);
    assert.equal(wasm.evaluate(all), report, JSON.stringify(all));
    const whole = results[index]!.value as Parameters<typeof verdictsOfRun>[0];
    assert.equal(makeReport(verdictsOfRun(whole, all.length)), report, JSON.stringify(all));
    for (const { rule, message } of report.violations) if (rule === "looked-up") found.add(message);
  });
  assert.equal(
    [...found].filter((message) => message.startsWith("differs")),
    [],
  );
  const several = [...found].filter((message) => message.includes(", "));
  assert.ok(several.length > amountOf(12), `${several.length} of ${found.size} with several objects`);
});

test.run();
