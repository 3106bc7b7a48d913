import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { LinearMatcher } from "../../src/patterns/matcher.ts";
import { matchesPattern } from "../../src/std/patterns/index.ts";
import { matchesGlob, matchesWildcard } from "../../src/std/patterns/wildcard.ts";
import { random } from "../language/things.ts";
import { randomPatterns } from "../programs/patterns.ts";
import { evilPatterns, harmlessPatterns } from "./evil.ts";
import { parsed, programFor } from "./parsed.ts";
import { answersOfRego } from "./support.ts";

const next = random(20261126);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
const textOf = (characters: readonly string[], longest: number): string =>
  Array.from({ length: Math.floor(next() * longest) }, () => pick(characters)).join("");

test("a linear matcher finds a match where RegExp does", () => {
  let found = 0;
  let compared = 0;
  for (const source of randomPatterns(20261125, 2500)) {
    const program = programFor(source);
    if (program === undefined) continue;
    const matcher = new LinearMatcher(program);
    const expression = new RegExp(source, "u");
    for (let round = 0; round < 6; round++) {
      const text = textOf(["a", "b", "-", ".", "x", " ", "\n", "ß", "𝒳", "1", "\u2028"], 8);
      const expected = expression.test(text);
      assert.is(matcher.test(text), expected, `/${source}/ ${JSON.stringify(text)}`);
      compared++;
      if (expected) found++;
    }
  }
  assert.ok(compared > 10_000 && found > compared / 10 && found < compared, `${found} of ${compared}`);
});

test("the work for a text of 50,000 characters is in proportion to its length, for slow expressions too", () => {
  for (const [source, prefix, pump, suffix] of evilPatterns) {
    const works = [25_000, 50_000].map((length) => {
      const program = parsed(source);
      let steps = 0;
      const instructions = new Proxy(program.instructions, {
        get(target, key) {
          steps++;
          return Reflect.get(target, key) as unknown;
        },
      });
      const matcher = new LinearMatcher({ ...program, instructions });
      assert.type(matcher.test(prefix + pump.repeat(length / pump.length) + suffix), "boolean");
      return steps;
    });
    // What was found out at one character is known at the next.
    assert.ok(works[1]! <= works[0]! * 2 + 1000, `/${source}/: ${works.join(", ")} steps`);
    assert.ok(works[1]! < 1_000_000, `/${source}/: ${works.join(", ")} steps`);
  }
});

test("states that are forgotten are found again", () => {
  // Each text of a and b leads to another state.
  const source = "^(?:a|b)*a(?:a|b){11}$";
  const text = textOf(["a", "b"], 40_000);
  const [matcher, expression] = [new LinearMatcher(parsed(source)), new RegExp(source, "u")];
  for (let length = text.length - 20; length < text.length; length++)
    assert.is(matcher.test(text.slice(0, length)), expression.test(text.slice(0, length)));
});

test("matchesPattern, matchesWildcard and matchesGlob say what the embedded OPA says", async () => {
  const opa = await loadEmbeddedOpa();
  const atoms = [
    "a",
    "b",
    ".",
    "\\d",
    "[ab]",
    "[^a-c]",
    "\\.",
    "^",
    "$",
    "(a|b)",
    "(?:a)",
    "ß",
    "𝒳",
    "\\b",
    "[[:alpha:]]",
    "{",
    "a{2}",
    "a{3,}",
    "(a{2}){2}",
    "a{600}",
    "b{0,500}",
  ];
  const patterns = [
    ...Array.from({ length: 1500 }, () =>
      Array.from({ length: 1 + Math.floor(next() * 5) }, () => pick(atoms) + pick(["", "", "*", "+?", "?"])).join(""),
    ),
    ...harmlessPatterns,
    ...evilPatterns.map(([source]) => source),
    "a".repeat(1000),
    "a".repeat(1001),
    "a{500}b{500}",
    "a{500}b{501}",
    "(",
    "[b-a]",
    "",
  ];
  const pairs = patterns.map((pattern) => ({ pattern, text: textOf(["a", "b", ".", "1", "\n", "ß", "𝒳"], 9) }));
  const wildcards = Array.from({ length: 1500 }, () => ({
    pattern: textOf(["a", "b", "*", "**", "?", "/", ".", "𝒳"], 8),
    text: textOf(["a", "b", "/", ".", "𝒳", "\n"], 9),
  }));
  const answer = await answersOfRego(opa, { pairs, wildcards });
  assert.equal(
    pairs.map(({ text, pattern }) => matchesPattern(text, pattern) ?? null),
    answer.patterns,
  );
  assert.equal(
    wildcards.map(({ text, pattern }) => matchesWildcard(text, pattern)),
    answer.wildcards,
  );
  assert.equal(
    wildcards.map(({ text, pattern }) => matchesGlob(text, pattern)),
    answer.globs,
  );
  for (const kind of [true, false, null]) assert.ok(answer.patterns.filter((one) => one === kind).length > 100);
  for (const list of [answer.wildcards, answer.globs]) assert.ok(list.filter((one) => one).length > 100);
});

test("a wildcard's work is in proportion to text times pattern", () => {
  // Ways to match multiply with each star for a matcher that tries one after another.
  const pattern = "*a".repeat(40);
  assert.is(matchesWildcard("a".repeat(5000) + "b", pattern), false);
  assert.is(matchesGlob("a".repeat(5000) + "b", pattern), false);
});

test.run();
