import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

let root: string | undefined;

/** A file of this package, whether this module runs from `src/` or from `dist/`. */
export function packageFile(...segments: readonly string[]): string {
  root ??= findRoot();
  return join(root, ...segments);
}

function findRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, "package.json"))) directory = dirname(directory);
  return directory;
}
