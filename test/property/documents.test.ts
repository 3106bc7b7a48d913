import { test } from "uvu";
import * as assert from "uvu/assert";
import { isFresh, seedOf } from "../seed.ts";
import { compareAll, type Figures, result, rules } from "./compare.ts";

/** Enough that each rule and each kind gets its share. */
const count = isFresh ? 4000 : 2000;
let figures: Figures;

/** Takes nearly anything, as aws-iam-authenticator does; test/conformance has what it doesn't take. */
const lenient = "aws-auth-mapping";

test(`three engines agree on ${count} random documents`, async () => {
  figures = await compareAll(seedOf(20261127), count);
  assert.equal(figures.divergences, []);
});

test("the documents are worth judging: every rule fires, something of every kind is malformed", () => {
  const { named, unrecognised } = figures;
  for (const rule of rules) assert.ok(named.has(rule.id), `${rule.id} never fires`);
  for (const { id } of result.manifest.kinds.filter((kind) => kind.id !== lenient))
    assert.ok(named.has(id), `no ${id} is malformed`);
  assert.ok(unrecognised > 0 && unrecognised < 0.75 * count, `${unrecognised} of ${count} have parts of no kind`);
});

test.run();
