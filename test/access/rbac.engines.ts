import { test } from "uvu";
import * as assert from "uvu/assert";
import { amountOf, seedOf } from "../seed.ts";
import { authorized, chainsFor, modelOf } from "./authorizer.ts";
import { worldOf } from "./worlds.ts";

const seed = seedOf(20_261);
const worlds = Array.from({ length: amountOf(1600) }, (_, number) => worldOf(seed * 10_000 + number, 80));
const verdicts = authorized(worlds);
const requests = worlds.flatMap((world, number) => {
  const index = modelOf(world);
  return world.asked.map((asked, at) => ({
    world,
    asked,
    chains: chainsFor(index, asked),
    verdict: verdicts[number]![at]!,
  }));
});
const allowed = requests.filter(({ verdict }) => verdict.allowed);

test("the model allows what the real authorizer allows, and nothing else", () => {
  const wrong = requests.filter(({ chains, verdict }) => chains.length > 0 !== verdict.allowed);
  assert.is(
    wrong.length,
    0,
    `seed ${seed}: ${wrong.length} differences, such as ${JSON.stringify(wrong[0], undefined, 2)}`,
  );
});

test("among the ways that the model finds is the one that the authorizer names", () => {
  const unnamed = allowed.filter(({ chains, verdict }) => {
    const [, kind, binding] = /allowed by (\w+) "([^"]+)"/.exec(verdict.reason) ?? [];
    // The authorizer says a RoleBinding as name/namespace.
    const [name, namespace] = binding?.split("/") ?? [];
    const resource = namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
    return !chains.some(({ steps }) => steps[0]?.resource === resource);
  });
  assert.is(unnamed.length, 0, `seed ${seed}: such as ${JSON.stringify(unnamed[0])}`);
});

test("enough of the requests are allowed for that to say something", () => {
  const share = allowed.length / requests.length;
  console.log(
    `${requests.length} requests, of which the authorizer allows ${allowed.length} (${Math.round(share * 100)} %)`,
  );
  assert.ok(share > 0.2 && share < 0.8, `${share}`);
  const through = (pattern: RegExp): number => allowed.filter(({ verdict }) => pattern.test(verdict.reason)).length;
  assert.ok(through(/RoleBinding "[^"]*\//) > allowed.length / 20, "by RoleBindings");
  assert.ok(through(/ClusterRole "[uvw]"/) > allowed.length / 20, "by aggregated roles");
  assert.ok(allowed.filter(({ asked }) => asked.path !== "").length > allowed.length / 20, "of URLs");
});

test.run();
