import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileNext } from "./compile-next.ts";

const kind = `import { type Located, inputKind, instance, member, rule, text, violation } from "regoscript";
export interface Thing extends Located { name: string; size: number }
export const Thing = inputKind<Thing>({ id: "thing", title: "thing", recognises: [], kubernetes: [],
  *find(document) { if (text(member(document, "kind")) === "Thing") yield instance(document, "Thing"); } });
`;

/** A rule without examples, whose `check` has the given statements. */
const ruleOf = (id: string, body: string, parameters = "{}"): string => `export default rule({
  id: "${id}", title: "t", severity: "low", input: Thing, rationale: "", remediation: "", references: [],
  parameters: ${parameters},
  *check(thing, { parameters }) { ${body} },
  examples: {},
});
`;

const plain = `yield violation(thing, "x");`;
const imports = `import { rule, violation } from "regoscript";\nimport { Thing } from "./thing.ts";\n`;

/** Policies by their ids, with their parameters. */
const policiesOf = (parameters: { readonly [id: string]: string }): { [path: string]: string } =>
  Object.fromEntries(
    Object.entries(parameters).map(([id, text]) => [
      `${id}.ts`,
      `${imports}export interface Node { name: string; inner: Node[] }\n${ruleOf(id, plain, text)}`,
    ]),
  );

interface Wrong {
  readonly what: string;
  readonly files: { readonly [path: string]: string };
  /** All diagnostics, each as `CODE file:line`. */
  readonly diagnostics: readonly string[];
  /** What the help of each contains. */
  readonly help?: string;
}

