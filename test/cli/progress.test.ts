import { test } from "uvu";
import * as assert from "uvu/assert";
import { Progress } from "../../src/cli/progress.ts";

/** What a run of files, each of which takes 60 ms, says. */
function said(isTTY: boolean, files: number): string[] {
  const texts: string[] = [];
  let now = 0;
  const progress = new Progress({ isTTY, write: (text) => texts.push(text) }, () => now);
  for (let file = 1; file <= files; file++) {
    now += 60;
    progress.show(file);
  }
  progress.end();
  return texts;
}

test("a run of more than a second says on a terminal how far it is, and clears that", () => {
  assert.equal(said(true, 20), ["\r17 files …", "\r19 files …", "\r\u001b[K"]);
  assert.equal(said(true, 16), []);
});

test("nowhere else", () => assert.equal(said(false, 100), []));

test.run();
