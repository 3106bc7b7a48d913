import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileNext } from "./compile-next.ts";

const folder = new URL("marked/", import.meta.url);

/** Programs in which a comment at the end of a line says which diagnostics stand there; other lines have none. */
for (const name of readdirSync(folder)) {
  test(name, () => {
    const directory = mkdtempSync(join(tmpdir(), "regoscript-marked-"));
    mkdirSync(join(directory, "policies"));
    copyFileSync(new URL(name, folder), join(directory, "policies", name));
    try {
      const marked = readFileSync(new URL(name, folder), "utf8")
        .split("\n")
        .flatMap((line, index) =>
          (/\/\/ (RS\d{4}(?: RS\d{4})*)$/.exec(line)?.[1] ?? "")
            .split(" ")
            .filter(Boolean)
            .map((code) => `${index + 1} ${code}`),
        );
      const found = compileNext(join(directory, "policies")).diagnostics.map(
        ({ code, span }) => `${span.line} ${code}`,
      );
      assert.equal([...new Set(found)].sort(), marked.sort());
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
}

test.run();
