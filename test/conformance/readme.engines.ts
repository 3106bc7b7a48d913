import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { engine } from "../engines/locate.ts";
import { difference, shownCommands } from "../readme/blocks.ts";

/** The real engine that a command of the README is asked of. */
const real: { readonly [program: string]: string } = {
  conftest: "conftest-0.71",
  gator: "gator-3.23",
  opa: "opa-1.22",
};

const shown = shownCommands().flatMap((command) => {
  const name = real[command.command.split(" ", 1)[0]!];
  return name === undefined ? [] : [{ ...command, name }];
});

for (const { command, output, line } of shown) {
  test(`README.md:${line}: ${command}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "regoscript-readme-"));
    try {
      for (const [program, binary] of Object.entries(real)) symlinkSync(engine(binary).binary, join(folder, program));
      const environment = { ...process.env, NO_COLOR: "1", PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` };
      const { stdout, stderr } = spawnSync("bash", ["-c", command], { encoding: "utf8", env: environment });
      assert.is(difference(output, stdout + stderr), undefined);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test("the README shows each engine", () => {
  assert.equal([...new Set(shown.map(({ name }) => name))].sort(), Object.values(real).sort());
});

test.run();
