import type { Location, SourceFile } from "./types.ts";

/** A file whose lines are indexed the first time that a position is asked for. */
export class IndexedFile implements SourceFile {
  readonly name: string;
  readonly text: string;
  #lineStarts: number[] | undefined;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  line(number: number): string {
    const starts = this.#starts();
    const start = starts[number - 1];
    if (start === undefined) return "";
    let end = starts[number] ?? this.text.length;
    // By hand: an expression would look for line ends everywhere in a line, which may be the whole file.
    while (end > start && (this.text[end - 1] === "\n" || this.text[end - 1] === "\r")) end--;
    return this.text.slice(start, end);
  }

  /** The place of an offset into `text`. */
  place(offset: number): { line: number; column: number } {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** The location of the text from `start` to just before `end`. */
  span(start: number, end: number): Location {
    const from = this.place(start);
    const to = this.place(end);
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  #starts(): number[] {
    if (this.#lineStarts === undefined) {
      const { text } = this;
      const starts = [0];
      // To look for one character is several times as fast, and enough for almost every file.
      if (text.includes("\r"))
        for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
      else for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }
}
