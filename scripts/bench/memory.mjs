// Peak memory of `check` on many files: it may grow with what is reported, and not with what is read.
import { spawnSync } from "node:child_process";
import { pairs } from "./measure.mjs";

export async function* rows(context) {
  const preload = context.write(
    "peak.cjs",
    'process.on("exit", () => require("node:fs").writeSync(3, String(process.resourceUsage().maxRSS)));\n',
  );
  const peak = (path) => () => {
    const [node, ...parameters] = context.check(path);
    const { status, output } = spawnSync(node, ["--require", preload, ...parameters], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`check of ${path} ended with ${status}`);
    return Number(output[3]) / 1024;
  };
  for (const [name, size, which, goal] of [
    ["configMaps", 8000, "without findings", 1.1],
    ["manifests", 10_000, "with the report", undefined],
  ]) {
    const [all, part] = [size, size / 50].map((documents) => context.corpus(name, context.scaled(documents, 4)));
    const seen = [];
    const measured = await pairs(context.count, peak(all), peak(part), (one, other) => {
      seen.push(`${one.toFixed(0)} and ${other.toFixed(0)} MiB`);
      return one / other;
    });
    yield {
      what: `memory of check, 2000 files against 40, ${which}`,
      unit: "times",
      goal,
      ...measured,
      note: seen[0],
    };
  }
}
