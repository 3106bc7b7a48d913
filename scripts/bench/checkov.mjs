// checkov on the same manifests, with its own rules: what a user would run otherwise.
import { spawnSync } from "node:child_process";
import { pairs, run } from "./measure.mjs";

export async function* rows(context) {
  const row = { what: "check against checkov, which has other rules", unit: "times" };
  if (spawnSync("checkov", ["--version"], { stdio: "ignore" }).error !== undefined) {
    yield { ...row, note: "checkov isn't installed: pip install checkov" };
    return;
  }
  const folder = context.corpus("manifests", context.scaled(400, 20));
  const checkov = [
    "checkov",
    "--directory",
    folder,
    "--framework",
    "kubernetes",
    "--quiet",
    "--compact",
    "--soft-fail",
  ];
  yield {
    ...row,
    ...(await pairs(
      context.count,
      () => run(context.check(folder)).milliseconds,
      () => run(checkov).milliseconds,
    )),
  };
}
