// Whether `dist/` is what `src/` and `policies/` compile to, by the times of the files.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { project } from "./suites.mjs";

/** The built command line. */
export const commandLine = join(project, "dist", "src", "cli", "main.js");

/** Whether `npm run prepare` has run since the sources changed. */
export function isBuilt() {
  const built = statSync(commandLine, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return ["src", "policies"].every((folder) =>
    readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .every((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs <= built),
  );
}
