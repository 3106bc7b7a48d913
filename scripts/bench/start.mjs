// What a run costs that has next to nothing to check.
import { corpora } from "../corpora/index.mjs";
import { writePack } from "../corpora/policies.mjs";
import { pairs, run } from "./measure.mjs";

export async function* rows(context) {
  const [{ content }] = corpora.manifests({ size: 1 });
  const workload = content.split("---\n").find((text) => text.startsWith("apiVersion: apps/v1\n"));
  const one = context.write("one.yaml", workload);
  const cost = (command) => () => run(command).milliseconds;
  const over = (first, second) => first - second;
  const count = context.count * 4;
  const builtIn = cost(context.check(one));
  yield {
    what: "start-up of check over node -e 0",
    unit: "ms",
    goal: 60,
    ...(await pairs(count, builtIn, cost([process.execPath, "-e", "0"]), over)),
  };
  const policies = context.path("own", "policies");
  writePack(policies, context.scaled(12, 3));
  const own = cost(context.check(one, "--policies", policies));
  // The first run compiles, and keeps what it compiles.
  const cold = own();
  yield {
    what: "own policies that are kept, over the built-in pack",
    unit: "ms",
    goal: 50,
    ...(await pairs(count, own, builtIn, over)),
    note: `${cold.toFixed(0)} ms where they are compiled`,
  };
}
