/** Go's `unicode.IsSpace`, which knows U+0085 and not U+FEFF, other than `\s`. */
const space = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
/** BuildKit's own white space between words, line breaks left out. */
export const wordGap = /[\t\v\f\r ]+/;

export function isSpace(character: string): boolean {
  return space.test(character);
}

export function trimStart(text: string): string {
  let start = 0;
  while (start < text.length && isSpace(text[start] ?? "")) start += 1;
  return text.slice(start);
}

/** A loop, as an expression for trailing space takes quadratic time on a line of spaces. */
function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text[end - 1] ?? "")) end -= 1;
  return text.slice(0, end);
}

export function trim(text: string): string {
  return trimEnd(trimStart(text));
}

/** Cuts a text at its first gap. */
export function cutAtGap(text: string): [string, string | undefined] {
  const match = wordGap.exec(text);
  return match === null ? [text, undefined] : [text.slice(0, match.index), text.slice(match.index + match[0].length)];
}

/** Words of an ENV, LABEL or ARG instruction with their quotes (BuildKit line_parsers.go, `parseWords`). */
export function splitWords(text: string, escape: string): string[] {
  const words: string[] = [];
  let word = "";
  let quote: string | undefined;
  let started = false;
  let quoted = false;
  const finish = (): void => {
    if (quoted || word !== "") words.push(word);
    word = "";
    started = quoted = false;
  };
  const characters = [...text];
  for (let index = 0; index < characters.length; index += 1) {
    let character = characters[index] ?? "";
    if (!started && isSpace(character)) continue;
    started = true;
    if (quote === undefined) {
      if (isSpace(character)) {
        finish();
        continue;
      }
      if (character === "'" || character === '"') {
        quote = character;
        quoted = true;
      }
    } else if (character === quote) {
      quote = undefined;
    }
    // Nothing is escaped inside of single quotes.
    if (character === escape && quote !== "'") {
      if (index + 1 === characters.length) break;
      word += character;
      index += 1;
      character = characters[index] ?? "";
    }
    word += character;
  }
  if (started) finish();
  return words;
}

/** The flags (`--name=value`) in front of an instruction's arguments (BuildKit split_command.go). */
export function splitFlags(text: string, escape: string): { flags: string[]; rest: string } {
  const flags: string[] = [];
  let position = 0;
  for (;;) {
    while (position < text.length && isSpace(text[position] ?? "")) position += 1;
    if (position >= text.length) return { flags, rest: "" };
    if (!text.startsWith("--", position)) return { flags, rest: text.slice(position) };
    const flag = readFlag(text, position, escape);
    position = flag.end;
    if (flag.word === "--") return { flags, rest: text.slice(position) };
    if (flag.word !== "") flags.push(flag.word);
  }
}

function readFlag(text: string, start: number, escape: string): { word: string; end: number } {
  let word = "";
  let quote: string | undefined;
  let position = start;
  for (; position < text.length; position += 1) {
    const character = text[position] ?? "";
    if (quote === undefined && isSpace(character)) break;
    if (quote === undefined ? character === "'" || character === '"' : character === quote) {
      quote = quote === undefined ? character : undefined;
    } else if (character === escape) {
      position += 1;
      word += text[position] ?? "";
    } else {
      word += character;
    }
  }
  return { word, end: Math.min(position, text.length) };
}
