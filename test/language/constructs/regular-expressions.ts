import { matchesPattern, printed, rule, violation } from "regoscript";
import { Thing } from "../fixtures/thing.ts";

// pattern-test: `test`
//
// Rego's `regex.match`. Without the flag `u` JavaScript matches UTF-16 units; an expression with the flag `g` remembers where it stopped.
//
// RS2009 if (/^a/.test(name)) return;
// RS2009 if (/a/gu.test(name)) return;
// RS2008 if (/a(?=b)/u.test(name)) return;
// RS2008 if (/(a)\1/u.test(name)) return;
const identifier = /^[a-z][a-z0-9-]*$/u;

function isName(thing: Thing): boolean {
  return identifier.test(thing.name);
}

// pattern-flag: the flags `i` and `s`
//
// They become flags of RE2. Without `s` a dot is written out, since it matches no line end and JavaScript has four of these.
//
// RS2008 if (/^a/mu.test(name)) return;
// RS2008 if (/a/yu.test(name)) return;
function isShort(thing: Thing): boolean {
  return /^[a-c].?$/iu.test(thing.name) || /^.$/su.test(thing.name);
}

// white-space: white space, `\s` and `\S`
//
// What JavaScript takes for white space, U+00A0 and U+FEFF among it, written out: RE2's own `\s` knows five characters.
//
// RS2008 if (/\p{White_Space}/u.test(name)) return;
function hasSpace(name: string): boolean {
  return /\s/u.test(name);
}

// exec: `exec`, `match`
//
// The whole match and its groups as a list, or `null`. Groups go by their numbers, those with a name too. Engines differ in what a group holds that took
// no part in the match, and in how often a part is repeated that matches nothing: both are refused. Instead of `(…)?` write `((?:…)?)`.
//
// RS1017 yield /(?<first>.)/u.exec(name)?.groups?.first ?? "";
// RS1017 const place = /a/u.exec(name)?.index ?? 0;
// RS1017 const place = name.search(/a/u);
// RS2008 yield /(a)|b/u.exec(name)?.[1] ?? "";
// RS2008 yield /(a)?b/u.exec(name)?.[1] ?? "";
// RS2008 yield /(?:a?){0,2}b/u.exec(name)?.[0] ?? "";
const parted = /^(?<first>[a-z]+)[-.]([a-z]*)$/u;

function parts(name: string): string {
  const match = parted.exec(name);
  if (match === null) return name.match(/[^a-z]/u)?.[0] ?? "letters";
  const [, first = "", second = ""] = match;
  return `${first} and ${second}`;
}

// match-all: `match` with the flag `g`
//
// The list of all matches, without their groups, or `null`. The expression doesn't match the empty text.
//
// RS2008 const found = name.match(/a*/gu);
function vowels(name: string): number {
  return name.match(/[aeiou]/giu)?.length ?? 0;
}

// match-each: `matchAll`
//
// All matches with their groups, in a loop or spread into a list. As in JavaScript the expression has the flag `g`.
//
// RS2008 for (const [whole] of name.matchAll(/a*/gu)) yield whole;
function pairs(thing: Thing): string[] {
  const text = thing.tags.join(" ");
  const found = [...text.matchAll(/[A-Z]+/gu)].map(([word]) => word);
  for (const [, first, second] of text.matchAll(/([a-z])([^a-z ])/gu)) found.push(`${first ?? ""} before ${second ?? ""}`);
  return found;
}

// pattern-replace: `replace`, `replaceAll` with an expression
//
// With the flag `g` all matches, else the first. The replacement is a constant without `$`, never a function; the expression doesn't match the empty
// text. As in JavaScript that of `replaceAll` has the flag `g`.
//
// RS2010 yield name.replace(/a/u, "$&");
// RS2010 yield name.replace(/a/u, name);
// RS2008 yield name.replace(/a*/u, "x");
function masked(name: string): string {
  return `${name.replace(/[a-z]+/u, "*")} ${name.replaceAll(/[^a-z]/giu, "_")}`;
}

// pattern-split: `split` with an expression
//
// It has no groups, whose text `split` would give too, and doesn't match the empty text.
//
// RS2008 const pieces = name.split(/(-)/u);
// RS2008 const pieces = name.split(/ */u);
function words(thing: Thing): string[] {
  return thing.tags.join(" ").split(/[-.\s]+/u);
}

// matches-pattern: `matchesPattern`
//
// For an expression that is known only when the rule runs, such as a parameter; `undefined` where engines don't read it alike, so the rule says what
// then. `new RegExp` throws for what is no expression, and can't be checked for what RE2 lacks.
//
// RS2008 if (new RegExp(name, "u").test("a")) return;
function accepted(thing: Thing): string {
  const matches = matchesPattern(thing.name, thing.note ?? "^a");
  return matches === undefined ? "not an expression" : `${matches}`;
}

export default rule({
  id: "regular-expressions",
  title: "Regular expressions",
  severity: "low",
  input: Thing,
  rationale: "The part of JavaScript's expressions that RE2 has and reads alike. An expression stands where it is used or is a constant of the module.",
  remediation: "",
  references: [],

  *check(thing) {
    yield violation(thing, `pattern-test ${isName(thing)}`);
    yield violation(thing, `pattern-flag ${isShort(thing)}`);
    yield violation(thing, `white-space ${hasSpace(thing.name)}`);
    yield violation(thing, `exec ${parts(thing.name)}`);
    yield violation(thing, `match-all ${vowels(thing.name)}`);
    yield violation(thing, `match-each ${printed(pairs(thing))}`);
    yield violation(thing, `pattern-replace ${masked(thing.name)}`);
    yield violation(thing, `pattern-split ${printed(words(thing))}`);
    yield violation(thing, `matches-pattern ${printed(accepted(thing))}`);
  },

  examples: {},
});
