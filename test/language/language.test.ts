import { readdirSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { amountOf, seedOf } from "../seed.ts";
import { testAgreement } from "./agreement.ts";
import { kept, things } from "./things.ts";

const documents = [...kept, ...things(seedOf(1), amountOf(400))].map(
  (thing) => JSON.parse(JSON.stringify(thing)) as unknown,
);
const { source, expected } = await testAgreement("test/language/fixtures", documents, seedOf(1));

/** What the fixtures share. */
const shared = ["condition-cases", "thing", "words"];

test("every fixture is a rule, and each fires and stays silent somewhere", () => {
  const { result, rules } = source;
  assert.equal(
    result.manifest.rules.map((rule) => rule.id),
    readdirSync("test/language/fixtures")
      .map((file) => file.replace(/\.ts$/, ""))
      .filter((name) => !shared.includes(name))
      .sort(),
  );
  for (const rule of rules) {
    const fired = expected.filter((findings) =>
      findings.some((finding) => finding.startsWith(`{"rule":"${rule.id}"`)),
    ).length;
    assert.ok(fired > 0, `${rule.id} never fires`);
  }
  assert.ok(expected.some((findings) => findings.some((finding) => finding.startsWith('{"malformed"'))));
});

test.run();
