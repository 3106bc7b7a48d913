// A constraint template against the same by hand, in gator.
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { corpora } from "../corpora/index.mjs";
import { unbuilt } from "./context.mjs";
import { demandSame } from "./findings.mjs";
import { templateByHand, writeSameRules } from "./hand/by-hand.mjs";
import { pairs, run, summary } from "./measure.mjs";

const rule = "host-network-reaches-imds";

export async function* rows(context) {
  const compile = { what: "Gatekeeper: compile a template, against by hand", unit: "times", goal: 5 };
  const review = { what: "Gatekeeper: a review, against by hand", unit: "times", goal: 3 };
  const allocations = { what: "Gatekeeper: allocations of a review, against by hand", unit: "times", goal: 3 };
  const gator = context.engine("gator-3.23");
  if (gator === undefined) {
    for (const row of [compile, review, allocations]) yield unbuilt(row, "gator");
    return;
  }
  const objects = corpora
    .manifests({ size: 100 })
    .map(({ content }) => content)
    .join("---\n");
  const outputs = join(context.built("same", writeSameRules), "bundles", "gatekeeper");
  const ours = context.path("gatekeeper", "ours");
  const theirs = context.path("gatekeeper", "by-hand");
  mkdirSync(ours, { recursive: true });
  for (const part of ["template", "constraint"])
    cpSync(join(outputs, `${part}s`, `${rule}.yaml`), join(ours, `${part}.yaml`));
  cpSync(templateByHand, theirs, { recursive: true });
  for (const folder of ["ours", "by-hand"]) context.write(join("gatekeeper", folder, "objects.yaml"), objects);

  const found = (folder) =>
    JSON.parse(run([gator, "test", "-f", folder, "--output", "json"], { accepted: [0, 1] }).stdout).map(
      ({ msg, violatingObject }) => `${violatingObject?.metadata?.name}: ${msg}`,
    );
  demandSame("the template and by hand", found(ours), found(theirs));

  const iterations = String(context.scaled(200, 5));
  const bench = (folder) => () => {
    const { stdout } = run([
      gator,
      "bench",
      "-f",
      folder,
      "-e",
      "rego",
      "-n",
      iterations,
      "--memory",
      "--output",
      "json",
    ]);
    const [{ latencies, memoryStats }] = JSON.parse(stdout);
    return { review: milliseconds(latencies.p50), allocations: memoryStats.allocsPerReview };
  };
  // gator tells the time on the clock of one template only; CPU time is told of many.
  const compiling = (folder) => {
    const [one, many] = [1, 21].map((count) => copies(context, folder, count));
    const cost = (templates) => run([gator, "test", "-f", templates]).milliseconds;
    return () => (cost(many) - cost(one)) / 20;
  };
  const shares = [];
  const compiled = await pairs(context.count, compiling(ours), compiling(theirs), (one, other) => {
    shares.push(`${one.toFixed(0)} and ${other.toFixed(0)} ms`);
    return one / other;
  });
  yield { ...compile, ...compiled, note: shares[0] };

  const measured = [];
  await pairs(context.count, bench(ours), bench(theirs), (one, other) => measured.push({ one, other }));
  for (const [row, name, unit] of [
    [review, "review", "ms"],
    [allocations, "allocations", ""],
  ]) {
    const [{ one, other }] = measured;
    const shown = (value) => (unit === "" ? String(value) : `${value.toFixed(2)} ${unit}`);
    yield {
      ...row,
      ...summary(measured.map((pair) => pair.one[name] / pair.other[name])),
      note: `${shown(one[name])} and ${shown(other[name])}`,
    };
  }
}

/** A folder with some templates that differ in their names only, and an object that none is asked about. */
function copies(context, folder, count) {
  const name = join("gatekeeper", `${basename(folder)}-${count}`);
  const text = readFileSync(join(folder, "template.yaml"), "utf8");
  const [, kind] = /^ +kind: (\w+)$/m.exec(text);
  for (let copy = 0; copy < count; copy++) {
    const own = text
      .replaceAll(kind, `${kind}${copy}`)
      .replace(`name: ${kind.toLowerCase()}`, `name: ${kind.toLowerCase()}${copy}`);
    context.write(join(name, `template-${copy}.yaml`), own);
  }
  context.write(join(name, "object.yaml"), "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n");
  return context.path(name);
}

/** A duration as Go prints it, such as 1m2.5s or 16.5µs. */
function milliseconds(duration) {
  const factors = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, µs: 1e-3, ns: 1e-6 };
  return [...duration.matchAll(/([\d.]+)(h|ms|m|s|µs|ns)/g)].reduce(
    (total, [, amount, unit]) => total + Number(amount) * factors[unit],
    0,
  );
}