/** What goes wrong in more than one file, or so that nothing else is told of the file. */
const programs: readonly Wrong[] = [
  {
    what: "a module that isn't found silences what depends on it, in all files",
    files: {
      "a.ts": `import { rule, violation } from "regoscript";\nimport { Thing } from "./thinng.ts";\n${ruleOf("a", plain)}`,
      "b.ts": `import { rule, violation } from "regoscript";\nimport { Thing } from "./middle.ts";\n${ruleOf("b", plain)}`,
      "middle.ts": `export { Thing } from "./thiing.ts";\n`,
      "thing.ts": kind,
    },
    diagnostics: ["RS4001 a.ts:2", "RS4001 middle.ts:1"],
  },
  {
    what: "TypeScript turned off for a file",
    files: {
      "a.ts": `// @ts-nocheck\n${imports}${ruleOf("a", `const size: number = thing.name; if (size > 5) ${plain}`)}`,
      "thing.ts": kind,
    },
    diagnostics: ["RS1013 a.ts:1"],
    help: "remove the comment",
  },
  {
    what: "a name that isn't exported",
    files: {
      "a.ts": `import { rule, violation } from "regoscript";\nimport { Thingg as Thing } from "./thing.ts";\n${ruleOf("a", `if (thing.name === "a") ${plain}`)}`,
      "thing.ts": kind,
    },
    diagnostics: ["RS4001 a.ts:2"],
  },
  {
    what: "an error that isn't one of types stands beside one that is",
    files: {
      "a.ts": `${imports}${ruleOf("a", `if (thing.nmae === "a") ${plain} if (thing.name == "b") ${plain}`)}`,
      "b.ts": `${imports}${ruleOf("b", `if (thing.name == "c") ${plain}`)}`,
      "thing.ts": kind,
    },
    diagnostics: ["RS1012 a.ts:6", "RS1012 b.ts:6", "RS4001 a.ts:6"],
  },
  {
    what: "a parameter of a type that nothing can be checked against",
    files: {
      "a.ts": `${kind}interface Range { from: number; to: number | string }\n${ruleOf("a", `for (const range of parameters.ranges) if (thing.size > range.from) yield violation(thing, \`\${range.to}\`);`, "{ ranges: [] as Range[] }")}`,
    },
    diagnostics: ["RS3006 a.ts:8"],
  },
  {
    what: "parameters that no engine has a schema for",
    files: {
      "thing.ts": kind,
      ...policiesOf({
        a: "{ a: [] as Thing[] }",
        b: "{ b: null as string | null }",
        c: "{ c: 1 as 1 | 2 }",
        d: "{ d: [] as Node[] }",
        e: "{ e: () => true }",
        f: '{ f: [] as ("x" | undefined)[] }',
        g: "{ g: undefined }",
        h: "{ h: {} as { note?: { $path: string } } }",
      }),
    },
    diagnostics: ["a", "b", "c", "d", "e", "f", "g", "h"].map((id) => `RS3006 ${id}.ts:6`),
  },
  {
    what: "defaults that are not of their type",
    files: {
      "a.ts": `${kind}${ruleOf("a", `if (parameters.range.least > thing.size) ${plain}`, '{ range: {} as { least: number }, modes: ["c"] as never[] as ("a" | "b")[] }')}`,
    },
    diagnostics: ["RS3006 a.ts:7", "RS3006 a.ts:7"],
  },
  {
    what: "a field of two types",
    files: {
      "a.ts": `${kind.replace("size: number", "size: number | string")}${ruleOf("a", `if (thing.size === 1) ${plain}`)}`,
    },
    diagnostics: ["RS3005 a.ts:2"],
    help: "`Scalar`",
  },
  {
    what: "a parameter without a type of a function given to what isn't there",
    files: {
      "a.ts": `${kind}${ruleOf("a", `const groups = Object.groupBy([thing.name], (tag) => tag); if (groups[thing.name] !== undefined) ${plain}`)}`,
    },
    diagnostics: ["RS4001 a.ts:8"],
  },
  {
    what: "bad syntax",
    files: { "a.ts": `${kind}const = 5;\n${ruleOf("a", "missing();")}` },
    diagnostics: ["RS4001 a.ts:5", "RS4001 a.ts:5"],
  },
  {
    what: "two default exports",
    files: { "a.ts": `${kind}${ruleOf("a", plain)}${ruleOf("a", plain)}` },
    diagnostics: ["RS4001 a.ts:11", "RS4001 a.ts:5"],
  },
  {
    what: "an ambient declaration that changes what all files know",
    files: {
      "a.ts": `${kind}declare global { interface Array<T> { includes: number } interface String { length: T } }\n${ruleOf("a", plain)}`,
      "b.ts": `${imports.replace("./thing", "./a")}${ruleOf("b", `if (["a"].includes(thing.name)) ${plain}`)}`,
    },
    diagnostics: ["RS3013 a.ts:5"],
  },
  {
    what: "a file without imports declares nothing for others",
    files: {
      "a.ts": `${kind}${ruleOf("a", `if (["a"].includes(thing.name)) ${plain}`)}`,
      "b.ts": `interface Array<T> { includes: T }\n`,
    },
    diagnostics: ["RS3013 b.ts:1"],
  },
  {
    what: "modules that need each other's constants",
    files: {
      "a.ts": `import { one } from "./one.ts";\n${kind}${ruleOf("a", `if (thing.size > one) ${plain}`)}`,
      "one.ts": `import { two } from "./two.ts";\nexport const three = 3;\nexport const one = two + 1;\n`,
      "two.ts": `import { three } from "./one.ts";\nexport const two = three + 1;\n`,
    },
    diagnostics: ["RS3014 one.ts:3", "RS3014 two.ts:2"],
  },
  {
    what: "modules that need each other's functions only",
    files: {
      "a.ts": `import { one } from "./one.ts";\n${kind}${ruleOf("a", `if (one(thing.size)) ${plain}`)}`,
      "one.ts": `import { two } from "./two.ts";\nexport function one(size: number): boolean { return size > two(); }\nexport function three(): number { return 3; }\n`,
      "two.ts": `import { three } from "./one.ts";\nexport function two(): number { return three(); }\n`,
    },
    diagnostics: [],
  },
  {
    what: "a helper file with statements, outside the folder too",
    files: {
      "a.ts": `import { inside } from "./inside.ts";\nimport { outside } from "../outside.ts";\n${kind}${ruleOf("a", `if (inside.includes(thing.name) || outside.includes(thing.name)) ${plain}`)}`,
      "inside.ts": `export const inside = ["a"];\ninside.push("b");\n`,
      "../outside.ts": `export const outside: string[] = ["a"];\noutside.push("b");\nconst wrong: number = "c";\n`,
    },
    diagnostics: ["RS3012 ../outside.ts:2", "RS3012 inside.ts:2", "RS4001 ../outside.ts:3"],
  },
  {
    what: "default exports that are no policy",
    files: {
      "a.ts": `${kind}const made = ${ruleOf("a", plain).replace("export default ", "")}export default made;\n`,
      "b.ts": `import names from "./names.ts";\n${imports.replace("./thing", "./a")}${ruleOf("b", `if (names === undefined) ${plain}`)}`,
      "names.ts": `const names = ["a"];\nexport default (names.push("b"), names);\n`,
    },
    diagnostics: ["RS3012 a.ts:11", "RS3012 names.ts:2"],
  },
  {
    what: "numbers as defaults that engines don't share",
    files: {
      "a.ts": `${kind}${ruleOf("a", `if (thing.size > parameters.a && parameters.b.includes(thing.size)) ${plain}`, "{ a: 1.16, b: [1, 9007199254740993], c: -0, d: 2 }")}`,
    },
    diagnostics: ["RS2011 a.ts:7", "RS2011 a.ts:7", "RS2011 a.ts:7"],
  },
  {
    what: "a default whose key would be its prototype",
    files: { "a.ts": `${kind}${ruleOf("a", plain, '{ a: { "__proto__": "x" } as Record<string, string> }')}` },
    diagnostics: ["RS3006 a.ts:7"],
  },
  {
    what: "a check, a finder and a `covers` that are no methods of their kind",
    files: {
      "a.ts": `${kind}${ruleOf("a", "return inner(thing);").replace("*check", "check")}function* inner(thing: Thing) { ${plain} }\n`,
      "b.ts": `${imports.replace("./thing", "./a")}function* check(thing: Thing) { ${plain} }\n${ruleOf("b", "").replace(/\*check.*/, "check,")}`,
      "c.ts": `import type { Raw } from "regoscript";\nfunction covers(document: Raw): boolean { return document === undefined; }\n${kind.replace('"thing"', '"other"').replace("*find", "covers, *find")}${ruleOf("c", plain)}`,
    },
    diagnostics: ["RS3001 a.ts:5", "RS3001 b.ts:4", "RS3001 c.ts:5"],
  },
  {
    what: "ids: words of Rego, names of its own, too long, one name in a cluster",
    files: {
      "known.ts": `${imports}${ruleOf("known", plain)}`,
      "in.ts": `${imports}${ruleOf("in", plain)}`,
      "a-1.ts": `${imports}${ruleOf("a-1", plain)}`,
      "a1.ts": `${imports}${ruleOf("a1", plain)}`,
      [`${"a".repeat(64)}.ts`]: `${imports}${ruleOf("a".repeat(64), plain)}`,
      "thing.ts": kind,
    },
    diagnostics: [
      "RS3007 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.ts:3",
      "RS3015 a1.ts:3",
      "RS3016 in.ts:3",
      "RS3016 known.ts:3",
    ],
  },
  {
    what: "descriptions that are computed",
    files: {
      "a.ts": `${kind}${ruleOf("a", plain).replace('title: "t"', 'get title() { return "t"; }')}`,
      "b.ts": `${imports.replace("./thing", "./a")}const common = { title: "t" };\n${ruleOf("b", plain).replace('title: "t"', "...common")}`,
      "c.ts": `${imports.replace("./thing", "./a")}${ruleOf("c", plain, '{ a: (() => { throw new Error("x"); })() }')}`,
    },
    diagnostics: ["RS3001 a.ts:6", "RS3001 b.ts:5", "RS3006 c.ts:5", "RS3012 c.ts:5"],
  },
  {
    what: "an asynchronous check, and an empty file",
    files: { "a.ts": `${kind}${ruleOf("a", plain).replace("*check", "async *check")}`, "b.ts": "" },
    diagnostics: ["RS1007 a.ts:8", "RS3008 b.ts:1"],
  },
  {
    what: "a byte order mark and lines of Windows",
    files: { "a.ts": `\ufeff${`${kind}${ruleOf("a", plain)}`.replaceAll("\n", "\r\n")}` },
    diagnostics: [],
  },
];

for (const { what, files, diagnostics, help: wanted } of programs) {
  test(what, () => {
    const directory = mkdtempSync(join(tmpdir(), "regoscript-wrong-"));
    try {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(directory, "policies", path)), { recursive: true });
        writeFileSync(join(directory, "policies", path), content);
      }
      const found = compileNext(join(directory, "policies")).diagnostics;
      const named = found.map(({ code, span, message, help }) => {
        assert.ok(message !== "" && help !== "");
        assert.ok(help.includes(wanted ?? ""), help);
        return `${code} ${relative(join(directory, "policies"), span.file)}:${span.line}`;
      });
      assert.equal(named.sort(), [...diagnostics].sort(), JSON.stringify(found, undefined, 2));
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
}

test("files are named as seen from the current folder", () => {
  const directory = mkdtempSync(join(process.cwd(), "test", "frontend", "wrong-"));
  try {
    mkdirSync(join(directory, "policies"));
    writeFileSync(join(directory, "policies", "a.ts"), `${kind}let a = 1;\n${ruleOf("a", plain)}`);
    const { diagnostics, sources } = compileNext(join(directory, "policies"));
    const [name] = diagnostics.map(({ span }) => span.file);
    assert.is(name, relative(process.cwd(), join(directory, "policies", "a.ts")));
    assert.ok(sources.get(name!)?.includes("let a"));
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test.run();
