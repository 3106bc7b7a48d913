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

/** What scripts/join-modules.mjs makes of policies: their modules by the names of their sources. */
interface Pack {
  readonly modules: { readonly [source: string]: { readonly default: unknown } };
}

/**
 * The policy pack that comes with Regoscript, as its compiled rule modules with the manifest of `bundles/`. Nothing is
 * compiled, so that it starts at once; without compiled modules, in a checkout that isn't built, the sources are.
 */
export function builtInPolicies(): Promise<Policies> {
  return compiledPolicies("policies", packageFile("bundles"));
}

/** The decisions behind the command line's analyses, in the same way. */
export function builtInDecisions(): Promise<Policies> {
  return compiledPolicies("decisions", packageFile("decisions", "bundles"));
}

/**
 * @param folder what the folder of the sources and the joined modules are called
 * @param outputs what was built of it
 */
async function compiledPolicies(folder: string, outputs: string): Promise<Policies> {
  const manifestFile = join(outputs, "manifest.json");
  const compiled = packageFile("dist");
  const fromDist = import.meta.url.startsWith(pathToFileURL(compiled + sep).href);
  if (!fromDist || !existsSync(manifestFile)) {
    const { loadPolicies } = await import("./policy-folder.ts");
    return loadPolicies(packageFile(folder));
  }
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest;
  const { modules } = (await import(pathToFileURL(join(compiled, `${folder}.js`)).href)) as Pack;
  return nativePolicies(
    manifest,
    manifest.rules.map(({ module }) => modules[module]!.default as Rule),
    (manifest.decisions ?? []).map(({ module }) => modules[module]!.default as Decision),
    () => readSerialised(readFileSync(join(outputs, "program.json"), "utf8")),
  );
}
