import type { Segment } from "../../../paths.ts";
import type { WantedNode } from "../../wanted-places.ts";
import { newline, openBrace, space } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { readInline } from "./inline.ts";
import { readKey } from "./keys.ts";
import { notPlain, oddNode } from "./not-plain.ts";

/** Reads an entry of a map or a list by itself, as a map or a list with this one entry. */
export interface EntryReader {
  /**
   * The collection, or `undefined` where the rest of the document is needed to judge it.
   *
   * @param text - the entry's lines, indented as they are in the document
   * @param depth - how many collections are around it
   */
  read(text: string, depth: number): unknown;
  /**
   * Notes where the wanted nodes of the entry stand.
   *
   * @param offset - what is added to offsets into `text`
   * @param segment - the entry's key, or 0
   * @returns where the entry ends
   */
  place(text: string, offset: number, segment: Segment, value: unknown, wanted: WantedNode | undefined): number;
}

/** Reads block maps and lists; an entry that it doesn't know for certain is left to `EntryReader`. */
export class BlockReader {
  readonly #cursor: Cursor;
  readonly #entries: EntryReader;
  readonly #wanted: WantedNode | undefined;

  /** @param wanted - nodes whose places are noted, if any are wanted */
  constructor(cursor: Cursor, entries: EntryReader, wanted: WantedNode | undefined) {
    this.#cursor = cursor;
    this.#entries = entries;
    this.#wanted = wanted;
  }

  /**
   * Reads a document that is a block map or list.
   *
   * @throws notPlain, oddNode
   */
  document(): object {
    const cursor = this.#cursor;
    if (cursor.text.startsWith("---", cursor.at)) {
      cursor.at += 3;
      cursor.endLine();
    } else {
      cursor.startLine();
    }
    if (cursor.column !== 0) throw notPlain;
    const start = cursor.at;
    const value = cursor.isDash() ? this.#list(0, this.#wanted) : this.#map(0, start, readKey(cursor), this.#wanted);
    if (cursor.at < cursor.end) throw notPlain;
    cursor.place(this.#wanted, start);
    return value;
  }

  #map(column: number, start: number, firstKey: string | undefined, wanted: WantedNode | undefined): object {
    const cursor = this.#cursor;
    cursor.enter();
    if (wanted !== undefined) wanted.isList = false;
    const map: Record<string, unknown> = {};
    this.#entry(map, column, start, firstKey, wanted);
    while (cursor.column === column) {
      const entry = cursor.at;
      this.#entry(map, column, entry, readKey(cursor), wanted);
    }
    cursor.leave(column);
    return map;
  }

  #entry(
    map: Record<string, unknown>,
    column: number,
    start: number,
    key: string | undefined,
    wanted: WantedNode | undefined,
  ): void {
    const cursor = this.#cursor;
    const { depth } = cursor;
    try {
      if (key === undefined) throw oddNode;
      const child = wanted?.child(key);
      child?.forget();
      map[key] = this.#mapValue(column, child);
      cursor.place(child, start);
    } catch (thrown) {
      if (thrown !== oddNode) throw thrown;
      cursor.depth = depth;
      // By itself it would be a map, but here it is none's entry.
      if (cursor.text.charCodeAt(start) === openBrace) throw notPlain;
      const [text, value] = this.#oddEntry(column, start);
      const keys = Array.isArray(value) ? [] : Object.keys(value);
      if (keys.length !== 1) throw notPlain;
      const name = keys[0]!;
      map[name] = (value as Readonly<Record<string, unknown>>)[name];
      this.#placeOdd(text, start - column, name, map[name], wanted?.child(name));
    }
  }

  #mapValue(column: number, wanted: WantedNode | undefined): unknown {
    const cursor = this.#cursor;
    cursor.skipSpaces();
    if (!cursor.isLineEnd()) return readInline(cursor, column, wanted);
    cursor.endLine();
    if (cursor.column > column) return this.#content(column, cursor.column, wanted);
    return cursor.column === column && cursor.isDash() ? this.#list(column, wanted) : null;
  }

  #list(column: number, wanted: WantedNode | undefined): unknown[] {
    const cursor = this.#cursor;
    cursor.enter();
    if (wanted !== undefined) wanted.isList = true;
    const list: unknown[] = [];
    do this.#item(list, column, wanted);
    while (cursor.column === column && cursor.isDash());
    cursor.leave(column);
    return list;
  }

  #item(list: unknown[], column: number, wanted: WantedNode | undefined): void {
    const cursor = this.#cursor;
    const { depth, at: dash } = cursor;
    try {
      cursor.at++;
      cursor.skipSpaces();
      if (cursor.isLineEnd()) throw oddNode;
      const start = cursor.at;
      const child = wanted?.child(list.length);
      list.push(this.#content(column, column + start - dash, child));
      cursor.place(child, start);
    } catch (thrown) {
      if (thrown !== oddNode) throw thrown;
      cursor.depth = depth;
      const [text, value] = this.#oddEntry(column, dash);
      if (!Array.isArray(value) || value.length !== 1) throw notPlain;
      this.#placeOdd(text, dash - column, 0, value[0], wanted?.child(list.length));
      list.push(value[0]);
    }
  }

  /** What belongs to the key or dash at the column `parent`, and starts here at `column`. */
  #content(parent: number, column: number, wanted: WantedNode | undefined): unknown {
    const cursor = this.#cursor;
    if (cursor.isDash()) return this.#list(column, wanted);
    const start = cursor.at;
    const key = readKey(cursor);
    return key === undefined ? readInline(cursor, parent, wanted) : this.#map(column, start, key, wanted);
  }

  /** An entry that the exact readers know, with its text; its lines are then behind. */
  #oddEntry(column: number, start: number): [text: string, value: object] {
    const cursor = this.#cursor;
    const text = " ".repeat(column) + cursor.text.slice(start, this.#entryEnd(start, column));
    const value = this.#entries.read(text, cursor.depth);
    if (typeof value !== "object" || value === null || Object.hasOwn(value, "__proto__")) throw notPlain;
    cursor.at = start - column + text.length;
    cursor.startLine();
    if (cursor.column > column) throw notPlain;
    return [text, value];
  }

  /** The offset of the first line behind an entry's own that isn't indented deeper than the entry. */
  #entryEnd(start: number, column: number): number {
    const { text, end } = this.#cursor;
    let lineStart = start;
    for (;;) {
      const lineEnd = text.indexOf("\n", lineStart);
      if (lineEnd < 0 || lineEnd + 1 >= end) return end;
      lineStart = lineEnd + 1;
      let at = lineStart;
      while (text.charCodeAt(at) === space) at++;
      if (at - lineStart <= column && at < end && text.charCodeAt(at) !== newline) return lineStart;
    }
  }

  #placeOdd(text: string, offset: number, segment: Segment, value: unknown, wanted: WantedNode | undefined): void {
    if (this.#wanted === undefined) return;
    wanted?.forget();
    this.#cursor.contentEnd = this.#entries.place(text, offset, segment, value, wanted);
  }
}
