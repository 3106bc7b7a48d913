import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { withFewerGrowths } from "../../src/opa/memory-growth.ts";
import { loadPolicySync } from "./sdk.ts";

const opa = await loadEmbeddedOpa();
const modules = { "a.rego": "package a\n\np := count([x | some x in numbers.range(1, input)])\n" };
const policy = await opa.buildWasm({ modules, entryPoints: ["a/p"] });

test("memory grows by a quarter at a time, and holds what it has to", () => {
  const loaded = loadPolicySync(policy, { initial: 8 });
  const sizes = new Set([8]);
  for (let count = 1000; count <= 100_000; count += 1000) {
    assert.is(loaded.evaluate(count)[0]!.result, count);
    sizes.add(loaded.mem.buffer.byteLength / 65_536);
  }
  const [first, ...others] = [...sizes];
  assert.ok(others.length > 4);
  others.reduce((before, after) => {
    assert.ok(after >= before + Math.floor(before / 4), `${before} and ${after} pages`);
    return after;
  }, first!);
});

test("a program that isn't a policy of OPA's is refused", () => {
  const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  assert.throws(() => withFewerGrowths(empty), /no function that allocates/);
});

test.run();
