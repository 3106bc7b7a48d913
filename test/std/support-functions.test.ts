import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { regoFiles, supportModule } from "../../scripts/support-functions.ts";
import { parseJson, parseYaml, Raw } from "../../src/authoring/raw.ts";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { pathText } from "../../src/paths.ts";
import { patternLimit, quantifierNumber, sharedPattern } from "../../src/std/patterns/index.ts";
import { type SupportFunction, supportFunctions } from "../../src/std/support-functions.ts";
import { ambiguousYaml } from "../../src/std/yaml/index.ts";

const opa = await loadEmbeddedOpa();
const files = regoFiles(".");
const names = Object.keys(supportFunctions) as SupportFunction[];
const whole = Object.fromEntries(files.map(({ path, text }) => [path, text]));

test("the compiler's copy is what the script makes of the files", () =>
  assert.is(readFileSync("src/std/support-functions.ts", "utf8"), supportModule(".")));

test("each file is as opa fmt leaves it", async () => {
  const formatted = await opa.format({ modules: whole });
  for (const { path, text } of files) assert.is(text, formatted[path], path);
});

test("each function compiles with those that it uses and no others, in the oldest OPA's strict mode", async () => {
  const modules = names.map((name): [string, string] => {
    const all = new Set([name]);
    for (const used of all) for (const inner of supportFunctions[used].uses) all.add(inner);
    const rules = [...all].sort().map((used) => supportFunctions[used].rego);
    return [`${name}.rego`, [`package only.${name}`, ...rules].join("\n\n")];
  });
  assert.equal(await opa.check({ modules: Object.fromEntries(modules), capabilities: "1.3.0" }), []);
});

test("expressions that both languages have are the same", () => {
  assert.ok(supportFunctions.matches_pattern.rego.includes(`regex.match(${JSON.stringify(`(?s)${sharedPattern}`)}, `));
  const { rego } = supportFunctions.matches_pattern;
  assert.ok(rego.includes(`regex.find_all_string_submatch_n(${JSON.stringify(quantifierNumber)}, pattern, -1)`));
  assert.ok(rego.includes(`count(pattern) <= ${patternLimit}\n`) && rego.includes(`]) <= ${patternLimit}\n`));
  assert.ok(supportFunctions.parse_yaml.rego.includes(`regex.match(${JSON.stringify(ambiguousYaml("RE2"))}, `));
});

const { loadPolicy } = createRequire(import.meta.url)("@open-policy-agent/opa-wasm") as {
  loadPolicy(
    wasm: Uint8Array,
    memory?: { readonly initial: number },
  ): Promise<{
    evaluate(input: unknown): { result: unknown }[];
    wasmInstance: { exports: { opa_heap_ptr_get(): number } };
  }>;
};

/** The values of an expression over each `input`, with the package imported. */
async function values(expression: string, inputs: readonly unknown[]): Promise<unknown[]> {
  const query = `package query\n\nimport data.regoscript.std\n\nvalue := ${expression}\n`;
  const { results } = await opa.evaluate({
    modules: { ...whole, "query.rego": query },
    query: "data.query.value",
    inputs,
  });
  return inputs.map((_, index) => results[index]?.value);
}

const value = async (expression: string, input: unknown): Promise<unknown> => (await values(expression, [input]))[0];

test("texts that YAML parsers read differently are no document, and others are read alike", async () => {
  const none = [
    "--- a\n--- b",
    "a\n---\nb",
    "---\n---\na",
    "---\n---\n- a: 1",
    "...",
    "a\n...\nb",
    "[-]",
    "groups: [a, -]",
    `? ${"k".repeat(1100)}\n: b`,
    "!",
    "a: !",
    "{a: b} c",
    "[a] b",
    "&a &b c",
    "&a *a",
  ];
  const some = [
    "---\na: 1",
    "--- # begin\n- a",
    "a: b - c\nd: e? f!",
    "[a, b]",
    "{a: [b], c: {d: e}}",
    "a: &b c\nd: *b",
  ];
  const texts = [...none, ...some];
  const readInOpa = await values('std.parse_yaml({"value": input, "path": []}).value', texts);
  for (const [index, text] of texts.entries()) {
    const read = parseYaml(new Raw(text, undefined)).value;
    assert.equal(readInOpa[index], read, text);
    assert.is(read === text, index < none.length, text);
  }
});

