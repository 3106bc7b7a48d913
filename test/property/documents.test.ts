import { test } from "uvu";
import * as assert from "uvu/assert";
import { compareAll, type Figures, result, rules } from "./compare.ts";

const fresh = Date.now() % 1_000_000;
const all: Figures[] = [];

for (const seed of [20261123, fresh]) {
  test(`three engines agree on 1000 random documents (seed ${seed})`, async () => {
    const figures = await compareAll(seed, 1000);
    all.push(figures);
    assert.equal(figures.divergences, []);
  });
}

test("the documents are worth judging: every rule fires, something of every kind is malformed", () => {
  const named = new Set(all.flatMap((figures) => [...figures.named]));
  for (const rule of rules) assert.ok(named.has(rule.id), `${rule.id} never fires`);
  for (const kind of result.manifest.kinds) assert.ok(named.has(kind.id), `no ${kind.id} is malformed`);
  for (const { documents, unrecognised } of all)
    assert.ok(
      unrecognised > 0 && unrecognised < documents / 2,
      `${unrecognised} of ${documents} are recognised by nothing`,
    );
});

test.run();
