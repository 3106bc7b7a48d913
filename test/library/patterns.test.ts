import fc from "fast-check";
import { coversAction, coversEverything, coversPattern, patternsOverlap } from "regoscript/aws";
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

/** Whether two languages have a text in common: every pair of places that one text leads to. */
function meet(left: string, right: string): boolean {
  const seen = new Set<string>();
  const pending = [[reached(left, [0]), reached(right, [0])] as const];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [first, second] = pair;
    const key = JSON.stringify([[...first].sort(), [...second].sort()]);
    if (seen.has(key) || first.size === 0 || second.size === 0) continue;
    seen.add(key);
    if (first.has(left.length) && second.has(right.length)) return true;
    for (const character of ["a", "b", "another"])
      pending.push([after(left, first, character), after(right, second, character)]);
  }
  return false;
}

test("two patterns overlap exactly if their languages have a text in common", () => {
  const pattern = fc.string({ unit: fc.constantFrom("a", "a", "b", "b", "*", "?"), maxLength: 7 });
  const found = new Map<string, number>();
  fc.assert(
    fc.property(pattern, pattern, (left, right) => {
      const expected = meet(left, right);
      assert.is(patternsOverlap(left, right), expected, `${left} overlaps ${right}`);
      const kind = `${left.includes("*") ? "any" : "fixed"} ${right.includes("*") ? "any" : "fixed"} ${expected}`;
      found.set(kind, (found.get(kind) ?? 0) + 1);
    }),
    { seed: seedOf(20_262), numRuns: amountOf(80_000) },
  );
  assert.is(found.size, 8);
  for (const [kind, amount] of found) assert.ok(amount > 50, `${amount} pairs ${kind}`);
});

test("patterns of whole names overlap", () => {
  for (const [left, right] of [
    ["arn:aws:s3:::shop/*", "arn:aws:s3:::*/private"],
    ["s3:Get*", "s3:*Object"],
    ["a?c", "?b?"],
    ["?", "𝒳"],
    ["??", "𝒳*"],
  ] as const)
    assert.ok(patternsOverlap(left, right), `${left} ${right}`);
  for (const [left, right] of [
    ["arn:aws:s3:::shop/*", "arn:aws:s3:::shops/*"],
    ["s3:Get*", "S3:Get*"],
    ["?", "𝒳?"],
    ["a*b", "a*c"],
  ] as const)
    assert.not(patternsOverlap(left, right), `${left} ${right}`);
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
