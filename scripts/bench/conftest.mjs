// conftest with the generated folder: against `check`, against rules by hand, and as rules are added, in WASM too.
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { corpora } from "../corpora/index.mjs";
import { writeForeignRules, writePack } from "../corpora/policies.mjs";
import { built, unbuilt } from "./context.mjs";
import { conftestFindings, demandSame, violationsOf } from "./findings.mjs";
import { byHand, writeSameRules } from "./hand/by-hand.mjs";
import { cpuOf, pairs, run } from "./measure.mjs";

export async function* rows(context) {
  const folder = context.corpus("manifests", context.scaled(400, 20));
  const one = context.corpus("manifests", 1);
  const [few, many] = [context.scaled(12, 3), context.scaled(110, 4)];
  const packs = {
    same: context.built("same", writeSameRules),
    few: context.built("few", (policies) => writePack(policies, few)),
    many: context.built("many", (policies) => writePack(policies, many)),
    foreign: context.built("foreign", (policies) => {
      writePack(policies, few);
      writeForeignRules(join(policies, "foreign"), many - few);
    }),
  };
  const names = {
    added: `${few} rules → ${many} of the same kinds`,
    apart: `${many - few} rules more that don't apply`,
  };
  yield* inConftest(context, { folder, one, packs, names });
  yield* inWasm(context, { packs, names });
}

async function* inConftest(context, { folder, one, packs, names }) {
  const conftest = context.engine("conftest-0.71");
  const against = { what: "check against conftest with the same rules", unit: "times", goal: 1 / 20 };
  const each = { what: "check against conftest with the same rules, a document", unit: "times" };
  const hand = { what: "conftest against conftest with rules by hand", unit: "times", goal: 2 };
  const added = { what: `conftest, a document: ${names.added}`, unit: "times", goal: 1.5 };
  const apart = { what: `conftest, a document: ${names.apart}`, unit: "times", goal: 1.05 };
  if (conftest === undefined) {
    for (const row of [against, each, hand, added, apart]) yield unbuilt(row, "conftest");
    return;
  }
  const test = (policies, files) =>
    run([conftest, "test", "-p", policies, "--output", "json", "--no-fail", "--no-color", files]);
  const folderOf = (output) => join(output, "conftest", "policy");
  const cost =
    (policies, files = folder) =>
    () =>
      test(policies, files).milliseconds;

  const ours = violationsOf(run(context.check(folder)).stdout);
  demandSame("check and conftest", ours, conftestFindings(test(folderOf(packs.few), folder).stdout));
  const check =
    (files = folder) =>
    () =>
      run(context.check(files)).milliseconds;
  // What it takes to start, which for conftest grows with the policies, isn't a document's.
  const documents = (policies) => () => cost(policies)() - cost(policies, one)();
  const seen = [];
  const measured = await pairs(context.count, check(), cost(folderOf(packs.few)), (checked, tested) => {
    seen.push(`${checked.toFixed(0)} and ${tested.toFixed(0)} ms, ${ours.length} findings`);
    return checked / tested;
  });
  yield { ...against, ...measured, note: seen[0] };
  const checked = () => check()() - check(one)();
  yield { ...each, ...(await pairs(context.count, checked, documents(folderOf(packs.few)))) };

  const same = conftestFindings(test(folderOf(packs.same), folder).stdout);
  demandSame("conftest and by hand", same, conftestFindings(test(byHand, folder).stdout));
  yield {
    ...hand,
    ...(await pairs(context.count, cost(folderOf(packs.same)), cost(byHand))),
    note: `${same.length} findings`,
  };

  yield { ...added, ...(await pairs(context.count, documents(folderOf(packs.many)), documents(folderOf(packs.few)))) };
  yield {
    ...apart,
    ...(await pairs(context.count, documents(folderOf(packs.foreign)), documents(folderOf(packs.few)))),
  };
}

async function* inWasm(context, { packs, names }) {
  const { loadBundle } = await built("evaluator/wasm.js");
  const files = corpora.manifests({ size: context.scaled(2000, 20) });
  const documents = files.flatMap(({ content }) => loadAll(content));
  const cost = async (output) => {
    const policies = await loadBundle(join(output, "bundles", "bundle.tar.gz"));
    policies.evaluate(documents);
    return () => cpuOf(() => policies.evaluate(documents));
  };
  const few = await cost(packs.few);
  yield {
    what: `WASM, a document: ${names.added}`,
    unit: "times",
    goal: 1.5,
    ...(await pairs(context.count, await cost(packs.many), few)),
  };
  yield {
    what: `WASM, a document: ${names.apart}`,
    unit: "times",
    goal: 1.05,
    ...(await pairs(context.count, await cost(packs.foreign), few)),
  };
}
