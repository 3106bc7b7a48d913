/**
 * Records what conftest makes of each Dockerfile of the table. Run it with the path of a conftest 0.71.1 binary:
 *
 *     node --conditions=source --import tsx test/loader/record-dockerfiles.ts <conftest>
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dockerfileTable } from "./dockerfile-table.ts";

const [conftest] = process.argv.slice(2);
if (conftest === undefined) throw new Error("name the conftest binary");
const folder = mkdtempSync(join(tmpdir(), "dockerfiles-"));
const recorded: Record<string, unknown> = {};
for (const { name, text } of dockerfileTable) {
  writeFileSync(join(folder, "Dockerfile"), text);
  const run = spawnSync(conftest, ["parse", "Dockerfile"], { cwd: folder, encoding: "utf8" });
  if (run.error !== undefined) throw run.error;
  // conftest prints an array of files; null stands for a file that it refuses.
  recorded[name] = run.status === 0 ? (JSON.parse(run.stdout) as unknown[])[0] : null;
}
rmSync(folder, { recursive: true });
const lines = Object.entries(recorded).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
writeFileSync(new URL("./dockerfiles.conftest.json", import.meta.url), `{\n${lines.join(",\n")}\n}\n`);
