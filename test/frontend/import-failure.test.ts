import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { importFailure } from "../../src/diagnostics/import-failure.ts";
import { nativePolicies } from "../../src/evaluator/native.ts";
import { PolicyFolder } from "../../src/policy-folder.ts";

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

test("a file that a CommonJS module asks for by another name is told at its import", () => {
  const error = Object.assign(failed("Cannot find module './helper.js'\nRequire stack:\n- …", []), {
    requireStack: [`${resolve("p/rule.ts")}?namespace=1`],
  });
  const given = new Map([...sources, ["p/rule.ts", 'import { second } from "./helper.js";\n']]);
  const { message, span, help } = importFailure(error, "p/helper.ts", given);
  assert.is(message, "Node doesn't find `./helper.js`");
  assert.equal([span.file, span.line, span.column], ["p/rule.ts", 1, 25]);
  assert.is(help, "name the file as it is: `./helper.ts`");
});

test("policies below a package of CommonJS import their helpers, and read them anew when they change", async () => {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-commonjs-"));
  try {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(process.cwd(), join(folder, "node_modules", "regoscript"));
    cpSync("test/evaluator/policies", join(folder, "p"), { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
    const policies = new PolicyFolder(join(folder, "p"));
    const helper = (word: string): string =>
      `export function word(text: string): string {\n  return \`\${text} ${word}\`;\n}\n`;
    const rule = readFileSync(join(folder, "p", "star-action.ts"), "utf8");
    assert.match(rule, /"every action is allowed"/);
    writeFileSync(
      join(folder, "p", "star-action.ts"),
      `import { word } from "./word";\n${rule.replace(/(\)[^;]*violation\([^;]*)"every action is allowed"/, '$1word("every")')}`,
    );
    for (const word of ["one", "other"]) {
      writeFileSync(join(folder, "p", "word.ts"), helper(word));
      const { result, rules } = await policies.load();
      const { violations } = nativePolicies(result.manifest, rules).evaluate([
        { kind: "Gadget", apiVersion: "v1", metadata: { name: "g" }, spec: { actions: ["*"] } },
      ]);
      assert.equal(
        violations.map(({ message }) => message),
        [`every ${word}`],
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("anything else is told at the file", () => {
  const { span } = importFailure("thrown", "p/rule.ts", sources);
  assert.equal([span.file, span.line, span.column], ["p/rule.ts", 1, 1]);
});

test.run();
