import { createRequire } from "node:module";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { regoFiles } from "../../scripts/support-functions.ts";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { reachable } from "../../src/std/graphs/index.ts";
import { random } from "../language/things.ts";
import { amountOf, seedOf } from "../seed.ts";

interface Question {
  readonly edges: { readonly [node: string]: readonly string[] };
  readonly from: readonly string[];
}

const fewNodes = ["a", "b", "c", "d", "e", "", "constructor", "__proto__"];
const manyNodes = Array.from({ length: 150 }, (_, index) => `node-${index}`);

/** Graphs with cycles, loops, several components, nodes that aren't keys, edges given twice, ways of many edges. */
function randomQuestions(seed: number, count: number): Question[] {
  const next = random(seed);
  const below = (count: number): number => Math.floor(next() * count);
  return Array.from({ length: count }, () => {
    const nodes = below(8) === 0 ? manyNodes : fewNodes;
    const some = (most: number): string[] => Array.from({ length: below(most + 1) }, () => nodes[below(nodes.length)]!);
    return {
      edges: Object.fromEntries([...nodes.slice(2), ...some(6)].map((node) => [node, some(2)])),
      from: some(2),
    };
  });
}

/** What can be reached, by its definition: the least set that holds where one starts and each edge's end. */
function closure({ edges, from }: Question): string[] {
  let reached = new Set(from);
  for (;;) {
    const known = [...reached];
    const more = new Set([...known, ...known.flatMap((node) => (Object.hasOwn(edges, node) ? edges[node]! : []))]);
    if (more.size === reached.size) return [...reached].sort();
    reached = more;
  }
}

const opa = await loadEmbeddedOpa();
const { loadPolicy } = createRequire(import.meta.url)("@open-policy-agent/opa-wasm") as {
  loadPolicy(wasm: Uint8Array): Promise<{
    evaluate(input: unknown): { result: unknown }[];
    wasmInstance: { exports: { opa_heap_ptr_get(): number } };
  }>;
};
const modules = {
  ...Object.fromEntries(regoFiles(".").map(({ path, text }) => [path, text])),
  "query.rego": `package query

import data.regoscript.std

value := [std.reachable(input.edges, input.from), std.reachable(sets, {node | some node in input.from})]

sets[node] := {end | some end in ends} if some node, ends in input.edges
`,
};
const wasm = await opa.buildWasm({ modules, entryPoints: ["query/value"] });

test("what can be reached is the same in every engine, for lists and sets", async () => {
  const questions = randomQuestions(seedOf(31), amountOf(2000));
  const { results } = await opa.evaluate({ modules, query: "data.query.value", inputs: questions });
  const policy = await loadPolicy(wasm);
  for (const [index, question] of questions.entries()) {
    const expected = closure(question);
    const label = JSON.stringify(question);
    const sets = new Map(Object.entries(question.edges).map(([node, ends]) => [node, new Set(ends)]));
    const found = [reachable(question.edges, question.from), reachable(sets, new Set(question.from))];
    assert.equal(
      found.map((reached) => [...reached].sort()),
      [expected, expected],
      label,
    );
    for (const value of [results[index]?.value, policy.evaluate(question)[0]?.result])
      assert.equal(
        (value as string[][]).map((reached) => reached.sort()),
        [expected, expected],
        label,
      );
  }
});

/**
 * Graphs with so many edges: one long way, one node with an edge to each other, layers of which each leads to all of the
 * next, which `graph.reachable` would follow four times as often from one to the next.
 */
const shapes: { readonly [name: string]: (count: number) => Question } = {
  chain: (count) => ({
    edges: Object.fromEntries(Array.from({ length: count }, (_, node) => [`${node}`, [`${node + 1}`]])),
    from: ["0"],
  }),
  star: (count) => ({ edges: { "0": Array.from({ length: count }, (_, node) => `${node}`) }, from: ["0"] }),
  layers: (count) => ({
    edges: Object.fromEntries(
      Array.from({ length: count / 4 }, (_, node) => [
        `${node}`,
        [0, 1, 2, 3].map((other) => `${(Math.floor(node / 4) + 1) * 4 + other}`),
      ]),
    ),
    from: ["0"],
  }),
};

for (const [name, question] of Object.entries(shapes)) {
  test(`${name}: twice as many edges take twice as much`, async () => {
    const policy = await loadPolicy(wasm);
    const before = policy.wasmInstance.exports.opa_heap_ptr_get();
    const taken = (count: number): number => {
      assert.is((policy.evaluate(question(count))[0]!.result as string[][])[0]!.length, closureSize(question(count)));
      return policy.wasmInstance.exports.opa_heap_ptr_get() - before;
    };
    const [few, more, most] = [taken(1600), taken(3200), taken(6400)];
    assert.ok(more < 2.3 * few && most < 2.3 * more, `${few}, ${more}, ${most} bytes`);
  });
}

function closureSize({ edges, from }: Question): number {
  return reachable(edges, from).size;
}

test.run();
