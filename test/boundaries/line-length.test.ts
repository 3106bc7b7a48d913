import { readFileSync } from "node:fs";
import { ts } from "ts-morph";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { wrapProse } from "../../scripts/docs/wrap.ts";
import { projectFiles } from "./modules.ts";

const test = suite("boundaries: line length");

/** Lines of a source text that a literal is on, which can't be broken. */
function literalLines(file: string, text: string): Set<number> {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node) || ts.isTemplateExpression(node)) {
      const last = source.getLineAndCharacterOfPosition(node.end).line;
      for (let line = source.getLineAndCharacterOfPosition(node.getStart()).line; line <= last; line++) lines.add(line);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return lines;
}

test("no source line is longer than 120 characters, but for literals and addresses", () => {
  const found = projectFiles(["src", "scripts", "policies"], /\.(?:ts|mjs)$/).filter((file) => {
    const text = readFileSync(file, "utf8");
    const literals = literalLines(file, text);
    return text
      .split("\n")
      .some((line, index) => line.length > 120 && !literals.has(index) && !/https?:\/\/\S+$/.test(line));
  });
  assert.equal(found, []);
});

test("prose is wrapped at 120 characters", () => {
  const found = projectFiles(["."], /\.md$/).filter((file) => {
    const text = readFileSync(file, "utf8");
    return wrapProse(text) !== text;
  });
  assert.equal(found, []);
});

test("prose is wrapped between words, and only where it must be", () => {
  const word = "word ".repeat(30).trim();
  assert.is(wrapProse(`${word}\nshort`), `${"word ".repeat(24).trim()}\n${"word ".repeat(6)}short`);
  assert.is(wrapProse("a\nb"), "a\nb");
  assert.is(wrapProse(`- ${word}`), `- ${"word ".repeat(23).trim()}\n  ${"word ".repeat(7).trim()}`);
  const code = `\`${word}\``;
  const [table, heading, block] = [`| ${word} |`, `# ${word}`, `\`\`\`\n${word}\n\`\`\``];
  for (const kept of [code, table, heading, block]) assert.is(wrapProse(kept), kept);
});

test.run();
