import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { slowTextOf } from "../../src/frontend/patterns.ts";
import { composed, literalsOf, lookedAt } from "./expressions.ts";

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
  "unknown",
];

const sourcesIn = (folder: string): { file: string; text: string }[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), "utf8") }));
const sources = folders.flatMap((folder) => sourcesIn(join("src", folder)));
const policies = sourcesIn("policies");

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

test("one place writes to the standard streams, so that nothing is sent unseen", () => {
  const writing = sourcesIn("src").filter(
    ({ file, text }) =>
      file !== join("src", "cli", "output.ts") &&
      /\bconsole\s*[.[]|\bprocess\s*(?:\.\s*|\[\s*["'`])std(?:out|err)|\bstd(?:out|err)\b.*from "(?:node:)?process"/.test(
        text,
      ),
  );
  assert.equal(
    writing.map(({ file }) => file),
    [],
  );
});

test("no expression in the sources takes longer than in proportion to a document", () => {
  const files = [...sources, ...policies];
  const literals = files.flatMap(({ file, text }) => literalsOf(text).map((one) => ({ file, ...one })));
  const slow = [...literals, ...composed.map((one) => ({ file: "composed", ...one }))].filter(
    ({ source, flags, repeats }) =>
      lookedAt[`/${source}/${flags}`] === undefined && slowTextOf(source, flags, repeats) !== undefined,
  );
  assert.equal(
    slow.map(({ file, source, flags }) => `${file}: /${source}/${flags}`),
    [],
  );
  const written = new Set(literals.map(({ source, flags }) => `/${source}/${flags}`));
  assert.equal(
    Object.keys(lookedAt).filter((one) => !written.has(one)),
    [],
    "these are looked at, and not there",
  );
  assert.ok(literals.length > 80, `${literals.length} expressions`);
});

test.run();
