// Compiling a pack of 110 rules.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writePack } from "../corpora/policies.mjs";
import { built } from "./context.mjs";
import { cpuOf, run, summary } from "./measure.mjs";

export async function* rows(context) {
  const count = context.scaled(110, 3);
  const policies = context.path("compiled", "policies");
  writePack(policies, count);
  for (const [what, target, goal] of [
    ["Rego", "rego", 4],
    ["Rego and WASM", "wasm", 8],
  ]) {
    const seconds = Array.from(
      { length: context.count },
      () => run(context.script("compile-pack.mjs", policies, target)).milliseconds / 1000,
    );
    yield { what: `compile ${count} rules, cold: ${what}`, unit: "s", goal, ...summary(seconds) };
  }
  yield {
    what: `compile one of ${count} rules while watching`,
    unit: "s",
    goal: 0.3,
    ...(await watching(context, policies)),
  };
}

/** What `test --watch` does after a change of one rule, before it runs the rule's examples. */
async function watching(context, policies) {
  const { PolicyFolder } = await built("policy-folder.js");
  const folder = new PolicyFolder(policies);
  await folder.load();
  const changing = join("workloads", "host-network-reaches-imds.ts");
  const file = join(policies, changing);
  const text = readFileSync(file, "utf8");
  const seconds = [];
  for (let change = 0; change < context.count + 2; change++) {
    writeFileSync(file, text.replaceAll("uses the host network", `uses the host network ${change}`));
    seconds.push((await cpuOf(() => folder.load(folder.affected([changing])))) / 1000);
  }
  writeFileSync(file, text);
  // The first changes run code that isn't yet compiled by Node.
  return summary(seconds.slice(2));
}
