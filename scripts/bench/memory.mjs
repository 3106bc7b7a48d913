// Peak memory of `check`.
import { spawnSync } from "node:child_process";
import { pairs } from "./measure.mjs";

export async function* rows(context) {
  const folder = context.corpus("manifests", context.scaled(10_000, 250));
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
  const seen = [];
  const compare = (all, part) => {
    seen.push(`${all.toFixed(0)} and ${part.toFixed(0)} MiB`);
    return all / part;
  };
  const measured = await pairs(context.count, peak(folder), peak(`${folder}/0`), compare);
  yield {
    what: "memory of check, all files against a fiftieth",
    unit: "times",
    goal: 1.1,
    ...measured,
    note: seen[0],
  };
}
