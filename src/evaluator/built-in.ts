import { existsSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Rule } from "../authoring/rule.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { packageFile } from "../opa/package-file.ts";
import { nativePolicies } from "./native.ts";
import type { Policies } from "./policies.ts";

/**
 * The policy pack that comes with Regoscript, as its compiled rule modules with the manifest of `bundles/`. Nothing is compiled, so that
 * it starts at once; without compiled modules, in a checkout that isn't built, the sources are.
 */
export async function builtInPolicies(): Promise<Policies> {
  const manifestFile = packageFile("bundles", "manifest.json");
  const compiled = packageFile("dist");
  const fromDist = import.meta.url.startsWith(pathToFileURL(compiled + sep).href);
  if (!fromDist || !existsSync(manifestFile)) {
    const { loadPolicies } = await import("./source.ts");
    return loadPolicies(packageFile("policies"));
  }
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest;
  const modules = await Promise.all(manifest.rules.map((rule) => import(pathToFileURL(join(compiled, rule.module.replace(/\.ts$/, ".js"))).href) as Promise<{ default: Rule }>));
  return nativePolicies(manifest, modules.map((module) => module.default));
}
