import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileDirectory } from "../../src/compile.ts";
import { excessInText } from "../../src/frontend/limits.ts";

const repeated = (count: number, part: string): string => Array.from({ length: count }, () => part).join("");

const tooLarge: { readonly [name: string]: readonly [code: string, text: string] } = {
  "a sum of 1,500 terms": ["RS5001", `const sum = 1${repeated(1499, " + 1")};`],
  "1,500 nested parentheses": ["RS5001", `const one = ${repeated(1500, "(")}1${repeated(1500, ")")};`],
  "100,000 nested brackets": ["RS5001", `const one = ${repeated(100000, "[")}${repeated(100000, "]")};`],
  "a list of 20,000 strings": ["RS5002", `const names = [${repeated(20000, '"name", ')}];`],
  "an object of 20,000 fields": [
    "RS5002",
    `const names = {${Array.from({ length: 20000 }, (_, index) => `n${index}: 1`).join(", ")}};`,
  ],
};

for (const [name, [code, text]] of Object.entries(tooLarge)) {
  test(`${name} is too large`, () => assert.is(excessInText("a.ts", text)?.code, code));
}

test("what is within the limits is none of it", () => {
  assert.is(excessInText("a.ts", `const sum = 1${repeated(380, " + 1")};`), undefined);
  assert.is(excessInText("a.ts", `const names = [${repeated(2000, '"name", ')}];`), undefined);
  assert.is(
    excessInText("a.ts", `function f(x) {\n${repeated(200, "if (x) return 1; else ")}return 2;\n}`),
    undefined,
    "a chain of 200 `else if`",
  );
  assert.is(
    excessInText("a.ts", `const all = { examples: { many: [${repeated(3000, "1, ")}] } };`),
    undefined,
    "examples are not compiled",
  );
});

test("the folder's diagnostics are those alone, each at its place", () => {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-limits-"));
  writeFileSync(join(folder, "deep.ts"), `\nconst one =\n  ${repeated(1500, "(")}1${repeated(1500, ")")};\n`);
  const { diagnostics, sources } = compileDirectory(folder);
  rmSync(folder, { recursive: true });
  assert.equal(
    diagnostics.map(({ code, span }) => `${code} ${span.line}`),
    ["RS5001 3"],
  );
  assert.is(sources.size, 1);
});

test("so is what TypeScript's own parser can't take", () => {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-limits-"));
  writeFileSync(join(folder, "deep.ts"), `\nconst one =\n  ${repeated(100_000, "[")}${repeated(100_000, "]")};\n`);
  const { diagnostics } = compileDirectory(folder);
  rmSync(folder, { recursive: true });
  assert.equal(
    diagnostics.map(({ code, span }) => `${code} ${span.line}`),
    ["RS5001 3"],
  );
});

test.run();
