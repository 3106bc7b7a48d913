import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileDirectory } from "../../src/compile.ts";

interface Refusal {
  /** Statements of a generator of violations of `thing`. */
  readonly statements: string;
  readonly code: string;
  /** What the diagnostic points at. */
  readonly at: string;
  readonly help: string;
  /** What stands before the function. */
  readonly before?: string;
}

/** Ordinary code that the language doesn't have: where it is refused, and a help that fits what was written. */
const refusals: readonly Refusal[] = [
  { statements: "debugger;", code: "RS1001", at: "debugger;", help: "remove it; breakpoints" },
  { statements: "if (<string>name === tags[0]) return;", code: "RS1013", at: "<string>name", help: "test the value" },
  { statements: "if (void 0 === tags[0]) return;", code: "RS1001", at: "void 0", help: "write `undefined`" },
  { statements: "enum Side { Left }", code: "RS1001", at: "enum Side { Left }", help: "at the top of the file" },
  {
    statements: "if (size % tags.length === 0) return;",
    code: "RS2006",
    at: "size % tags.length",
    help: "`remainder(number, divisor)`",
  },
  { statements: "if (size / 1024 > 5) return;", code: "RS2006", at: "/", help: "`Math.floor(size / 1024)`" },
  { statements: 'if (name.split("").length > 3) return;', code: "RS2010", at: '""', help: "`[...text]`" },
  {
    statements: "if (/^(?:[a-z]{1,63}-){1,30}$/u.test(name)) return;",
    code: "RS2008",
    at: "/^(?:[a-z]{1,63}-){1,30}$/u",
    help: "the text's `length`",
  },
  { statements: 'if (tags[-1] === "a") return;', code: "RS2010", at: "-1", help: "`tags.at(-1)`" },
  {
    before: "const table: Record<string, number> = { a: 1 };",
    statements: "if ((table[name] ?? 0) > 0) return;",
    code: "RS2012",
    at: "name",
    help: "`Object.hasOwn(table, name) ? table[name] : …`",
  },
  {
    before: "const table: Record<string, number> = { a: 1 };",
    statements: "if (name in table) return;",
    code: "RS2012",
    at: "name",
    help: "`Object.hasOwn(table, name)`",
  },
  {
    before: "type Found = { note: string } | { size: number };",
    statements: 'const found: Found = thing.on ? { note: "a" } : { size: 1 }; if ("note" in found) return;',
    code: "RS1001",
    at: "in",
    help: "a field that tells them apart",
  },
  {
    before: 'import * as things from "./thing.ts";',
    statements: "if ([things].length > 1) return;",
    code: "RS1017",
    at: "things",
    help: "name what you need of it: `things.name`",
  },
  {
    statements: "if (Math.min(Infinity, ...tags.map((tag) => tag.length)) > 3) return;",
    code: "RS1017",
    at: "Infinity",
    help: "`Number.MAX_SAFE_INTEGER`",
  },
  {
    statements: "if (new RegExp(name).test(name)) return;",
    code: "RS2008",
    at: "new RegExp(name)",
    help: "`matchesPattern(text, pattern)`",
  },
  { statements: "if (name.match(name)) return;", code: "RS2001", at: "match", help: "`matchesPattern(text, pattern)`" },
  {
    statements: "if (new Date().getTime() > size) return;",
    code: "RS1014",
    at: "new Date()",
    help: "a rule has no time",
  },
  { statements: "if (Date.now() > size) return;", code: "RS1017", at: "Date.now", help: "a rule has no time" },
  {
    statements: "const order = tags.toSorted((a, b) => (a < b ? -1 : 1)); if (order.length > 1) return;",
    code: "RS2005",
    at: "(a, b) => (a < b ? -1 : 1)",
    help: "by keys",
  },
  {
    statements:
      "const compareText = (a: string, b: string) => b.length * a.length; if (tags.toSorted((a, b) => compareText(a, b))[0] === name) return;",
    code: "RS2005",
    at: "(a, b) => compareText(a, b)",
    help: "`toSorted(compareText)`",
  },
  {
    statements:
      "const compareText = (a: string, b: string) => b.length * a.length; if (tags.toSorted(compareText)[0] === name) return;",
    code: "RS2005",
    at: "compareText",
    help: "by keys",
  },
  { statements: "if (name.valueOf() === tags[0]) return;", code: "RS1017", at: "valueOf", help: "" },
  {
    statements: "if (tags.some((tag) => tag === name, thing)) return;",
    code: "RS1017",
    at: "tags.some((tag) => tag === name, thing)",
    help: "",
  },
  {
    statements: "const groups = Object.groupBy(tags, (tag) => tag); if (groups[name] !== undefined) return;",
    code: "RS4001",
    at: "groupBy",
    help: "`(lists[key] ??= []).push(item)`",
  },
  {
    statements: "const set = new Set(tags); if (set.difference(new Set([name])).size > 0) return;",
    code: "RS4001",
    at: "difference",
    help: "`[...a].filter((item) => !b.has(item))`",
  },
  {
    before: `import { type Evidence } from "regoscript";
function noted(given: Thing): boolean { return given.note !== undefined; }`,
    statements: "const evidence: Evidence<Thing> = thing; if (noted(evidence)) return;",
    code: "RS4001",
    at: "evidence",
    help: "`Evidence<…>`",
  },
  {
    statements: 'let seen = ""; for (const tag of tags) { if (tag === seen) yield violation(thing, tag); seen = tag; }',
    code: "RS1022",
    at: "seen",
    help: "`list[index - 1]`",
  },
  {
    statements: "const all = violations(thing); yield* all;",
    code: "RS1026",
    at: "violations(thing)",
    help: "keep its elements",
  },
  {
    statements:
      "let count = 0; for (const one of violations(thing)) count += one.message.length; if (count > 3) return;",
    code: "RS1027",
    at: "violations(thing)",
    help: "yield them",
  },
  {
    statements: "if (Array.from(violations(thing)).length > 1) return;",
    code: "RS1027",
    at: "violations(thing)",
    help: "yield them",
  },
  {
    before:
      "function* texts(thing: Thing): Generator<string, void> { for (const one of violations(thing)) yield one.message; }",
    statements: "if ([...texts(thing)].length > 1) return;",
    code: "RS1027",
    at: "violations(thing)",
    help: "yield them",
  },
  {
    before: "function alike<T>(one: T, other: T): boolean { return one === other; }",
    statements: "if (alike(name, tags[0]) && alike(parts, parts)) return;",
    code: "RS2004",
    at: "one === other",
    help: "a field that tells them apart",
  },
  {
    statements: 'const match = /^(?<first>a)$/u.exec(name); if (match?.groups?.["first"] === "b") return;',
    code: "RS1017",
    at: "groups",
    help: "`match[1]`",
  },
  {
    statements: "for (let i = 0; i < tags.length; i++) if (tags[i] === name) return;",
    code: "RS1003",
    at: "for (let i = 0; i < tags.length; i++) if (tags[i] === name) return;",
    help: "`for (const [index, item] of list.entries())`",
  },
  { statements: "if (tags.sort()[0] === name) return;", code: "RS1009", at: "sort", help: "`toSorted(compareText)`" },
  {
    statements: "if (tags.toSorted()[0] === name) return;",
    code: "RS2005",
    at: "toSorted",
    help: "`toSorted(compareText)`",
  },
  {
    before: 'import { readFileSync } from "node:fs";',
    statements: "if (readFileSync(name).length > 1) return;",
    code: "RS4001",
    at: '"node:fs"',
    help: "nothing of Node",
  },
  { statements: 'if (process.env["A"] === name) return;', code: "RS4001", at: "process", help: "nothing of Node" },
  { statements: 'if (require("fs") === name) return;', code: "RS4001", at: "require", help: "nothing of Node" },
  { statements: "console.log(name);", code: "RS4001", at: "console", help: "put it into a message" },
  // What is said of uses of a name whose declaration is refused only follows from that.
  {
    statements: "class Side { at = 1; static least = 2; } const side = new Side(); if (side.at > Side.least) return;",
    code: "RS1005",
    at: "class Side { at = 1; static least = 2; }",
    help: "",
  },
  {
    before: "class Side { at = 1; }",
    statements: "const side: Side = new Side(); if (side.at > 3) return;",
    code: "RS1005",
    at: "class Side { at = 1; }",
    help: "",
  },
  {
    statements: 'const index = 0; const { [index]: tag } = tags; if (tag === name) return; if (tag === "a") return;',
    code: "RS1021",
    at: "[index]: tag",
    help: "",
  },
  {
    before: `function side(given: string): string; function side(given: number): number;
function side(given: string | number): string | number { return given; }`,
    statements: 'if (side(name) === "a") return;',
    code: "RS1018",
    at: "side",
    help: "declare it once",
  },
  {
    before: `function side(given: string): string; function side(given: number): number;
function side(given: string | number): string | number { return given; }`,
    statements: "if (tags.map(side).length > 3) return;",
    code: "RS1018",
    at: "side",
    help: "declare it once",
  },
  { statements: "fetch(name);", code: "RS4001", at: "fetch", help: "nothing of Node" },
];

