import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nativePolicies } from "../../src/evaluator/native.ts";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { conftestFiles } from "../../src/targets/conftest/index.ts";
import { gatekeeperFiles } from "../../src/targets/gatekeeper/index.ts";
import { inFolder } from "../../src/targets/output.ts";
import { isAvailable } from "../conformance/available.ts";
import type { Case } from "../conformance/cases.ts";
import { type Ask, conftest, gatorTest } from "../conformance/engines.ts";
import { ofReport } from "../conformance/verdicts.ts";
import { loadPrograms, programOf, runPrograms } from "./run.ts";
import { documents, shrink, tapes } from "./tapes.ts";

const opa = await loadEmbeddedOpa();
const fresh = Date.now() % 1_000_000;

for (const [seed, batches] of [
  [20261123, 3],
  [fresh, 2],
] as const) {
  test(`random programs mean in Rego and WASM what they mean in JavaScript (seed ${seed})`, async () => {
    for (let batch = 0; batch < batches; batch++) {
      const all = tapes(seed + batch, 60);
      const inputs = documents(seed + batch, 40);
      const { divergences, refused, violations } = await runPrograms(all.map(programOf), inputs, opa);
      const [first] = divergences;
      if (first !== undefined)
        assert.unreachable(
          `seed ${seed + batch}, program ${first.program}: ${first.what}\n${JSON.stringify(first.document)}\n${await shrink(all[first.program]!, inputs, 120)}`,
        );
      // Of what the generator writes, the compiler refuses little, and what is left says something.
      assert.ok(
        refused.length < all.length / 8,
        `${refused.length} programs refused: ${refused.map(({ diagnostics }) => diagnostics[0]?.code).join(" ")}`,
      );
      assert.ok(violations > all.length, `${violations} violations`);
    }
  });
}

/** Twelve programs through the real engines, whose documents are cluster objects. */
const seed = fresh + 77;
const { source, remove } = await loadPrograms(tapes(seed, 12).map(programOf));
const folder = mkdtempSync(join(".cache", "outputs-"));
const none = new Map();
for (const file of [
  ...inFolder("conftest", conftestFiles(source.result, none)),
  ...inFolder("gatekeeper", gatekeeperFiles(source.result)),
]) {
  mkdirSync(dirname(join(folder, file.path)), { recursive: true });
  writeFileSync(join(folder, file.path), file.content);
}
const cases = documents(seed, 40).map(
  (document, index): Case => ({
    name: `document ${index}`,
    document: { apiVersion: "example.com/v1", metadata: { name: `thing-${index}` }, ...(document as object) },
    parameters: {},
    dockerfile: undefined,
  }),
);
const native = nativePolicies(source.result.manifest, source.rules);
const expected = cases.map((each) => ofReport(native.evaluate([each.document])));

const participants: readonly { readonly engine: string; readonly name: string; readonly ask: Ask }[] = [
  {
    engine: "conftest-0.71",
    name: "conftest test",
    ask: conftest("conftest-0.71", false, join(folder, "conftest", "policy")),
  },
  {
    engine: "conftest-0.71",
    name: "conftest test --combine",
    ask: conftest("conftest-0.71", true, join(folder, "conftest", "policy")),
  },
  { engine: "gator-3.23", name: "gator test", ask: gatorTest("gator-3.23", () => "thing", join(folder, "gatekeeper")) },
];

for (const { engine, name, ask } of participants) {
  if (!isAvailable(engine)) continue;
  test(`${name} says of random programs what JavaScript says (seed ${seed})`, async () => {
    const answers = await ask(cases, "json");
    cases.forEach((each, index) =>
      assert.equal(answers[index], expected[index], `${each.name}: ${JSON.stringify(each.document)}`),
    );
    assert.ok(expected.flat().length > 40);
  });
}

test.after(() => {
  remove();
  rmSync(folder, { recursive: true });
});
test.run();
