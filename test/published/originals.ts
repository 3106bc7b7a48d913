import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * The folder of a Go module that holds published Rego policies, from Go's module proxy. Nothing of them is in this
 * repository.
 *
 * @throws Error if the module can't be had, or isn't the one whose checksum `originals.json` has
 */
export function originals(module: string): string {
  const pinned = (
    JSON.parse(readFileSync(new URL("originals.json", import.meta.url), "utf8")) as {
      module: string;
      version: string;
      sum: string;
    }[]
  ).find((one) => one.module === module);
  if (pinned === undefined) throw new Error(`originals.json doesn't name ${module}`);
  const output = execFileSync("go", ["mod", "download", "-json", `${module}@${pinned.version}`], {
    cwd: tmpdir(),
    encoding: "utf8",
    env: { ...process.env, GOFLAGS: "", GOWORK: "off" },
  });
  const { Dir, Sum } = JSON.parse(output) as { Dir: string; Sum: string };
  if (Sum !== pinned.sum)
    throw new Error(`${module} ${pinned.version} has the checksum ${Sum}, expected ${pinned.sum}`);
  return Dir;
}

/** The text of a file of such a module. */
export function original(folder: string, ...path: readonly string[]): string {
  return readFileSync(join(folder, ...path), "utf8");
}
