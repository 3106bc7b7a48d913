import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadSource } from "../../src/policy-folder.ts";
import { kept, things } from "../language/things.ts";
import { rawInputs } from "../programs/inputs.ts";
import { loadPrograms, programOf } from "../programs/run.ts";
import { tapes } from "../programs/tapes.ts";
import { subjects } from "../property/documents.ts";
import { amountOf, seedOf } from "../seed.ts";
import { InterpretedEngine } from "./interpreted.ts";

/** A document with values of parameters. */
interface Asked {
  readonly document: unknown;
  readonly parameters?: object;
}

/** Tests that the interpreter says of documents in which everything is known what the rules' functions say. */
function assertAgreement(engine: InterpretedEngine, asked: readonly Asked[]): number {
  let findings = 0;
  for (const { document, parameters } of asked) {
    const expected = engine.native(document, parameters);
    assert.equal(engine.interpreted(document, parameters), expected, JSON.stringify(document));
    findings += expected.length;
  }
  return findings;
}

const seed = seedOf(20261127);
const documents = [...kept, ...things(seed, amountOf(400))].map(
  (thing): Asked => ({ document: JSON.parse(JSON.stringify(thing)) }),
);

for (const folder of ["test/language/constructs", "test/language/fixtures"]) {
  const engine = new InterpretedEngine(await loadSource(folder));
  test(`${folder}: the interpreter says what JavaScript says`, () => {
    assert.ok(assertAgreement(engine, documents) > documents.length);
  });
}

test("random programs mean the same when they are interpreted", async () => {
  const texts = tapes(seed, amountOf(320)).map(programOf);
  const { source, remove } = await loadPrograms(texts);
  try {
    const inputs = rawInputs(seed, 40).map(({ value }): Asked => ({ document: value }));
    assert.ok(assertAgreement(new InterpretedEngine(source), inputs) > texts.length);
  } finally {
    remove();
  }
});

test("the pack says the same of random documents when it is interpreted", async () => {
  const source = await loadSource("policies");
  const sample = fc.sample(subjects(source), { seed, numRuns: amountOf(4000) });
  assert.ok(assertAgreement(new InterpretedEngine(source), sample) > sample.length / 2);
});

test.run();
