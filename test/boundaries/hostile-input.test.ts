import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";

/** The folders through which documents go. */
const folders = [
  "authoring",
  "cli",
  "diagnostics",
  "evaluator",
  "library",
  "loader",
  "manifest",
  "reporters",
  "std",
  "text",
];

const sources = folders.flatMap((folder) =>
  readdirSync(join("src", folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => {
      const file = join("src", folder, name);
      return { file, text: readFileSync(file, "utf8") };
    }),
);

/** Places of an expression in the sources, as `file: line`. */
function placesOf(expression: RegExp): string[] {
  return sources.flatMap(({ file, text }) =>
    text
      .split("\n")
      .filter((line) => expression.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
}

test("nothing spreads a list, which may be as long as a document has room for, into a call of `push`", () => {
  assert.equal(placesOf(/\.(?:push|unshift)\(\s*\.\.\./), []);
  assert.ok(sources.length > 80, `${sources.length} files`);
});

test.run();
