import type { AST } from "@eslint-community/regexpp";

/** Code points from and to, both included. */
export type Range = readonly [from: number, to: number];

const last = 0x10ffff;
const digits: readonly Range[] = [[0x30, 0x39]];
const word: readonly Range[] = [...digits, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
/** What ends a line in JavaScript. */
const lineEnds: readonly Range[] = [
  [0xa, 0xa],
  [0xd, 0xd],
  [0x2028, 0x2029],
];

/**
 * Code points that `\s` stands for in JavaScript: white space and line ends of ECMA-262, 22.2.2.9. RE2's are fewer.
 */
export const whiteSpace: readonly Range[] = [
  [0x9, 0xd],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** The code points between sorted ranges. */
export function complement(ranges: readonly Range[]): Range[] {
  const starts = [0, ...ranges.map(([, to]) => to + 1)];
  return starts
    .map((start, index): Range => [start, (ranges[index]?.[0] ?? last + 1) - 1])
    .filter(([from, to]) => from <= to);
}

/** Whether there is a character, and one of those that `\b` takes for a word's. */
export function isWord(codePoint: number | undefined): boolean {
  return codePoint !== undefined && within(word, codePoint);
}

/** Whether there is a character, and one that ends a line. */
export function isLineEnd(codePoint: number | undefined): boolean {
  return codePoint !== undefined && within(lineEnds, codePoint);
}

/** Whether ranges hold a code point. */
export function within(ranges: readonly Range[], codePoint: number): boolean {
  return ranges.some(([from, to]) => from <= codePoint && codePoint <= to);
}

/** The part of a regular expression that stands for one character. */
type CharacterNode = AST.Character | AST.CharacterSet | AST.CharacterClass;

/** The code points that a part of an expression matches; `undefined` where this isn't known here. */
export function rangesOf(node: CharacterNode, flags: string): readonly Range[] | undefined {
  switch (node.type) {
    case "Character":
      return bothCases([[node.value, node.value]], flags);
    case "CharacterSet":
      if (node.kind === "any") return flags.includes("s") ? [[0, last]] : complement(lineEnds);
      if (node.kind === "property") return undefined;
      return escapeRanges(node.kind, node.negate, flags);
    case "CharacterClass": {
      const ranges: Range[] = [];
      for (const element of node.elements) {
        const own =
          element.type === "CharacterClassRange"
            ? bothCases([[element.min.value, element.max.value]], flags)
            : element.type === "Character" || element.type === "CharacterSet"
              ? rangesOf(element, flags)
              : undefined;
        if (own === undefined) return undefined;
        for (const range of own) ranges.push(range);
      }
      return node.negate ? complement(merged(ranges)) : merged(ranges);
    }
  }
}

function escapeRanges(kind: "digit" | "space" | "word", negate: boolean, flags: string): readonly Range[] {
  const ranges = kind === "digit" ? digits : kind === "space" ? whiteSpace : bothCases(word, flags);
  return negate ? complement(merged(ranges)) : ranges;
}

/** Ranges with the other case of each ASCII letter, and what is the same as one but for case, under the flag `i`. */
function bothCases(ranges: readonly Range[], flags: string): readonly Range[] {
  if (!flags.includes("i")) return ranges;
  const others: Range[] = [...ranges];
  for (let letter = 0x61; letter <= 0x7a; letter++) {
    const same = [letter, letter - 0x20, ...(letter === 0x6b ? [0x212a] : letter === 0x73 ? [0x17f] : [])];
    if (same.some((one) => within(ranges, one))) for (const one of same) others.push([one, one]);
  }
  return merged(others);
}

function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const [from, to] of [...ranges].sort((left, right) => left[0] - right[0])) {
    const before = result.at(-1);
    if (before !== undefined && from <= before[1] + 1) result[result.length - 1] = [before[0], Math.max(before[1], to)];
    else result.push([from, to]);
  }
  return result;
}
