import { compareText, decodeBase64, encodeBase64, lowerCase, matchesGlob, matchesWildcard, printed, rule, textAfter, upperCase, violation, withoutPrefix, withoutSuffix } from "regoscript";
import { Thing } from "../fixtures/thing.ts";

// starts-with: `startsWith`, `endsWith`, `includes`
//
// Rego's own functions.
//
// RS1017 if (name.startsWith("a", 1)) return;
function isMarked(name: string): boolean {
  return name.startsWith("a") || name.endsWith("z") || name.includes("-");
}

// text-length: `length`
//
// UTF-16 units, as in JavaScript: a character beyond U+FFFF counts twice.
function width(name: string): number {
  return name.length;
}

// text-index-of: `indexOf`
//
// In UTF-16 units; -1 where there is none.
//
// RS2001 const place = name.lastIndexOf("a");
function placeOf(name: string): number {
  return name.indexOf("z");
}

// text-slice: `slice`, `substring`
//
// Offsets count UTF-16 units; half of a character beyond U+FFFF prints as U+FFFD, and is that in Rego.
function inner(name: string): string {
  return `${name.slice(1, -1)} ${name.substring(0, 2)}`;
}

// text-at: `at`, `charAt`, `text[index]`
//
// A UTF-16 unit; half of a character beyond U+FFFF prints as U+FFFD, and is that in Rego. Only `at` counts from the end where the index is negative.
//
// RS2001 const unit = name.charCodeAt(0);
function units(name: string): string {
  return `${name.at(-1) ?? "none"} ${name.charAt(1)} ${name[0] ?? "none"}`;
}

// characters: a text as its characters
//
// A loop over a text, `[...text]`, `Array.from(text, f)` and a pattern of a list take it apart into characters: code points, not UTF-16 units.
//
// RS1003 for (const place in name) yield place;
// RS1014 const all = new Set(name);
function letters(name: string): string[] {
  const found: string[] = [];
  for (const character of name) {
    if (character !== "-") found.push(character);
  }
  return found;
}

function mirrored(name: string): string {
  const [first = "none", ...others] = name;
  return `${first} ${others.length} ${[...name].toReversed().join("")} ${Array.from(name, (character) => `<${character}>`).join("")}`;
}

// split: `split`
//
// The separator is a constant and not empty: `split("")` gives UTF-16 units, [`[...text]`](#characters) characters. For one that varies see [regular
// expressions](#pattern-split).
//
// RS2010 const words = name.split(thing.note ?? "-");
// RS2010 const words = name.split("");
// RS1017 const words = name.split("-", 2);
function pieces(name: string): string[] {
  return name.split("-");
}

// replace: `replace`, `replaceAll`
//
// Of a string by a string, both constants, without `$`. See also [with a regular expression](#pattern-replace).
//
// RS2010 yield name.replaceAll("a", thing.name);
function cleaned(name: string): string {
  return name.replaceAll("-", "_").replace("a", "A");
}

// trim: `trim`, `trimStart`, `trimEnd`
//
// What JavaScript takes for white space, U+FEFF among it.
function trimmed(name: string): string {
  return `[${name.trim()}] [${name.trimStart()}] [${name.trimEnd()}]`;
}

// pad: `padStart`, `padEnd`, `repeat`
//
// The lengths and the one character to fill with are constants.
//
// RS2010 yield name.padStart(thing.size);
function padded(name: string): string {
  return `${name.padStart(5, ".")}${name.padEnd(5)}${"-".repeat(3)}`;
}

// plus: `+`, `concat`
//
// The same as a template literal. One side of `+` is a string; numbers and booleans become their text.
function added(thing: Thing): string {
  return thing.name.concat("=") + thing.size;
}

