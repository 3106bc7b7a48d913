import { existsSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Decision } from "./authoring/decision.ts";
import type { Rule } from "./authoring/rule.ts";
import { nativePolicies } from "./evaluator/native.ts";
import type { Policies } from "./evaluator/policies.ts";
import type { Manifest } from "./manifest/manifest.ts";
import { packageFile } from "./package-file.ts";

/**
 * The policy pack that comes with Regoscript, as its compiled rule modules with the manifest of `bundles/`. Nothing is
 * compiled, so that it starts at once; without compiled modules, in a checkout that isn't built, the sources are.
 */
export async function builtInPolicies(): Promise<Policies> {
  const manifestFile = packageFile("bundles", "manifest.json");
  const compiled = packageFile("dist");
  const fromDist = import.meta.url.startsWith(pathToFileURL(compiled + sep).href);
  if (!fromDist || !existsSync(manifestFile)) {
    const { loadPolicies } = await import("./policy-folder.ts");
    return loadPolicies(packageFile("policies"));
  }
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest;
  const imported = async <Policy>(file: string): Promise<Policy> =>
    ((await import(pathToFileURL(join(compiled, file.replace(/\.ts$/, ".js"))).href)) as { default: Policy }).default;
  const rules = await Promise.all(manifest.rules.map(({ module }) => imported<Rule>(module)));
  const decisions = await Promise.all((manifest.decisions ?? []).map(({ module }) => imported<Decision>(module)));
  return nativePolicies(manifest, rules, decisions);
}
