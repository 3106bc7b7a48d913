import type { Range } from "../../../text/range.ts";
import type { WantedNode } from "../../wanted-places.ts";
import { colon, dash, hash, newline, space } from "./characters.ts";
import { notPlain, oddNode } from "./not-plain.ts";

/** Where a reader is in a document, of which it looks at each line once. */
export class Cursor {
  readonly text: string;
  /** Where the document ends. */
  readonly end: number;
  readonly #maxDepth: number;
  /** Where the rest of the current line starts. */
  at: number;
  /** The column of the current line's first character, -1 behind the last line. */
  column = 0;
  /** Where the last key, scalar or flow collection ended. */
  contentEnd = 0;
  /** How many collections are open. */
  depth = 0;

  constructor(text: string, { start, end }: Range, maxDepth: number) {
    this.text = text;
    this.at = start;
    this.end = end;
    this.#maxDepth = maxDepth;
  }

  /** Opens a collection. */
  enter(): void {
    if (++this.depth >= this.#maxDepth) throw notPlain;
  }

  /** Closes a block collection, which ends at a line that is indented less. */
  leave(column: number): void {
    if (this.column > column) throw notPlain;
    this.depth--;
  }

  /** Whether an entry of a block list starts here. */
  isDash(): boolean {
    return this.text.charCodeAt(this.at) === dash && this.isSpaceAt(this.at + 1);
  }

  /** Whether a colon that ends a key stands at an offset. */
  isColon(offset: number): boolean {
    return this.text.charCodeAt(offset) === colon && this.isSpaceAt(offset + 1);
  }

  isSpaceAt(offset: number): boolean {
    const code = this.text.charCodeAt(offset);
    return code === space || code === newline || offset === this.end;
  }

  isLineEnd(): boolean {
    const code = this.text.charCodeAt(this.at);
    return code === newline || code === hash || this.at >= this.end;
  }

  skipSpaces(): void {
    const { text } = this;
    let at = this.at;
    while (text.charCodeAt(at) === space) at++;
    this.at = at;
  }

  /** Goes on to the next line with content, to where only spaces and a comment may follow. */
  endLine(): void {
    const { text } = this;
    this.skipSpaces();
    if (text.charCodeAt(this.at) === hash && text.charCodeAt(this.at - 1) === space) this.#skipLine();
    if (this.at < this.end) {
      if (text.charCodeAt(this.at) !== newline) throw oddNode;
      this.at++;
    }
    this.startLine();
  }

  /** Finds the first line with content from the start of a line on. */
  startLine(): void {
    const { text } = this;
    while (this.at < this.end) {
      const start = this.at;
      this.skipSpaces();
      const code = text.charCodeAt(this.at);
      if (code === hash) {
        this.#skipLine();
      } else if (code !== newline && this.at < this.end) {
        this.column = this.at - start;
        return;
      }
      this.at++;
    }
    this.column = -1;
  }

  /** Notes that a wanted node, whose content was read last, starts at an offset. */
  place(node: WantedNode | undefined, start: number): void {
    if (node === undefined) return;
    node.start = start;
    node.end = this.contentEnd;
  }

  #skipLine(): void {
    const end = this.text.indexOf("\n", this.at);
    this.at = end < 0 ? this.end : end;
  }
}
