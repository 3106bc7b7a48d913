import type { Segment } from "../../paths.ts";
import type { Range } from "../../text/range.ts";
import { fastValue, needsCare } from "./scalars.ts";

/** Thrown at the first thing that is not plain. */
export const notPlain = Symbol("not plain");

/** Fewer letters than any reader allows. */
const longestKey = 200;

const newline = 0x0a;
const space = 0x20;
const quotes = 0x22;
const hash = 0x23;
const apostrophe = 0x27;
const comma = 0x2c;
const dash = 0x2d;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

const keyStart = charactersOf(/[A-Za-z]/);
const keyPart = charactersOf(/[A-Za-z0-9_./-]/);
/** What a plain scalar may start with; also with a dash that no space follows. */
const plainStart = charactersOf(/[A-Za-z0-9_/.~+$(]/);
/** Plain scalars in flow collections: what of `,` and the like is part of one differs from reader to reader. */
const flowStart = charactersOf(/[A-Za-z0-9_/.]/);
const flowPart = keyPart;

function charactersOf(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
}

/** Where the entries of maps and lists stand, by the map or list and the key or index. */
export type Places = Map<unknown, Map<Segment, Range>>;

/**
 * Reads block maps and lists that are indented by spaces, with scalars and flow collections of one line. It looks at
 * the text but once, and stops by throwing `notPlain` at whatever it doesn't know for certain.
 */
export class PlainReader {
  readonly #text: string;
  readonly #end: number;
  readonly #maxDepth: number;
  readonly #places: Places | undefined;
  /** Between methods, where the rest of the current line starts. */
  #at: number;
  /** The column of the current line's first character, -1 behind the last line. */
  #column = 0;
  /** Where the last key or scalar or flow collection ended. */
  #contentEnd = 0;
  #depth = 0;

  /**
   * @param text - of printable ASCII and line feeds in the document
   * @param document - the document, which ends with a line or with the text
   * @param places - filled, where given
   */
  constructor(text: string, { start, end }: Range, maxDepth: number, places: Places | undefined) {
    this.#text = text;
    this.#at = start;
    this.#end = end;
    this.#maxDepth = maxDepth;
    this.#places = places;
  }

  /** @throws notPlain */
  document(): { readonly value: object; readonly span: Range } {
    if (this.#text.startsWith("---", this.#at)) {
      this.#at += 3;
      this.#endLine();
    } else {
      this.#startLine();
    }
    if (this.#column !== 0) throw notPlain;
    const start = this.#at;
    const value = this.#block(0);
    if (this.#at < this.#end) throw notPlain;
    return { value, span: { start, end: this.#contentEnd } };
  }

  /** The map or list whose first line is the current one. */
  #block(column: number): object {
    return this.#isDash() ? this.#list(column) : this.#map(column);
  }

  #map(column: number, start = this.#at, firstKey = this.#key()): object {
    this.#enter();
    const map: Record<string, unknown> = {};
    let key = firstKey;
    for (let entry = start; ; entry = this.#at, key = this.#key()) {
      if (key === undefined) throw notPlain;
      map[key] = this.#mapValue(column);
      if (this.#places !== undefined) this.#place(this.#places, map, key, entry);
      if (this.#column !== column) break;
    }
    this.#leave(column);
    return map;
  }

  #mapValue(column: number): unknown {
    this.#skipSpaces();
    if (!this.#isLineEnd()) return this.#inline();
    this.#endLine();
    if (this.#column > column) return this.#block(this.#column);
    return this.#column === column && this.#isDash() ? this.#list(column) : null;
  }

  #list(column: number): unknown[] {
    this.#enter();
    const list: unknown[] = [];
    do {
      const start = this.#at;
      this.#at++;
      this.#skipSpaces();
      if (this.#isLineEnd()) throw notPlain;
      const entry = this.#at;
      const key = this.#key();
      list.push(key === undefined ? this.#inline() : this.#map(column + entry - start, entry, key));
      if (this.#places !== undefined) this.#place(this.#places, list, list.length - 1, entry);
    } while (this.#column === column && this.#isDash());
    this.#leave(column);
    return list;
  }

  #place(places: Places, collection: object, segment: Segment, start: number): void {
    let entries = places.get(collection);
    if (entries === undefined) {
      entries = new Map();
      places.set(collection, entries);
    }
    entries.set(segment, { start, end: this.#contentEnd });
  }

  #enter(): void {
    if (++this.#depth >= this.#maxDepth) throw notPlain;
  }

  /** A block ends at a line that is indented less, and a line that is indented more would go on with a scalar. */
  #leave(column: number): void {
    if (this.#column > column) throw notPlain;
    this.#depth--;
  }

  /** The key at this place, whose colon is then behind; `undefined` where there is none, and nothing is read. */
  #key(): string | undefined {
    const text = this.#text;
    const start = this.#at;
    if (keyStart[text.charCodeAt(start)] !== 1) return undefined;
    let end = start + 1;
    while (keyPart[text.charCodeAt(end)] === 1) end++;
    if (text.charCodeAt(end) !== colon) return undefined;
    const next = text.charCodeAt(end + 1);
    if (next !== space && next !== newline && end + 1 !== this.#end) return undefined;
    const key = text.slice(start, end);
    // A word such as `yes` is a boolean as a key too.
    if (end - start > longestKey || fastValue(key) !== undefined) throw notPlain;
    this.#at = end + 1;
    this.#contentEnd = end;
    return key;
  }

  /** A value that ends with its line. */
  #inline(): unknown {
    const code = this.#text.charCodeAt(this.#at);
    if (code !== quotes && code !== apostrophe && code !== openBrace && code !== openBracket)
      return this.#plainScalar();
    const value = this.#flow();
    this.#endLine();
    return value;
  }

  #plainScalar(): unknown {
    const text = this.#text;
    const start = this.#at;
    const first = text.charCodeAt(start);
    if (plainStart[first] !== 1 && (first !== dash || this.#isDash())) throw notPlain;
    let position = start + 1;
    let end = position;
    for (
      let code = text.charCodeAt(position);
      code !== newline && position < this.#end;
      code = text.charCodeAt(position)
    ) {
      if (code === colon) {
        const next = text.charCodeAt(position + 1);
        if (next === space || next === newline || position + 1 === this.#end) throw notPlain;
      } else if (code === hash) {
        if (text.charCodeAt(position - 1) === space) break;
      }
      position++;
      if (code !== space) end = position;
    }
    this.#at = position;
    this.#contentEnd = end;
    this.#endLine();
    return scalarValue(text.slice(start, end));
  }

  /** A quoted scalar without escapes. */
  #quoted(quote: number): string {
    const text = this.#text;
    const start = this.#at + 1;
    let end = start;
    for (let code = text.charCodeAt(end); code !== quote; code = text.charCodeAt(++end)) {
      if (code === newline || code === backslash || end === this.#end) throw notPlain;
    }
    // Two apostrophes are one that belongs to the text.
    if (text.charCodeAt(end + 1) === apostrophe) throw notPlain;
    this.#at = end + 1;
    return text.slice(start, end);
  }

  /** A value in a flow collection, or such a collection. */
  #flow(): unknown {
    const code = this.#text.charCodeAt(this.#at);
    let value: unknown;
    if (code === quotes || code === apostrophe) value = this.#quoted(code);
    else if (code === openBrace) value = this.#flowMap();
    else if (code === openBracket) value = this.#flowList();
    else value = this.#flowScalar(code);
    this.#contentEnd = this.#at;
    return value;
  }

  #flowScalar(first: number): unknown {
    const start = this.#at;
    if (flowStart[first] !== 1) throw notPlain;
    while (flowPart[this.#text.charCodeAt(this.#at)] === 1) this.#at++;
    return scalarValue(this.#text.slice(start, this.#at));
  }

  #flowMap(): object {
    this.#enter();
    const map: Record<string, unknown> = {};
    if (!this.#isNext(closeBrace)) {
      do {
        this.#skipSpaces();
        const start = this.#at;
        const key = this.#key();
        if (key === undefined) throw notPlain;
        this.#skipSpaces();
        map[key] = this.#flow();
        if (this.#places !== undefined) this.#place(this.#places, map, key, start);
      } while (this.#separates(closeBrace));
    }
    this.#depth--;
    return map;
  }

  #flowList(): unknown[] {
    this.#enter();
    const list: unknown[] = [];
    if (!this.#isNext(closeBracket)) {
      do {
        this.#skipSpaces();
        const start = this.#at;
        list.push(this.#flow());
        if (this.#places !== undefined) this.#place(this.#places, list, list.length - 1, start);
      } while (this.#separates(closeBracket));
    }
    this.#depth--;
    return list;
  }

  /** Whether a flow collection ends behind its opening bracket. */
  #isNext(close: number): boolean {
    this.#at++;
    this.#skipSpaces();
    if (this.#text.charCodeAt(this.#at) !== close) return false;
    this.#at++;
    return true;
  }

  /** Whether a comma separates an entry of a flow collection from another; otherwise the collection ends. */
  #separates(close: number): boolean {
    this.#skipSpaces();
    const code = this.#text.charCodeAt(this.#at++);
    if (code !== comma && code !== close) throw notPlain;
    return code === comma;
  }

  /** Whether an entry of a list starts here. */
  #isDash(): boolean {
    if (this.#text.charCodeAt(this.#at) !== dash) return false;
    const next = this.#text.charCodeAt(this.#at + 1);
    return next === space || next === newline || this.#at + 1 === this.#end;
  }

  #isLineEnd(): boolean {
    const code = this.#text.charCodeAt(this.#at);
    return code === newline || code === hash || this.#at >= this.#end;
  }

  #skipSpaces(): void {
    const text = this.#text;
    let at = this.#at;
    while (text.charCodeAt(at) === space) at++;
    this.#at = at;
  }

  /** Goes on to the next line, from where only spaces and a comment may follow. */
  #endLine(): void {
    const text = this.#text;
    this.#skipSpaces();
    if (text.charCodeAt(this.#at) === hash && text.charCodeAt(this.#at - 1) === space) this.#skipLine();
    if (this.#at < this.#end) {
      if (text.charCodeAt(this.#at) !== newline) throw notPlain;
      this.#at++;
    }
    this.#startLine();
  }

  /** Finds the first line with content from the start of a line on. */
  #startLine(): void {
    const text = this.#text;
    while (this.#at < this.#end) {
      const start = this.#at;
      this.#skipSpaces();
      const code = text.charCodeAt(this.#at);
      if (code === hash) {
        this.#skipLine();
      } else if (code !== newline && this.#at < this.#end) {
        this.#column = this.#at - start;
        return;
      }
      this.#at++;
    }
    this.#column = -1;
  }

  #skipLine(): void {
    const end = this.#text.indexOf("\n", this.#at);
    this.#at = end < 0 ? this.#end : end;
  }
}

function scalarValue(text: string): unknown {
  const value = fastValue(text);
  if (value === needsCare) throw notPlain;
  return value === undefined ? text : value;
}