test("a text with anything behind its value is no JSON in WASM either", async () => {
  const texts = ["{}{}", "[]]", "{}]", "[1],[2]", '{"a":1}}', "1 2", "[]", ' {"a": [true, null]} ', "[[1]]", '"]"'];
  const entry = "package a\n\nimport data.regoscript.std\n\nread := std.parse_json_text(input)\n";
  const modules = { ...whole, "a.rego": entry };
  const policy = await loadPolicy(await opa.buildWasm({ modules, entryPoints: ["a/read"] }));
  for (const text of texts) {
    const [{ result } = { result: undefined }] = policy.evaluate(text) as { result?: unknown }[];
    let expected: unknown = null;
    try {
      expected = { value: JSON.parse(text) as unknown, path: [] };
    } catch {
      // Not JSON.
    }
    assert.equal(result, expected, text);
  }
});

test("texts are quoted as JSON quotes them", async () => {
  const text = `${Array.from({ length: 0x21 }, (_, code) => String.fromCharCode(code)).join("")}"\\/é\u{1f600}`;
  assert.is(await value("std.quoted(input)", text), JSON.stringify(text));
});

test("paths are written as in Node", async () => {
  const paths = [[], ["spec"], ["spec", "containers", 0, "name"], [2, "items", 10, "a.b"]];
  assert.equal(
    await values("std.path_text(input)", paths),
    paths.map((path) => pathText(path)),
  );
});

const pairs = [
  ["b", 1],
  ["a", 2],
  ["b", 3],
  ["", 4],
  ["a", 2],
];

test("values are grouped by key in their order", async () => {
  assert.equal(await value("std.record_of(input)", pairs), { "": 4, a: 2, b: 3 });
  assert.equal(await value('std.lists_by_key(input, {"a": [0], "c": [9]})', pairs), {
    "": [4],
    a: [0, 2, 2],
    b: [1, 3],
    c: [9],
  });
  assert.equal(await value('std.sums_by_key(input, {"a": 10, "c": 9}, 100)', pairs), { "": 104, a: 14, b: 104, c: 9 });
  for (const empty of ["std.record_of(input)", "std.lists_by_key(input, {})", "std.sums_by_key(input, {}, 0)"])
    assert.equal(await value(empty, []), {}, empty);
});

