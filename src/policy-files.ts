import { readdirSync, realpathSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * The TypeScript files of a policy folder, by absolute names, sorted: not tests, declarations, hidden files or what is
 * installed. Links are followed, each folder once.
 *
 * @throws NodeJS.ErrnoException if the system refuses to read a folder
 */
export function policyFilesBelow(directory: string): string[] {
  const files: string[] = [];
  const seen = new Set<string>();
  const pending = [resolve(directory)];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const real = realpathSync(folder);
    if (seen.has(real)) continue;
    seen.add(real);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const path = join(folder, entry.name);
      // A link that leads nowhere is neither.
      const found = entry.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : entry;
      if (found?.isDirectory() === true) pending.push(path);
      else if (found?.isFile() === true && isPolicyFile(entry.name)) files.push(path);
    }
  }
  return files.sort();
}

function isPolicyFile(name: string): boolean {
  return name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.endsWith(".d.ts");
}
