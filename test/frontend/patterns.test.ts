import { createRequire } from "node:module";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { translatePattern } from "../../src/frontend/patterns.ts";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { random } from "../language/things.ts";
import { seedOf } from "../seed.ts";

const opa = await loadEmbeddedOpa();
const { loadPolicy } = createRequire(import.meta.url)(
  "@open-policy-agent/opa-wasm",
) as typeof import("@open-policy-agent/opa-wasm");

const module = `package patterns

valid := [regex.is_valid(pattern) | some pattern in input]

matched := [pattern | some pattern in input; is_boolean(regex.match(pattern, "a"))]
`;

/** Expressions with counted repetitions inside each other, whose product is about RE2's bound. */
function counted(seed: number, count: number): string[] {
  const next = random(seed);
  const whole = (most: number): number => Math.floor(next() * (most + 1));
  const counts = (): string => {
    const least = whole([1, 3, 12, 40, 1001][whole(4)]!);
    return [`{${least}}`, `{${least},}`, `{${least},${least + whole(3)}}`, "*", "+", "?", "{0}"][whole(6)]!;
  };
  const atom = (depth: number): string =>
    depth === 0 || next() < 0.2 ? ["a", "[a-c]", "\\s", "\\S", ".", "𝒳"][whole(5)]! : `(?:${sequence(depth - 1)})`;
  const sequence = (depth: number): string =>
    Array.from({ length: 1 + whole(1) }, () => atom(depth) + counts()).join(next() < 0.2 ? "|" : "");
  return Array.from({ length: count }, () => sequence(3));
}

const seed = seedOf(20261126);
test(`RE2 takes the counted repetitions that the compiler takes, and no others (seed ${seed})`, async () => {
  const cases = counted(seed, 4000).map((source) => ({ source, result: translatePattern(source, "u") }));
  // RE2 is asked of what is refused as well, as JavaScript writes it.
  const { results } = await opa.evaluate({
    modules: { "patterns.rego": module },
    query: "data.patterns.valid",
    inputs: [cases.map(({ source, result }) => ("problem" in result ? source : result.pattern))],
  });
  const valid = results[0]?.value as boolean[];
  assert.is(valid.length, cases.length);
  // What is repeated no times counts for RE2 in C++, which WASM has, and not for that in Go.
  const differing = cases.filter(({ result }, index) => {
    if (!("problem" in result)) return valid[index] !== true;
    return result.problem.includes("repetitions, those") && valid[index] !== false;
  });
  assert.equal(
    differing.map(({ source }) => source).filter((source) => !/\{0(,0)?\}/.test(source)),
    [],
  );
  assert.equal(
    differing.filter(({ result }) => !("problem" in result)),
    [],
  );
  for (const isRefused of [true, false])
    assert.ok(cases.filter(({ result }) => "problem" in result === isRefused).length > 500);
});

test("OPA's WASM has memory for the largest expressions that the compiler takes", async () => {
  const largest = ["\\S", "\\s", ".", "[^a]", "[a-z\\S]", "(?:a|𝒳|\\W)"].flatMap((part) => {
    const all = [1, 2, 4, 8, 16, 32, 64].map((times) => `${part}{0,1000}`.repeat(times));
    return all.filter((source) => !("problem" in translatePattern(source, "u"))).slice(-1);
  });
  assert.ok(largest.length === 6);
  const patterns = largest.map((source) => {
    const result = translatePattern(source, "u");
    return "problem" in result ? "" : result.pattern;
  });
  const bytes = await opa.buildWasm({ modules: { "patterns.rego": module }, entryPoints: ["patterns/matched"] });
  const policy = await loadPolicy(bytes, 1024);
  const answer = policy.evaluate(patterns) as { result: string[] }[];
  assert.equal(answer[0]?.result, patterns);
});

test.run();