test("percent-encoded objects are read alike", async () => {
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
  const policy = { Version: "2012-10-17", Statement: [{ Sid: printable, Resource: "arn:aws:s3:::a/*" }] };
  const encoded = [...JSON.stringify(policy, null, "\t")]
    .map((character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`)
    .join("");
  const taken = [encodeURIComponent(JSON.stringify(policy)), encoded, encoded.toUpperCase(), "%7B%22é%22:%09%0D%0A1}"];
  const left = [
    "%7B%22a%22%3A%22%C3%A9%22%7D",
    "%7B%22a%22%3A1",
    "%7B%zz%7D",
    "%7B%7D%",
    "%5B%5D",
    "%257B%257D",
    "{}%",
  ];
  const texts = [...taken, ...left];
  const query = "package query\n\nimport data.regoscript.std\n\nvalue := std.parse_json(input).value\n";
  const wasm = await opa.buildWasm({ modules: { ...whole, "query.rego": query }, entryPoints: ["query/value"] });
  const compiled = await loadPolicy(wasm);
  const found = await values('std.parse_json({"value": input, "path": []}).value', texts);
  texts.forEach((text, index) => {
    const { value } = parseJson(new Raw(text, undefined));
    assert.is(typeof value, index < taken.length ? "object" : "string", text);
    assert.equal(found[index], value, text);
    assert.equal(compiled.evaluate({ value: text, path: [] })[0]?.result, value, text);
  });
  assert.equal(
    taken.slice(0, 3).map((text) => parseJson(new Raw(text, undefined)).value),
    [policy, policy, policy],
  );
});

test("objects are united in their order, and what they have for one key too", async () => {
  const lists = [0, 1, 2, 3, 7, 8, 9].map((count) =>
    Array.from({ length: count }, (_, place) => ({ [place % 3]: place, all: { [place]: place } })),
  );
  const united = await values("std.united(input)", lists);
  lists.forEach((objects, index) => {
    const inner = Object.fromEntries(objects.map((_, place) => [place, place]));
    const expected = objects.length === 0 ? {} : { ...Object.assign({}, ...objects), all: inner };
    assert.equal(united[index], expected, `${objects.length}`);
  });
});

test("WASM groups alike", async () => {
  const query = `package query

import data.regoscript.std

value := [std.record_of(input), std.lists_by_key(input, {"a": [0]}), std.sums_by_key(input, {"a": 10}, 100)]
`;
  const ofQuery = { ...whole, "query.rego": query };
  const policy = await loadPolicy(await opa.buildWasm({ modules: ofQuery, entryPoints: ["query/value"] }));
  const many = Array.from({ length: 1100 }, (_, place): [string, unknown] => [
    ["a", "b", "", `key-${place}`][place % 4]!,
    place,
  ]);
  const nested = [
    ["a", 1],
    ["a", 1],
    ["c", -1],
  ];
  const inputs = [[], pairs, nested, many, many.slice(0, 255), many.slice(0, 256), many.slice(0, 257)];
  const { results } = await opa.evaluate({ modules: ofQuery, query: "data.query.value", inputs });
  inputs.forEach((given, index) =>
    assert.equal(policy.evaluate(given)[0]?.result, results[index]?.value, `${given.length} pairs`),
  );
});

test("WASM groups without an insertion sort, of one key or of many", async () => {
  const query = "package query\n\nimport data.regoscript.std\n\nvalue := count(std.lists_by_key(input, {}))\n";
  const modules = { ...whole, "query.rego": query };
  const wasm = await opa.buildWasm({ modules, entryPoints: ["query/value"] });
  for (const keys of [7, 100_000]) {
    const taken = async (count: number): Promise<number> => {
      const input = Array.from({ length: count }, (_, place) => [
        `key-${(place * 7919) % Math.min(keys, count)}`,
        place,
      ]);
      const times: number[] = [];
      for (let turn = 0; turn < 3; turn++) {
        const policy = await loadPolicy(wasm, { initial: 8192 });
        const before = process.cpuUsage();
        policy.evaluate(input);
        times.push(process.cpuUsage(before).user);
      }
      return Math.min(...times);
    };
    const [few, many] = [await taken(4000), await taken(64_000)];
    // Sixteen times as many pairs: 256 times as much with insertion sort, and a busy machine can be four times as slow.
    assert.ok(many < 80 * few, `${keys} keys: ${few} and ${many} µs`);
  }
});

/** Bytes that WASM takes for a call with so many pairs of distinct keys; each step of an iteration takes some. */
async function bytes(expression: string): Promise<(count: number) => number> {
  const query = `package query\n\nimport data.regoscript.std\n\nvalue := ${expression}\n`;
  const wasm = await opa.buildWasm({ modules: { ...whole, "query.rego": query }, entryPoints: ["query/value"] });
  const policy = await loadPolicy(wasm);
  const before = policy.wasmInstance.exports.opa_heap_ptr_get();
  return (count) => {
    policy.evaluate(Array.from({ length: count }, (_, index) => [`key-${1000 + index}`, index]));
    return policy.wasmInstance.exports.opa_heap_ptr_get() - before;
  };
}

for (const expression of ["std.record_of(input)", "std.lists_by_key(input, {})", "std.sums_by_key(input, {}, 0)"]) {
  test(`${expression} takes twice as much for twice as many pairs`, async () => {
    const taken = await bytes(expression);
    const [few, more, most] = [taken(200), taken(400), taken(800)];
    assert.ok(more < 2.3 * few && most < 2.3 * more, `${few}, ${more}, ${most} bytes`);
  });
}

test.run();
