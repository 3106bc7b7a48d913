import { matchesWildcard, reachable } from "regoscript";

/** What stands for any characters in a test of patterns; no text of a policy has it, nor as many of them in a row. */
const anyCharacter = "\u0001";
const anyCharacters = anyCharacter.repeat(64);

/**
 * Whether every text that one pattern fits is one that another fits: `s3:*` covers `s3:Get*`. In both, `*` stands for
 * any characters and `?` for one. It is so if the wider one fits the narrower one's samples. Case matters.
 */
export function coversPattern(wide: string, narrow: string): boolean {
  return samplesOf(narrow).every((text) => matchesWildcard(text, wide));
}

/**
 * Some of the texts that a pattern fits, which stand for all of them: those in which each `*` is nothing, in which each
 * is long, and in which all but the first or the last are.
 */
export function samplesOf(pattern: string): string[] {
  const parts = pattern.replaceAll("?", anyCharacter).replaceAll(/\*+/gu, "*").split("*");
  const [first, last] = [parts[0] ?? "", parts.at(-1) ?? ""];
  if (parts.length === 1) return [first];
  return [
    parts.join(""),
    parts.join(anyCharacters),
    `${first}${parts.slice(1).join(anyCharacters)}`,
    `${parts.slice(0, -1).join(anyCharacters)}${last}`,
  ];
}

/**
 * Whether a text fits both of two patterns: `s3:Get*` and `s3:*Object` overlap. In both, `*` stands for any characters
 * and `?` for one. Case matters.
 *
 * If both have a `*`, what stands before the first and after the last decides, since all else can be put between: the
 * text has the pieces of the one and then those of the other.
 */
export function patternsOverlap(left: string, right: string): boolean {
  if (!left.includes("*")) return fitsLength(left, right);
  if (!right.includes("*")) return fitsLength(right, left);
  const [leftParts, rightParts] = [left.split("*"), right.split("*")];
  return (
    agree([...(leftParts[0] ?? "")], [...(rightParts[0] ?? "")]) &&
    agree([...(leftParts.at(-1) ?? "")].toReversed(), [...(rightParts.at(-1) ?? "")].toReversed())
  );
}

/** Whether characters of two patterns can be the same, as far as both have some. */
function agree(left: readonly string[], right: readonly string[]): boolean {
  return left.every((character, index) => isSame(character, right[index] ?? "?"));
}

function isSame(left: string, right: string): boolean {
  return left === right || left === "?" || right === "?";
}

/** Whether a pattern whose texts all have the same length, since it has no `*`, overlaps another. */
function fitsLength(fixed: string, pattern: string): boolean {
  if (!fixed.includes("?")) return matchesWildcard(fixed, pattern);
  // A node is how far both are read; an edge reads a character of the fixed one, a `*` of the other, or one of each.
  const [given, wanted] = [[...fixed], [...pattern]];
  const steps = Object.fromEntries(
    [...given, ""].flatMap((character, index) =>
      wanted.map((other, place): [string, string[]] => {
        if (other === "*") return [`${index}:${place}`, [`${index}:${place + 1}`, `${index + 1}:${place}`]];
        const isRead = index < given.length && isSame(character, other);
        return [`${index}:${place}`, isRead ? [`${index + 1}:${place + 1}`] : []];
      }),
    ),
  );
  return reachable(steps, ["0:0"]).has(`${given.length}:${wanted.length}`);
}
