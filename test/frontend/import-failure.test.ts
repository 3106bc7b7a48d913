import { resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { importFailure } from "../../src/diagnostics/import-failure.ts";

const sources = new Map([
  ["p/rule.ts", 'import { rule } from "regoscript";\n\nexport default rule({});\n'],
  ["p/helper.ts", "export const first = 1;\nexport const second = fail();\n"],
]);

/** An error whose stack is as Node prints it. */
function failed(message: string, frames: readonly string[]): Error {
  const error = new Error(message);
  error.stack = [`Error: ${message}`, ...frames.map((frame) => `    at ${frame}`)].join("\n");
  return error;
}

test("what throws while it is imported is told at the innermost place of the policies", () => {
  for (const frame of [
    `fail (file://${resolve("p/helper.ts")}?tsx-namespace=policies:2:23)`,
    `file://${resolve("p/helper.ts")}:2:23`,
    `${resolve("p/helper.ts")}:2:23`,
  ]) {
    const frames = ["node:internal/modules/run_main:123:5", frame, `file://${resolve("p/rule.ts")}:1:1`];
    const { code, message, span } = importFailure(failed("no\nmore", frames), "p/rule.ts", sources);
    assert.is(code, "RS4002");
    assert.is(message, "Node can't import this: no");
    assert.equal([span.file, span.line, span.column], ["p/helper.ts", 2, 23]);
  }
});

test("a package that isn't found is told at its import", () => {
  const error = failed(`Cannot find package 'regoscript' imported from ${resolve("p/rule.ts")}`, []);
  const { message, span, help } = importFailure(error, "p/rule.ts", sources);
  assert.is(message, "Node doesn't find `regoscript`");
  assert.equal([span.file, span.line, span.column, span.start], ["p/rule.ts", 1, 23, 22]);
  assert.match(help, /npm install regoscript/);
});

test("anything else is told at the file", () => {
  const { span } = importFailure("thrown", "p/rule.ts", sources);
  assert.equal([span.file, span.line, span.column], ["p/rule.ts", 1, 1]);
});

test.run();
