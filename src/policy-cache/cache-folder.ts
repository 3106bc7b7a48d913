import { accessSync, constants, existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";

/**
 * Where compiled policies of a folder are kept: in REGOSCRIPT_CACHE; else with other tools' caches in the
 * `node_modules` beside the nearest `package.json`, unless it can't be written to; else in the user's own folder for
 * caches.
 */
export function cacheFolder(policies: string, environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment["REGOSCRIPT_CACHE"];
  if (named) return resolve(named);
  const installed = installedPackages(policies);
  if (installed !== undefined) {
    const folder = join(installed, ".cache", "regoscript");
    // An image may bring a cache along that nobody can write to.
    if (existsSync(folder) || isWritable(installed)) return folder;
  }
  return join(userFolder(environment), "regoscript");
}

function installedPackages(policies: string): string | undefined {
  for (let folder = resolve(policies); ; folder = dirname(folder)) {
    const installed = join(folder, "node_modules");
    if (existsSync(join(folder, "package.json"))) return existsSync(installed) ? installed : undefined;
    if (dirname(folder) === folder) return undefined;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** https://specifications.freedesktop.org/basedir-spec/latest and its likes on other systems. */
function userFolder(environment: NodeJS.ProcessEnv): string {
  const named = environment["XDG_CACHE_HOME"];
  if (named) return named;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  const local = environment["LOCALAPPDATA"];
  if (process.platform === "win32" && local) return local;
  return join(homedir(), ".cache");
}
