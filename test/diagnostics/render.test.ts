import { test } from "uvu";
import * as assert from "uvu/assert";
import { renderDiagnostic } from "../../src/diagnostics/render.ts";

/** The lines of a frame that show a text's only line, with the marked part under it. */
function frame(text: string, start: number, end: number): readonly string[] {
  const span = { file: "policies/a.ts", start, end, line: 1, column: start + 1 };
  return renderDiagnostic({ code: "RS1002", message: "m", help: "h", span }, () => text)
    .split("\n")
    .slice(3, 5);
}

test("a line is shown with a mark under the part that is meant", () => {
  assert.equal(frame("const a = b;", 10, 11), ["1 | const a = b;", "  |           ^"]);
});

test("of a long line the part around the place is shown", () => {
  const text = `${"a".repeat(5000)}bad${"c".repeat(4000)}`;
  const [line, mark] = frame(text, 5000, 5003);
  assert.is(line, `1 | …${"a".repeat(60)}bad${"c".repeat(97)}…`);
  assert.is(mark, `  | ${" ".repeat(61)}^^^`);
});

test.run();
