import { test } from "uvu";
import * as assert from "uvu/assert";
import { slowTextOf, translatePattern } from "../../src/frontend/patterns.ts";
import { holds, type Program } from "../../src/patterns/program.ts";
import { random } from "../language/things.ts";
import { randomPatterns } from "../programs/patterns.ts";
import { isFresh, seedOf } from "../seed.ts";
import { evilPatterns, harmlessPatterns } from "./evil.ts";
import { parsed } from "./parsed.ts";

/** More steps than an expression that is accepted takes for a character. */
const mostStepsOfCharacter = 3000;

/**
 * The steps of a matcher that tries one way after another, as JavaScript's does, in a search through the whole text;
 * `Infinity` beyond a limit.
 */
function stepsOf({ instructions, start, flags }: Program, text: string, repeats: boolean, limit: number): number {
  const characters = [...text].map((character) => character.codePointAt(0)!);
  let steps = 0;
  /** The end of the first match from a place. */
  const matchFrom = (from: number): number | undefined => {
    const pending: { index: number; at: number; entered: ReadonlyMap<number, number> }[] = [
      { index: start, at: from, entered: new Map() },
    ];
    for (let way = pending.pop(); way !== undefined; way = pending.pop()) {
      if (++steps > limit) return undefined;
      const { index, at, entered } = way;
      const one = instructions[index]!;
      switch (one.kind) {
        case "match":
          return at;
        case "character": {
          const character = characters[at];
          if (character !== undefined && one.ranges.some(([low, high]) => low <= character && character <= high))
            pending.push({ index: one.next, at: at + 1, entered });
          break;
        }
        case "split":
          for (const next of one.ways.toReversed()) pending.push({ index: next, at, entered });
          break;
        case "assertion":
          if (holds(one.assertion, characters[at - 1], characters[at], flags))
            pending.push({ index: one.next, at, entered });
          break;
        case "enter":
          pending.push({ index: one.next, at, entered: new Map(entered).set(one.loop, at) });
          break;
        case "leave":
          if (entered.get(one.loop) !== at) pending.push({ index: one.next, at, entered });
      }
    }
    return undefined;
  };
  for (let from = 0; from <= characters.length && steps <= limit; ) {
    const end = matchFrom(from);
    if (end !== undefined && !repeats) break;
    from = end === undefined || end === from ? from + 1 : end;
  }
  return steps > limit ? Infinity : steps;
}

test("expressions that are known to be slow are found, with a text that shows it", () => {
  for (const [source, prefix, pump, suffix] of evilPatterns) {
    const slow = slowTextOf(source, "u", false);
    assert.ok(slow !== undefined && slow !== "", source);
    // They are: on a text of some thousand characters already.
    const text = prefix + pump.repeat(4000 / pump.length) + suffix;
    const limit = text.length * 100;
    assert.is(stepsOf(parsed(source), text, false, limit), Infinity, source);
  }
});

test("expressions as rules have them are not", () => {
  for (const source of harmlessPatterns)
    for (const repeats of [false, true]) assert.is(slowTextOf(source, "u", repeats), undefined, source);
});

test("what is tried behind a match counts only where the search goes on", () => {
  assert.is(slowTextOf("a(?:a*c)?", "u", false), undefined);
  assert.is.not(slowTextOf("a(?:a*c)?", "u", true), undefined);
});

test("an expression that is accepted takes steps in proportion to the text, whatever the text", () => {
  const seed = seedOf(20261126);
  const next = random(seed);
  const count = isFresh ? 1600 : 400;
  let accepted = 0;
  let refused = 0;
  for (const source of randomPatterns(seed, count)) {
    const result = translatePattern(source, "u");
    if ("problem" in result) continue;
    for (const repeats of [false, true]) {
      if (slowTextOf(source, "u", repeats) !== undefined) {
        refused++;
        continue;
      }
      accepted++;
      const program = parsed(source);
      for (let round = 0; round < 3; round++) {
        const pump = Array.from({ length: 1 + Math.floor(next() * 4) }, () => "ab-.x ß1"[Math.floor(next() * 8)]!).join(
          "",
        );
        const text = `${pump.repeat(Math.ceil(1000 / pump.length))}${["", "!", "b"][round]}`;
        const steps = stepsOf(program, text, repeats, text.length * mostStepsOfCharacter);
        assert.ok(steps < Infinity, `/${source}/ on ${JSON.stringify(pump)}`);
      }
    }
  }
  assert.ok(accepted > count / 3 && refused > count / 16, `${accepted} accepted, ${refused} refused`);
});

test.run();
