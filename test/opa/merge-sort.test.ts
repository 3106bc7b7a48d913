import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { withMergeSort } from "../../src/opa/merge-sort.ts";
import { random } from "../language/things.ts";
import { seedOf } from "../seed.ts";
import { loadPolicySync } from "./sdk.ts";

const opa = await loadEmbeddedOpa();
const modules = { "a.rego": "package a\n\np := [sort(input), sort({element | some element in input})]\n" };
const policy = await opa.buildWasm({ modules, entryPoints: ["a/p"] });

/** In as much memory as the longest list takes, since it would grow in many steps. */
function sortedInWasm(list: readonly unknown[]): unknown {
  return loadPolicySync(policy, { initial: 2048 }).evaluate(list)[0]!.result;
}

test("WASM sorts lists and sets of all lengths as OPA does", async () => {
  const next = random(seedOf(47));
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
  const value = (): unknown =>
    pick([
      () => Math.floor(next() * 40) - 20,
      () => `k${Math.floor(next() * 1000)}`,
      () => pick([null, true, false, "", "é", "𝒳", 1.5]),
      () => [pick(["a", "b"]), Math.floor(next() * 5)],
      () => ({ [pick(["a", "b"])]: Math.floor(next() * 5) }),
    ])();
  const lists = Array.from({ length: 70 }, (_, count) => Array.from({ length: count }, value));
  const { results } = await opa.evaluate({ modules, query: "data.a.p", inputs: lists });
  lists.forEach((list, index) => {
    assert.equal(sortedInWasm(list), results[index]!.value, JSON.stringify(list));
  });
});

test("sorting in WASM takes about twice as long for twice as many", () => {
  const next = random(seedOf(53));
  const taken = (count: number): number => {
    const list = Array.from({ length: count }, () => `k${Math.floor(next() * 1e9)}`);
    const times = [1, 2, 3].map(() => {
      const start = process.cpuUsage();
      sortedInWasm(list);
      return process.cpuUsage(start).user;
    });
    return Math.min(...times);
  };
  const [some, more] = [taken(8000), taken(64_000)];
  // To insert each element among those before it takes 64 times as long for eight times as many.
  assert.ok(more < 24 * some, `${some} and ${more} µs`);
});

test("a policy that doesn't sort is left as it is", async () => {
  const other = await opa.buildWasm({
    modules: { "a.rego": "package a\n\np := count(input)\n" },
    entryPoints: ["a/p"],
  });
  assert.is(withMergeSort(other), other);
});

test.run();
