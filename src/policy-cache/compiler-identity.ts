import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sep } from "node:path";
import { pathToFileURL } from "node:url";
import { digest } from "../observations.ts";
import { packageFile } from "../package-file.ts";

/**
 * What compiled policies depend on besides sources: the compiler, TypeScript and Node. The compiler's own code counts,
 * not its version alone, so that nothing outlives a patch or a build of a checkout. Without a build, when the compiler
 * runs from its sources, it has no identity.
 */
export function compilerIdentity(): string | undefined {
  const built = packageFile("dist");
  // Names of the joined modules that it imports are digests of what they hold (scripts/join-modules.mjs).
  const compiler = packageFile("dist", "src", "compile.js");
  if (!import.meta.url.startsWith(pathToFileURL(built + sep).href) || !existsSync(compiler)) return undefined;
  const { resolve } = createRequire(import.meta.url);
  const texts = [compiler, packageFile("package.json"), resolve("ts-morph/package.json")];
  return digest([process.version, ...texts.map((file) => readFileSync(file, "utf8"))].join("\n"));
}
