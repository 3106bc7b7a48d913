/** A part of a pattern: a character, or what stands for others. */
interface Token {
  /** The character itself; `undefined` where the token stands for others. */
  readonly character?: string;
  /** Whether it stands for any number of characters. */
  readonly isMany?: boolean;
  /** Whether it stands for no `/`. */
  readonly isSegment?: boolean;
}

/**
 * Whether a text matches a pattern in which `*` stands for any characters and `?` for any one, as in IAM's actions,
 * resources and `StringLike`. Other characters stand for themselves; upper and lower case differ. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesWildcard(text: string, pattern: string): boolean {
  return matches(
    text,
    [...pattern].map(
      (character): Token => (character === "*" ? { isMany: true } : character === "?" ? {} : { character }),
    ),
  );
}

/**
 * Whether a path matches a pattern in which `*` stands for characters other than `/`, `**` for any, and `?` for one
 * that isn't `/`. Other characters stand for themselves.
 */
export function matchesGlob(path: string, pattern: string): boolean {
  const tokens: Token[] = [];
  const characters = [...pattern];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index]!;
    if (character !== "*") tokens.push(character === "?" ? { isSegment: true } : { character });
    else if (characters[index + 1] !== "*") tokens.push({ isMany: true, isSegment: true });
    else {
      tokens.push({ isMany: true });
      index++;
    }
  }
  return matches(path, tokens);
}

/**
 * Follows all ways to match at once, so that the time is at most that of a comparison of each character with each
 * token: documents hold both texts and patterns.
 */
function matches(text: string, tokens: readonly Token[]): boolean {
  // At an index: whether the tokens before it match what was read.
  let reached = new Uint8Array(tokens.length + 1);
  let next = new Uint8Array(tokens.length + 1);
  reached[0] = 1;
  for (let index = 0; index < tokens.length && tokens[index]!.isMany === true; index++) reached[index + 1] = 1;
  for (const character of text) {
    next.fill(0);
    let isAlive = false;
    for (let index = 0; index < tokens.length; index++) {
      const { character: wanted, isMany, isSegment } = tokens[index]!;
      const fits = wanted === undefined ? isSegment !== true || character !== "/" : wanted === character;
      if (reached[index] === 1 && fits) {
        next[isMany === true ? index : index + 1] = 1;
        isAlive = true;
      }
      if (isMany === true && next[index] === 1) next[index + 1] = 1;
    }
    if (!isAlive) return false;
    [reached, next] = [next, reached];
  }
  return reached[tokens.length] === 1;
}
