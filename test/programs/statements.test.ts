import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileDirectory } from "../../src/compile.ts";
import { random } from "../language/things.ts";
import { seedOf } from "../seed.ts";
import { programOf, writeShared } from "./run.ts";
import { tapes } from "./tapes.ts";

/** What a module's statements can change; a program reads all of it. */
const declarations = `const list: string[] = ["b"];
const members = new Set<string>(["b"]);
const table = new Map<string, string>([["b", "c"]]);
const record: Record<string, string> = { b: "c" };
function fill(): void {
  list.push("a");
}
`;

/** Statements that Node runs as it imports the module, and that no other engine would know of. */
const statements = [
  'list.push("a");',
  "list.sort();",
  "list.reverse();",
  'list[0] = "a";',
  "list.length = 0;",
  'list.splice(0, 1, "a");',
  'members.add("a");',
  'members.delete("b");',
  'table.set("a", "b");',
  "table.clear();",
  'record["a"] = "b";',
  'record.a = "b";',
  'delete record["b"];',
  "for (const one of members) list.push(one);",
  'for (let index = 0; index < 2; index++) list.push("a");',
  'if (members.has("b")) list.push("a");',
  "while (list.length > 0) list.pop();",
  'do { list.push("a"); } while (list.length < 3);',
  '{ list.push("a"); }',
  'try { list.push("a"); } catch { list.pop(); }',
  'switch (list.length) { case 1: list.push("a"); }',
  'if (list.length > 5) throw new Error("too long");',
  'throw new Error("never");',
  "fill();",
  "void fill();",
  '(() => { list.push("a"); })();',
  'list.forEach(() => members.add("a"));',
  '[list[0]] = ["a"];',
  'Object.assign(record, { a: "b" });',
  "Array.prototype.includes = () => true;",
  'Object.defineProperty(record, "a", { value: "b" });',
  'export const size = list.push("a");',
  'const first = (list.push("a"), list[0]);',
  "const { length } = list.concat(list.splice(0, 1));",
  'let changing = "a";',
  'var changed = "a";',
  'enum Sizes { small = "a".length }',
  'class Filled { static { list.push("a"); } }',
  'namespace Inner { list.push("a"); }',
  "outer: for (const one of members) { list.push(one); break outer; }",
  "console.log(list);",
  "debugger;",
];

test("a program with a statement of a module is refused, wherever the statement stands", () => {
  const seed = seedOf(20261125);
  const next = random(seed);
  const folder = mkdtempSync(join(".cache", "statements-"));
  try {
    const programs = tapes(seed, statements.length).map(programOf);
    writeShared(folder, programs);
    const placed = programs.map((text, program) => {
      const lines = text
        .replace(
          "*check(thing, { parameters }) {\n",
          '*check(thing, { parameters }) {\n    if (list.includes("a") || members.has("a") || table.has("a")) yield violation(thing, "changed");\n',
        )
        .split("\n");
      const statement = statements[program]!;
      const starts = lines.flatMap((line, index) => (line === "export default rule({" || line === "" ? [index] : []));
      const top = lines.indexOf('const words = new Set(["a", "x", "stop"]);');
      const outside = starts.filter((index) => index >= top && isOutside(lines, index));
      const at = outside[Math.floor(next() * outside.length)]!;
      lines.splice(at, 0, statement);
      lines.splice(top, 0, ...declarations.trimEnd().split("\n"));
      writeFileSync(join(folder, `program-${program}.ts`), lines.join("\n"));
      return { program, statement, line: at + declarations.trimEnd().split("\n").length + 1 };
    });
    const { diagnostics } = compileDirectory(folder);
    const accepted = placed.filter(
      ({ program, line }) =>
        !diagnostics.some(({ span }) => span.file.endsWith(`/program-${program}.ts`) && span.line === line),
    );
    assert.equal(
      accepted.map(({ statement }) => statement),
      [],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Whether a line stands between declarations and in none. */
function isOutside(lines: readonly string[], index: number): boolean {
  const before = lines.slice(0, index).findLast((line) => line !== "");
  return before !== undefined && /^[^ ].*[;}]$|^\}\);$/.test(before);
}

test.run();
