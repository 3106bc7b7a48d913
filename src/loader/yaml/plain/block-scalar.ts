import { oddNode } from "./not-plain.ts";

/** A literal or folded block scalar. */
interface BlockScalar {
  readonly value: string;
  /** The offset behind its last character that is no white space. */
  readonly end: number;
  /** The offset of the line that follows. */
  readonly next: number;
}

/** Indicators behind `|` or `>`, and a comment. */
const header = /[|>](?:([-+])([1-9])?|([1-9])([-+])?)? *(?: #.*)?\n/y;

/**
 * Reads a block scalar of a text without carriage returns.
 *
 * @param start - the offset of `|` or `>`
 * @param limit - where the document ends
 * @param parent - the column of the key or dash that the scalar belongs to
 * @throws oddNode where its indentation is not clear, or its last line has no end
 */
export function readBlockScalar(text: string, start: number, limit: number, parent: number): BlockScalar {
  header.lastIndex = start;
  const match = header.exec(text);
  if (match === null || header.lastIndex > limit) throw oddNode;
  const chomping = match[1] ?? match[4];
  const indicated = match[2] ?? match[3];
  const lines = new BlockLines(text, header.lastIndex, limit, parent, indicated);
  const value = text.charCodeAt(start) === 0x3e /* > */ ? foldedLines(text, lines) : literalLines(text, lines);
  let end = lines.at;
  while (text.charCodeAt(end - 1) <= 0x20) end--;
  return { value: value + finalBreaks(lines, chomping), end, next: lines.at };
}

function finalBreaks({ hasText, blank }: BlockLines, chomping: string | undefined): string {
  if (chomping === "-") return "";
  if (chomping === "+") return "\n".repeat(hasText ? blank + 1 : blank);
  return hasText ? "\n" : "";
}

function literalLines(text: string, lines: BlockLines): string {
  let value = "";
  for (let isFirst = true; lines.next(); isFirst = false)
    value += "\n".repeat(isFirst ? lines.blank : lines.blank + 1) + text.slice(lines.start, lines.end);
  return value;
}

/** A line that starts with white space is neither joined to the one before nor to the one after it. */
function foldedLines(text: string, lines: BlockLines): string {
  let value = "";
  let wasIndented = false;
  for (let isFirst = true; lines.next(); isFirst = false) {
    const first = text.charCodeAt(lines.start);
    const isIndented = first === 0x20 || first === 0x09;
    if (isFirst) value = "\n".repeat(lines.blank);
    else if (isIndented || wasIndented) value += "\n".repeat(lines.blank + 1);
    else value += lines.blank === 0 ? " " : "\n".repeat(lines.blank);
    value += text.slice(lines.start, lines.end);
    wasIndented = isIndented;
  }
  return value;
}

/** The lines of a block scalar that have text, one after another. */
class BlockLines {
  readonly #text: string;
  readonly #limit: number;
  readonly #parent: number;
  /** The column that text starts at; 0 until the first line tells it. */
  #column: number;
  /** The offset of the line behind the last one that belongs to the scalar. */
  at: number;
  /** Where the text of the current line starts and ends. */
  start = 0;
  end = 0;
  /** How many lines without text come before the current line; in the end, before what follows. */
  blank = 0;
  hasText = false;

  constructor(text: string, at: number, limit: number, parent: number, indicated: string | undefined) {
    this.#text = text;
    this.at = at;
    this.#limit = limit;
    this.#parent = parent;
    this.#column = indicated === undefined ? 0 : parent + Number(indicated);
  }

  /** Goes on to the next line with text, if there is one. */
  next(): boolean {
    const text = this.#text;
    let widest = 0;
    for (this.blank = 0; this.at < this.#limit; this.blank++) {
      let position = this.at;
      while (text.charCodeAt(position) === 0x20) position++;
      const column = position - this.at;
      const isBlank = text.charCodeAt(position) === 0x0a;
      if (isBlank && (this.#column === 0 || column <= this.#column)) {
        widest = Math.max(widest, column);
        this.at = position + 1;
      } else {
        // Without a line break at its end, the last line of a document may count or not.
        if (position >= this.#limit) throw oddNode;
        return this.#isText(position, column, widest) && this.#take();
      }
    }
    return false;
  }

  /**
   * Whether a line belongs to the scalar.
   *
   * @param widest - how many spaces the lines before have that have nothing else
   */
  #isText(position: number, column: number, widest: number): boolean {
    const isTab = this.#text.charCodeAt(position) === 0x09;
    if (this.#column === 0) {
      // Readers differ about a tab as the first character.
      if (isTab) throw oddNode;
      if (column <= this.#parent) return false;
      if (widest > column) throw oddNode;
      this.#column = column;
    }
    if (column < this.#column && isTab) throw oddNode;
    return column >= this.#column;
  }

  #take(): true {
    this.start = this.at + this.#column;
    this.end = this.#text.indexOf("\n", this.start);
    if (this.end < 0 || this.end >= this.#limit) throw oddNode;
    this.at = this.end + 1;
    this.hasText = true;
    return true;
  }
}