const folder = mkdtempSync(join(tmpdir(), "regoscript-helps-"));
copyFileSync("test/language/fixtures/thing.ts", join(folder, "thing.ts"));
writeFileSync(
  join(folder, "violations.ts"),
  `import { type Violation, violation } from "regoscript";
import type { Thing } from "./thing.ts";

export function* violations(thing: Thing): Generator<Violation, void> {
  for (const tag of thing.tags) if (tag === "") yield violation(thing, "a tag is empty");
}
`,
);
const textOf = ({ before = "", statements }: Refusal): string =>
  `import { compareText, type Violation, violation } from "regoscript";
import { Thing } from "./thing.ts";
import { violations } from "./violations.ts";
${before}
export function* refused(thing: Thing): Generator<Violation, void> {
  const { name, tags, parts, size } = thing;
  ${statements}
  yield violation(thing, compareText(name, "a") + parts.length + size + tags.length + [...tags].join());
}
`;
refusals.forEach((refusal, index) => writeFileSync(join(folder, `refused-${index}.ts`), textOf(refusal)));
const { diagnostics } = compileDirectory(folder);
rmSync(folder, { recursive: true });

refusals.forEach((refusal, index) => {
  test(`${refusal.code}: ${refusal.before ?? ""} ${refusal.statements}`, () => {
    const text = textOf(refusal);
    // No rule imports the file.
    const found = diagnostics.filter(
      ({ span, code }) => span.file.endsWith(`/refused-${index}.ts`) && code !== "RS3008",
    );
    const own = found.filter(({ code }) => code === refusal.code);
    assert.equal([...new Set(own.map(({ span }) => text.slice(span.start, span.end)))], [refusal.at], shown(found));
    for (const { help, message } of own) {
      assert.ok(help.includes(refusal.help), help);
      assert.not.match(message, /type definitions|target library/);
    }
    const others = found.filter(({ code }) => code !== refusal.code && code !== "RS4001");
    assert.equal(others, [], shown(others));
  });
});

test("RS1021: a part of the rule's context that is taken apart is told once, and not where its parts are used", () => {
  const rule = mkdtempSync(join(tmpdir(), "regoscript-helps-"));
  writeFileSync(
    join(rule, "apart.ts"),
    `import { rule, violation } from "regoscript";
import { Workload } from "regoscript/kubernetes";
export default rule({
  id: "apart",
  title: "t", severity: "low", input: Workload, rationale: "r", remediation: "m", references: [], examples: {},
  parameters: { kinds: ["Pod"] },
  *check(workload, { parameters: { kinds } }) {
    if (kinds.includes(workload.kind) && kinds.length > 1) yield violation(workload, kinds.join());
  },
});
`,
  );
  const refused = compileDirectory(rule).diagnostics;
  rmSync(rule, { recursive: true });
  assert.equal(
    refused.map(({ code }) => code),
    ["RS1021"],
    shown(refused),
  );
});

function shown(found: typeof diagnostics): string {
  return found.map(({ code, message, span }) => `${code} at line ${span.line}: ${message}`).join("\n");
}

test.run();
