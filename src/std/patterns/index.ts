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

const isShared = new RegExp(sharedPattern, "su");

/**
 * Whether a text contains a match of a regular expression that is known only when the rule runs, such as a parameter.
 * `.` stands for any character, `^` and `$` for the ends of the text. `undefined` where the expression isn't one that
 * every engine reads alike: no look-around, back-reference, flag, named group or class, `\b` or `\s`.
 */
export function matchesPattern(text: string, pattern: string): boolean | undefined {
  if (!isShared.test(pattern)) return undefined;
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, "su");
  } catch {
    return undefined;
  }
  return expression.test(text);
}