// lower-case: `lowerCase`, `upperCase`
//
// The letters A to Z and a to z; all else stays. JavaScript's own `toLowerCase` and `toUpperCase` go by the version of Unicode that an engine has, and
// by what stands around a final sigma.
//
// RS2001 yield name.toLowerCase();
// RS2001 yield name.toLocaleLowerCase();
function folded(name: string): string {
  return `${lowerCase(name)} ${upperCase(name)}`;
}

// compare-text: `compareText`
//
// -1, 0 or 1 by code points, in a comparator too.
//
// RS2001 const order = name.localeCompare("m");
function isBefore(thing: Thing): boolean {
  return compareText(thing.name, "m") < 0;
}

// without-prefix: `withoutPrefix`, `withoutSuffix`
//
// The text as it is where it doesn't start or end so.
function bare(name: string): string {
  return withoutSuffix(withoutPrefix(name, "pre-"), "-z");
}

// text-after: `textAfter`
//
// What comes after the first of a separator, which is a constant; nothing where there is none.
function inside(name: string): string {
  return textAfter(name, "-") ?? "whole";
}

// string-of: `String`, `toString`
//
// Of strings, numbers and booleans.
//
// RS2002 yield String(thing.note);
function asText(thing: Thing): string {
  return String(thing.size) + thing.on.toString();
}

// base64: `encodeBase64`, `decodeBase64`
//
// The UTF-8 bytes of a text, with padding. `decodeBase64`, for a Secret's `data` and the like, is `undefined` for what isn't base64, and where the bytes
// aren't UTF-8 or hold U+FFFD, which some engines put in place of such bytes.
function encoded(name: string): string {
  return encodeBase64(name);
}

function decoded(data: string): string {
  return decodeBase64(data) ?? "not a text";
}

// matches-wildcard: `matchesWildcard`, `matchesGlob`
//
// `*` and `?` as IAM reads them; with `matchesGlob` they stop at a slash and `**` doesn't. The pattern may be a parameter.
function isListed(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesWildcard(name, pattern) || matchesGlob(name, pattern));
}

// known-arguments: arguments that must be constants
//
// A literal, the name of a constant that is one, or a field of a constant object of the module.
//
// RS2010 const pieces = name.split(thing.note ?? "-");
const separator = "-";
const column = { width: 3, fill: "." };

function columns(name: string): string {
  return name
    .split(separator)
    .map((piece) => piece.padStart(column.width, column.fill))
    .join("|");
}

export default rule({
  id: "strings",
  title: "Strings",
  severity: "low",
  input: Thing,
  rationale: "JavaScript counts UTF-16 units, Rego code points; what counts here counts UTF-16 units in every engine.",
  remediation: "",
  references: [],

  *check(thing) {
    const { name } = thing;
    yield violation(thing, `starts-with ${isMarked(name)}`);
    yield violation(thing, `text-length ${width(name)}`);
    yield violation(thing, `text-index-of ${placeOf(name)}`);
    yield violation(thing, `text-slice ${inner(name)}`);
    yield violation(thing, `text-at ${units(name)}`);
    yield violation(thing, `characters ${printed(letters(name))} ${mirrored(name)}`);
    yield violation(thing, `split ${printed(pieces(name))}`);
    yield violation(thing, `known-arguments ${columns(name)}`);
    yield violation(thing, `replace ${cleaned(name)}`);
    yield violation(thing, `trim ${trimmed(name)}`);
    yield violation(thing, `pad ${padded(name)}`);
    yield violation(thing, `plus ${added(thing)}`);
    yield violation(thing, `lower-case ${folded(name)}`);
    yield violation(thing, `compare-text ${isBefore(thing)}`);
    yield violation(thing, `without-prefix ${bare(name)}`);
    yield violation(thing, `text-after ${inside(name)}`);
    yield violation(thing, `string-of ${asText(thing)}`);
    yield violation(thing, `base64 ${encoded(name)} ${decoded(`${name}Q==`)}`);
    yield violation(thing, `matches-wildcard ${isListed(name, thing.tags.concat("a*"))}`);
  },

  examples: {},
});
