import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { conftestFiles } from "../../src/targets/conftest/index.ts";
import { gatekeeperFiles } from "../../src/targets/gatekeeper/index.ts";
import { inFolder } from "../../src/targets/output.ts";
import type { Case } from "../conformance/cases.ts";
import { type Ask, conftest, gatorTest } from "../conformance/engines.ts";
import { ofReport } from "../conformance/verdicts.ts";
import { assertStrict } from "../engines/opa-check.ts";
import { nativeOf } from "../native-policies.ts";
import { seedOf } from "../seed.ts";
import { writeFiles } from "../write-files.ts";
import { loadPrograms, programOf } from "./run.ts";
import { documents, tapes } from "./tapes.ts";

/** Twelve programs through the real engines, whose documents are cluster objects. */
const seed = seedOf(20261200);
const { source, remove } = await loadPrograms(tapes(seed, 12).map(programOf));
const folder = mkdtempSync(join(".cache", "outputs-"));
const none = new Map();
writeFiles(folder, [
  ...inFolder("conftest", conftestFiles(source.result, none)),
  ...inFolder("gatekeeper", gatekeeperFiles(source.result)),
]);
const cases = documents(seed, 40).map(
  (document, index): Case => ({
    name: `document ${index}`,
    document: { apiVersion: "example.com/v1", metadata: { name: `thing-${index}` }, ...(document as object) },
    parameters: {},
    dockerfile: undefined,
  }),
);
const native = nativeOf(source);
const expected = cases.map((each) => ofReport(native.evaluate([each.document])));

const participants: readonly { readonly name: string; readonly ask: Ask }[] = [
  {
    name: "conftest test",
    ask: conftest("conftest-0.71", false, join(folder, "conftest", "policy")),
  },
  {
    name: "conftest test --combine",
    ask: conftest("conftest-0.71", true, join(folder, "conftest", "policy")),
  },
  { name: "gator test", ask: gatorTest("gator-3.23", () => "thing", join(folder, "gatekeeper")) },
];

for (const { name, ask } of participants) {
  test(`${name} says of random programs what JavaScript says`, async () => {
    const answers = await ask(cases, "json");
    cases.forEach((each, index) =>
      assert.equal(answers[index], expected[index], `${each.name}: ${JSON.stringify(each.document)}`),
    );
    assert.ok(expected.flat().length > 40);
  });
}

test("the Rego of random programs is strict for the oldest OPA, and formatted", async () => {
  const many = await loadPrograms(tapes(seed + 1, 80).map(programOf));
  try {
    assertStrict(many.source.result);
  } finally {
    many.remove();
  }
});

test.after(() => {
  remove();
  rmSync(folder, { recursive: true });
});
test.run();
