import type { Range } from "../../text/range.ts";

const marker = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;

/**
 * Splits a YAML stream at its document markers, each document to be read by itself, from its `---` line or its first
 * line on. A marker stands at the start of a line, where no scalar can hold it: a quoted one is cut short by it, and
 * the lines of a block scalar are indented. Pieces with nothing but blank lines and comments are left out.
 */
export function splitDocuments(text: string): Range[] {
  const pieces: Range[] = [];
  let start = 0;
  let marked = false;
  const close = (end: number): void => {
    if (!isBlank(text, marked ? start + 3 : start, end)) pieces.push({ start: withoutByteOrderMark(text, start), end });
  };
  marker.lastIndex = 0;
  for (let match = marker.exec(text); match !== null; match = marker.exec(text)) {
    if (match[0] === "---") {
      // Directives belong to the document whose start this is.
      if (marked || !startsWithDirective(text, start, match.index)) {
        close(match.index);
        start = match.index;
      }
      marked = true;
    } else {
      close(match.index);
      start = match.index + 3;
      marked = false;
    }
  }
  close(text.length);
  return pieces;
}

/**
 * Files that were joined leave a byte order mark behind the separator. kubectl hands on the document without its
 * separator line, so the mark is first in the text, and no part of the first key.
 */
function withoutByteOrderMark(text: string, start: number): number {
  bodyMark.lastIndex = start;
  return bodyMark.test(text) ? bodyMark.lastIndex : start;
}

const bodyMark = /(?:---[ \t]*(?:#.*)?(?:\r\n|\n|\r))?\ufeff/y;

/** Whether there are only blank lines, comments and byte order marks from `start` to `end`. */
function isBlank(text: string, start: number, end: number): boolean {
  return contentStart(text, start, end) === end;
}

function startsWithDirective(text: string, start: number, end: number): boolean {
  return text.charCodeAt(contentStart(text, start, end)) === 0x25 /* % */;
}

function contentStart(text: string, start: number, end: number): number {
  let position = start;
  while (position < end) {
    const unit = text.charCodeAt(position);
    if (unit === 0x23 /* # */) {
      while (position < end && text.charCodeAt(position) !== 0x0a && text.charCodeAt(position) !== 0x0d) position += 1;
    } else if (unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d || unit === 0xfeff) {
      position += 1;
    } else {
      return position;
    }
  }
  return end;
}
