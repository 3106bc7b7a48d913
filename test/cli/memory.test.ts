import { test } from "uvu";
import * as assert from "uvu/assert";
import { builtBundle } from "../evaluator/fixtures.ts";
import { regoscript, withFiles } from "./run.ts";

const bundle = await builtBundle();

test("of a file in which something was found, only what is reported stays in memory", () => {
  const gadget = (index: number): string =>
    `kind: Gadget\nmetadata: {name: a-gadget-with-a-name-of-its-own-${index}}\nspec: {actions: "*", parts: [{name: a-part-with-a-long-name-${index}, size: 11}]}\n`;
  const filler = `# ${"x".repeat(98)}\n`.repeat(20_000);
  const files = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`${index}.yaml`, gadget(index) + filler]));
  withFiles({ ...files, "bundle.tar.gz": bundle }, (folder) => {
    // The files hold 160 MB.
    const { code, stdout, stderr } = regoscript(
      ["check", "--bundle", `${folder}/bundle.tar.gz`, "--format", "json", folder],
      { environment: { NODE_OPTIONS: "--max-old-space-size=70" } },
    );
    assert.is(code, 1, stderr.slice(0, 2000));
    assert.is((JSON.parse(stdout) as { violations: unknown[] }).violations.length, 160);
  });
});

test("a folder that holds nothing to check is a problem, beside one that does", () => {
  withFiles(
    { "good/a.yaml": "kind: Gadget\nspec: {}\n", "empty/notes.txt": "nothing", "bundle.tar.gz": bundle },
    (folder) => {
      const { code, stdout } = regoscript([
        "check",
        "--bundle",
        `${folder}/bundle.tar.gz`,
        `${folder}/empty`,
        `${folder}/good`,
      ]);
      assert.is(code, 2);
      assert.match(stdout, /unreadable holds no file to check\n --> .*\/empty\n/);
      assert.match(stdout, /1 document in 1 file/);
    },
  );
});

test.run();
