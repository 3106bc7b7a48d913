// Whether `dist/` is what the sources compile to, by the times of the files.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { project } from "./suites.mjs";

/** The built command line. */
export const commandLine = join(project, "dist", "src", "cli", "main.js");

/** Whether `npm run prepare` has run since the sources changed. */
export function isBuilt() {
  const built = statSync(commandLine, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return ["src", "policies", "decisions"].every((folder) =>
    readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      // What is built of decisions stands beside them.
      .filter((entry) => entry.isFile() && (folder !== "decisions" || entry.name.endsWith(".ts")))
      .every((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs <= built),
  );
}
