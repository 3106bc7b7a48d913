import { test } from "uvu";
import * as assert from "uvu/assert";
import { amountOf, seedOf } from "../seed.ts";
import { native, paths, wasm } from "./compiled.ts";
import { clusterRun } from "./runs.ts";

const seed = seedOf(20_263);
const runs = Array.from({ length: amountOf(320) }, (_, number) => clusterRun(seed * 1000 + number, 12));

test("WASM answers both decisions as Node does", () => {
  const verdicts = new Map<string, number>();
  for (const [number, { documents, questions }] of runs.entries()) {
    for (const id of ["access", "who"]) {
      const expected = native.decide(id, questions, { inventory: native.inventoryOf(documents) });
      const actual = wasm.decide(id, questions, { inventory: wasm.inventoryOf(documents) });
      assert.is(expected.results.length, questions.length);
      assert.equal(actual.results, expected.results, `seed ${seed * 1000 + number}: ${id}`);
      if (id === "who") continue;
      for (const { value } of expected.results) {
        const { verdict } = value as { readonly verdict: string };
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      }
    }
  }
  // Each verdict often enough for that to say something.
  for (const verdict of ["allow", "deny", "undetermined"])
    assert.ok((verdicts.get(verdict) ?? 0) > (runs.length * 12) / 10, `${verdict}: ${verdicts.get(verdict)}`);
});

test("decisions become what OPA reads, and nothing for conftest and Gatekeeper", () => {
  assert.ok(paths.includes("bundles/bundle.tar.gz"));
  assert.equal(
    paths.filter((path) => path.startsWith("conftest/") || path.includes("gatekeeper")),
    [],
  );
});

test.run();
