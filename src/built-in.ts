import { existsSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Decision } from "./authoring/decision.ts";
import type { Rule } from "./authoring/rule.ts";
import { nativePolicies } from "./evaluator/native.ts";
import type { Policies } from "./evaluator/policies.ts";
import { readSerialised } from "./ir/serialised.ts";
import type { Manifest } from "./manifest/manifest.ts";
import { packageFile } from "./package-file.ts";

/** What scripts/join-modules.mjs makes of the policies: their modules by the names of their sources. */
interface Pack {
  readonly modules: { readonly [source: string]: { readonly default: unknown } };
}

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
  const { modules } = (await import(pathToFileURL(join(compiled, "policies.js")).href)) as Pack;
  return nativePolicies(
    manifest,
    manifest.rules.map(({ module }) => modules[module]!.default as Rule),
    (manifest.decisions ?? []).map(({ module }) => modules[module]!.default as Decision),
    () => readSerialised(readFileSync(packageFile("bundles", "program.json"), "utf8")),
  );
}
