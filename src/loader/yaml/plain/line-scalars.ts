import { apostrophe, backslash, colon, hash, newline, quotes, space, tab } from "./characters.ts";
import { oddNode } from "./not-plain.ts";

/** A scalar that goes over several lines, or has escapes. */
interface LineScalar {
  readonly value: string;
  /** The offset behind its last character. */
  readonly end: number;
}

/**
 * Reads a plain scalar of several lines, of which those behind the first are indented deeper than what the scalar
 * belongs to.
 *
 * @param limit - where the document ends
 * @param parent - the column of the key or dash
 * @throws oddNode
 */
export function readPlainLines(text: string, start: number, limit: number, parent: number): LineScalar {
  let value = "";
  let lineStart = start;
  for (;;) {
    const { end, isLast } = plainLine(text, lineStart, limit);
    value += text.slice(lineStart, end);
    if (isLast) return { value, end };
    const next = nextLine(text, text.indexOf("\n", end), limit);
    // A comment on a line of its own ends the scalar too.
    if (next.start >= limit || next.column <= parent || text.charCodeAt(next.start) === hash) return { value, end };
    value += folded(next.breaks);
    lineStart = next.start;
  }
}

/** Where the text of a line ends, and whether a comment or the document's end is behind it. */
function plainLine(text: string, start: number, limit: number): { readonly end: number; readonly isLast: boolean } {
  let end = start;
  for (let position = start; position < limit; position++) {
    const code = text.charCodeAt(position);
    if (code === newline) return { end, isLast: false };
    if (code === tab) throw oddNode;
    if (code === colon) {
      const next = text.charCodeAt(position + 1);
      if (next === space || next === newline || position + 1 === limit) throw oddNode;
    } else if (code === hash && text.charCodeAt(position - 1) === space) {
      return { end, isLast: true };
    }
    if (code !== space) end = position + 1;
  }
  return { end, isLast: true };
}

/**
 * Reads a quoted scalar.
 *
 * @param parent - the column of the key or dash; infinite for a scalar that may have but one line
 * @throws oddNode
 */
export function readQuotedLines(text: string, start: number, limit: number, parent: number): LineScalar {
  const quote = text.charCodeAt(start);
  let value = "";
  let from = start + 1;
  let position = from;
  while (position < limit) {
    const code = text.charCodeAt(position);
    if (code === quote) {
      if (quote === quotes || text.charCodeAt(position + 1) !== apostrophe)
        return { value: value + text.slice(from, position), end: position + 1 };
      // Two apostrophes are one that belongs to the text.
      value += text.slice(from, position + 1);
      from = position + 2;
    } else if (code === newline) {
      // How much of the space at the end of a line counts depends on the escapes before it.
      if (position > from && isBlank(text.charCodeAt(position - 1))) throw oddNode;
      const next = continuation(text, position, limit, parent);
      value += text.slice(from, position) + folded(next.breaks);
      from = next.start;
    } else if (code === backslash && quote === quotes) {
      value += text.slice(from, position);
      if (text.charCodeAt(position + 1) === newline) {
        const next = continuation(text, position + 1, limit, parent);
        // Readers differ about a blank line behind an escaped line break.
        if (next.breaks > 1) throw oddNode;
        from = next.start;
      } else {
        const [character, length] = escaped(text, position + 1);
        value += character;
        from = position + 1 + length;
      }
    } else {
      position++;
      continue;
    }
    position = from;
  }
  throw oddNode;
}

/** The next line of a quoted scalar that isn't blank. */
function continuation(text: string, lineEnd: number, limit: number, parent: number): NextLine {
  const next = nextLine(text, lineEnd, limit);
  if (next.start >= limit || next.column <= parent || text.charCodeAt(next.start) === tab) throw oddNode;
  return next;
}

const escapes = new Map(
  Object.entries({ 0: "\0", a: "\x07", b: "\b", t: "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\x1b" }),
);
for (const character of ' "\\') escapes.set(character, character);

/** The character of an escape that every reader knows, and how many units stand for it behind the backslash. */
function escaped(text: string, start: number): readonly [string, number] {
  const letter = text[start] ?? "";
  const character = escapes.get(letter);
  if (character !== undefined) return [character, 1];
  const digits = letter === "x" ? 2 : letter === "u" ? 4 : 0;
  const code = text.slice(start + 1, start + 1 + digits);
  // Halves of surrogate pairs are no characters to go-yaml.
  if (digits === 0 || code.length < digits || !/^[0-9a-fA-F]+$/.test(code) || /^[dD][89a-fA-F]/.test(code))
    throw oddNode;
  return [String.fromCharCode(Number.parseInt(code, 16)), 1 + digits];
}

interface NextLine {
  /** The first character that is no space, which may be behind the document. */
  readonly start: number;
  readonly column: number;
  /** Line breaks before it. */
  readonly breaks: number;
}

/** The first line that isn't blank behind a line's end. */
function nextLine(text: string, lineEnd: number, limit: number): NextLine {
  let breaks = 0;
  let lineStart = lineEnd;
  let position = lineEnd;
  while (position < limit && text.charCodeAt(position) === newline) {
    breaks++;
    lineStart = ++position;
    while (text.charCodeAt(position) === space) position++;
  }
  return { start: position, column: position - lineStart, breaks };
}

/** What line breaks between two lines of a scalar mean. */
function folded(breaks: number): string {
  return breaks === 1 ? " " : "\n".repeat(breaks - 1);
}

function isBlank(code: number): boolean {
  return code === space || code === tab;
}
