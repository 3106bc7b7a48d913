import fc from "fast-check";
import { coversAction, coversEverything, coversPattern } from "regoscript/aws";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { amountOf, seedOf } from "../seed.ts";

/** The places in a pattern that a matcher may be at, with those behind a `*` that stands for nothing. */
function reached(pattern: string, places: Iterable<number>): Set<number> {
  const all = new Set<number>();
  const pending = [...places];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    if (all.has(place)) continue;
    all.add(place);
    if (pattern[place] === "*") pending.push(place + 1);
  }
  return all;
}

function after(pattern: string, places: ReadonlySet<number>, character: string): Set<number> {
  return reached(
    pattern,
    [...places].flatMap((place) => {
      if (pattern[place] === "*") return [place];
      return pattern[place] === "?" || pattern[place] === character ? [place + 1] : [];
    }),
  );
}

/** Inclusion of languages as textbooks have it: every pair of sets of places that one text leads to. */
function includes(wide: string, narrow: string): boolean {
  const seen = new Set<string>();
  const pending = [[reached(narrow, [0]), reached(wide, [0])] as const];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [inner, outer] = pair;
    const key = JSON.stringify([[...inner].sort(), [...outer].sort()]);
    if (seen.has(key) || inner.size === 0) continue;
    seen.add(key);
    if (inner.has(narrow.length) && !outer.has(wide.length)) return false;
    for (const character of ["a", "b", "another"])
      pending.push([after(narrow, inner, character), after(wide, outer, character)]);
  }
  return true;
}

test("a pattern covers another exactly if its language includes the other's", () => {
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "*", "?"), maxLength: 6 });
  let covered = 0;
  fc.assert(
    fc.property(pattern, pattern, (wide, narrow) => {
      const expected = includes(wide, narrow);
      if (expected) covered++;
      assert.is(coversPattern(wide, narrow), expected, `${wide} covers ${narrow}`);
    }),
    { seed: seedOf(20_261), numRuns: amountOf(80_000) },
  );
  assert.ok(covered > 500, `${covered} pairs of which one covers the other`);
});

test("actions have no case, and everything of a service has many spellings", () => {
  assert.ok(coversAction("S3:*", "s3:Get*"));
  assert.not.ok(coversAction("s3:Get*", "s3:*"));
  for (const resource of ["*", "**", "arn:*", "arn:aws:iam::*:*", "arn:aws:iam::111122223333:*", "arn:*:i*:*:*:?*"])
    assert.ok(coversEverything(resource, "iam"), resource);
  for (const resource of ["arn:aws:iam::*:role/*", "arn:aws:s3:::*", "arn:aws:iam", "?"])
    assert.not.ok(coversEverything(resource, "iam"), resource);
});

test.run();
