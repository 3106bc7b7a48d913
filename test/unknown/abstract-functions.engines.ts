import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { abstractLibrary, regoFiles, supportModule } from "../../scripts/support-functions.ts";
import type { Binding, Expression, Type } from "../../src/ir/nodes.ts";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { array, type Module, type Rule, type Term } from "../../src/rego/ast.ts";
import type { Program } from "../../src/rego/lower/module.ts";
import { printModule } from "../../src/rego/printer.ts";
import { tidyRule } from "../../src/rego/tidy.ts";
import { lowerExpression } from "../../src/rego/unknown/expressions.ts";
import { UnknownModule } from "../../src/rego/unknown/module.ts";
import { Scope } from "../../src/rego/unknown/scope.ts";
import type { Operation } from "../../src/std/operations.ts";
import { supportFunctions } from "../../src/std/support-functions.ts";
import { type AbstractFunction, abstractFunctions } from "../../src/unknown/support-functions.ts";
import type { Value } from "../../src/unknown/values.ts";
import { equalityCases, joinCases, logicCases, operationCases, place, truthinessCases } from "./cases.ts";
import { comparable, termOf } from "./rego-values.ts";

const opa = await loadEmbeddedOpa();
const files = regoFiles(".", abstractLibrary);
const whole = Object.fromEntries([...files, ...regoFiles(".")].map(({ path, text }) => [path, text]));

test("the compiler's copy is what the script makes of the files", () =>
  assert.is(readFileSync("src/unknown/support-functions.ts", "utf8"), supportModule(".", abstractLibrary)));

test("each file is as opa fmt leaves it", async () => {
  const formatted = await opa.format({ modules: whole });
  for (const { path, text } of files) assert.is(text, formatted[path], path);
});

test("functions compile with those that they use and no others, in the oldest OPA's strict mode", async () => {
  const names = Object.keys(abstractFunctions) as AbstractFunction[];
  const inner = new Set(names.flatMap((name) => abstractFunctions[name].uses));
  // A function that others use is compiled with these.
  const modules = names
    .filter((name) => !inner.has(name))
    .map((name): [string, string] => {
      const all = new Set([name]);
      for (const used of all) for (const other of abstractFunctions[used].uses) all.add(other);
      const rules = [...all].sort().map((used) => abstractFunctions[used].rego);
      const callsStd = [...all].some((used) => abstractFunctions[used].std.length > 0);
      const imports = callsStd ? ["import data.regoscript.std"] : [];
      return [`${name}.rego`, [`package only.${name}`, ...imports, ...rules].join("\n\n")];
    });
  const std = Object.fromEntries(regoFiles(".").map(({ path, text }) => [path, text]));
  assert.equal(await opa.check({ modules: { ...std, ...Object.fromEntries(modules) }, capabilities: "1.3.0" }), []);
});

test("functions of `regoscript.std` that are called are there", () => {
  for (const { std } of Object.values(abstractFunctions))
    for (const name of std) assert.ok(name in supportFunctions, name);
});

/** Terms and what they are. */
const questions: { readonly name: string; readonly term: Term; readonly body: Scope; readonly expected: unknown }[] =
  [];

const module = new UnknownModule({} as Program, undefined, []);
const any: Type = { kind: "other", nullable: true };
const span = { file: "", line: 1, column: 1, start: 0, end: 0 };

function ask(name: string, term: (scope: Scope) => Term, expected: unknown): void {
  const body = new Scope(module, lowerExpression);
  questions.push({ name, term: term(body), body, expected });
}

function askOf(name: AbstractFunction, args: readonly Term[], expected: unknown): void {
  ask(`${name} of ${JSON.stringify(args)}`, (scope) => scope.module.abstract(name, ...args), expected);
}

/** An operation of values, as it is lowered. */
function askOperation(name: Operation, args: readonly Value[], expected: unknown): void {
  ask(
    `${name} of ${JSON.stringify(args)}`,
    (scope) => {
      const given = args.map((value, index): Expression => {
        const binding: Binding = { name: `argument${index}`, type: any };
        scope.bind(binding, termOf(value));
        return { kind: "local", binding, span, type: any };
      });
      return scope.term({ kind: "operation", name, arguments: given, span, type: any });
    },
    expected,
  );
}

for (const [left, right, both, either] of logicCases) {
  const [one, other] = [termOf(left), termOf(right)];
  for (const pair of [array(one, other), array(other, one)]) {
    askOf("conjunction", [pair], both);
    askOf("disjunction", [pair], either);
  }
}
for (const [left, right, result] of equalityCases) {
  askOf("equality", [termOf(left), termOf(right)], result);
  askOf("equality", [termOf(right), termOf(left)], result);
}
for (const [value, truth] of truthinessCases) askOf("truthy", [termOf(value)], truth);
for (const [left, right, result] of joinCases)
  askOf("joined", [termOf(left), termOf(right), { kind: "set", items: [termOf(place("b") as never)] }], result);
for (const [name, cases] of Object.entries(operationCases))
  for (const [args, result] of cases) askOperation(name as Operation, args, result);

/** The module of all questions, a rule for each. */
function asked(): string {
  const rules = questions.map(
    ({ term, body }, index): Rule =>
      tidyRule({ kind: "complete", name: `answer_${index}`, branches: [{ value: term, body: body.statements }] }),
  );
  const imports = [{ path: ["regoscript", "abstract"], alias: undefined }];
  const isUsed = JSON.stringify(rules).includes('"std.');
  const own: Module = {
    package: ["asked"],
    header: [],
    metadata: [],
    imports: isUsed ? [...imports, { path: ["regoscript", "std"], alias: undefined }] : imports,
    rules,
  };
  return printModule(own);
}

const modules = { ...whole, "asked.rego": asked() };

function compare(answers: unknown): void {
  questions.forEach(({ name, expected }, index) =>
    assert.equal(comparable((answers as Record<string, unknown>)[`answer_${index}`]), comparable(expected), name),
  );
}

test(`embedded OPA gives the values of ${questions.length} cases that JavaScript's functions give`, async () => {
  const { results } = await opa.evaluate({ modules, query: "data.asked", inputs: [{}] });
  compare(results[0]?.value);
});

test("WASM gives the same", async () => {
  const { loadPolicy } = createRequire(import.meta.url)("@open-policy-agent/opa-wasm") as {
    loadPolicy(wasm: Uint8Array): Promise<{ evaluate(input: unknown): { result: unknown }[] }>;
  };
  const policy = await loadPolicy(await opa.buildWasm({ modules, entryPoints: ["asked"] }));
  compare(policy.evaluate({})[0]?.result);
});

test.run();
