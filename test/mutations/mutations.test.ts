import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { replaced } from "./apply.ts";
import { mutations } from "./mutations.ts";

/** Whether each is caught takes long to try: `node scripts/mutations.mjs`. */
test("each deliberate bug changes a text that stands once in the compiler", () => {
  for (const { name, file, from, to } of mutations) {
    assert.ok(replaced(readFileSync(file, "utf8"), from, to) !== undefined, `${name}: ${file}`);
    assert.is.not(from, to, name);
  }
  assert.is(new Set(mutations.map(({ name }) => name)).size, mutations.length);
  assert.ok(mutations.length >= 20);
});

test.run();
