import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The version in the nearest package.json above a policy folder or in it; a file that isn't JSON says none. */
export function packVersion(directory: string): string | undefined {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file)) return versionIn(readFileSync(file, "utf8"));
    if (dirname(folder) === folder) return undefined;
  }
}

function versionIn(text: string): string | undefined {
  try {
    const { version } = JSON.parse(text) as { version?: unknown };
    return typeof version === "string" && /^\d+\.\d+\.\d+[-+.0-9A-Za-z]*$/.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}
