import { createRequire } from "node:module";
import type { RegExpParser } from "@eslint-community/regexpp";
import { LinearMatcher } from "../../patterns/matcher.ts";
import { programOf } from "../../patterns/program.ts";

const quantifier = "(?:[*+?][?]?|[{][0-9]{1,3}(?:,[0-9]{0,3})?[}][?]?)?";
const escaped = "\\\\[\\\\^$.*+?()\\[\\]{}|/dDwW]";
const classEscape = "\\\\[\\\\\\]\\[^\\-dw]";
const classCharacter = "[^\\\\\\[\\]^\\-\\x00]";
const classOfCharacters = `\\[\\^?(?:${classCharacter}-${classCharacter}|${classCharacter}|${classEscape})+\\]`;
const plainCharacter = "[^\\\\\\[\\](){}*+?|^$.\\x00]";

/**
 * The regular expressions that JavaScript and RE2 read alike, as one of them: plain characters, escapes of what has a
 * meaning, `\d`, `\w` and their opposites, `.`, classes of characters and ranges, groups, alternatives, `^`, `$`, and
 * quantifiers; with numbers only after what isn't a group, since RE2 limits how often they multiply.
 */
export const sharedPattern = `^(?:(?:${plainCharacter}|${escaped}|[.]|${classOfCharacters})${quantifier}|[\\^$|(]|\\)(?:[*+?][?]?)?)*$`;

/** What the numbers of quantifiers in an expression are added up by. */
export const quantifierNumber = "[{,]([0-9]{1,3})";

/** Most characters of an expression, and most that its quantifiers' numbers add up to. */
export const patternLimit = 1000;

const isShared = new RegExp(sharedPattern, "su");
const quantifierNumbers = new RegExp(quantifierNumber, "gu");

/** Matchers by their expressions, `undefined` for what isn't one; no more than a run has use for. */
const matchers = new Map<string, LinearMatcher | undefined>();
const mostMatchers = 200;

/**
 * Whether a text contains a match of a regular expression that is known only when the rule runs, such as a parameter.
 * `.` stands for any character, `^` and `$` for the ends of the text. `undefined` where the expression isn't one that
 * every engine reads alike: no look-around, back-reference, flag, named group or class, `\b` or `\s`; and where it has
 * more than 1000 characters, or the numbers of its quantifiers add up to more. Takes time in proportion to the text,
 * whatever the expression.
 */
export function matchesPattern(text: string, pattern: string): boolean | undefined {
  if (!matchers.has(pattern)) {
    if (matchers.size === mostMatchers) matchers.clear();
    matchers.set(pattern, matcherOf(pattern));
  }
  return matchers.get(pattern)?.test(text);
}

function matcherOf(pattern: string): LinearMatcher | undefined {
  if (pattern.length > 2 * patternLimit || [...pattern].length > patternLimit || !isShared.test(pattern))
    return undefined;
  let repetitions = 0;
  for (const [, number] of pattern.matchAll(quantifierNumbers)) repetitions += Number(number);
  if (repetitions > patternLimit) return undefined;
  // Loaded here, since few rules ask for it.
  const { RegExpParser: Parser } = createRequire(import.meta.url)("@eslint-community/regexpp") as {
    RegExpParser: typeof RegExpParser;
  };
  let ast: ReturnType<RegExpParser["parsePattern"]>;
  try {
    ast = new Parser().parsePattern(pattern, 0, pattern.length, { unicode: true });
  } catch {
    return undefined;
  }
  const program = programOf(ast, "su");
  if (program === undefined) throw new Error("a regular expression of the shared part has no matcher");
  return new LinearMatcher(program);
}
