import { visible } from "./visible.ts";

/** A line, or of a long one, such as a minified document, the part around a column. */
export interface Excerpt {
  readonly text: string;
  /** How many UTF-16 units of the line come before the text. */
  readonly skipped: number;
  /** Whether the line goes on after the text. */
  readonly cut: boolean;
}

/** How much of a line is kept, and how much of that is before the place where the line is longer. */
const longestExcerpt = 160;
const contextBefore = 60;

/** @param column counts from 1, in UTF-16 units */
export function excerptOf(line: string, column: number): Excerpt {
  const start = Math.min(column - 1, line.length);
  const skipped = line.length <= longestExcerpt || start <= contextBefore ? 0 : start - contextBefore;
  const end = Math.min(line.length, skipped + longestExcerpt);
  return { text: line.slice(skipped, end), skipped, cut: end < line.length };
}

/** An excerpt as it is shown, and what stands in the line below it: blanks, and a mark from one column to another. */
export function pointed(
  { text, skipped, cut }: Excerpt,
  column: number,
  endColumn: number,
): { readonly shown: string; readonly blanks: string; readonly mark: string } {
  const start = Math.min(column - 1 - skipped, text.length);
  const end = Math.max(start + 1, Math.min(endColumn - 1 - skipped, text.length));
  const before = `${skipped > 0 ? "…" : ""}${visible(text.slice(0, start))}`;
  const marked = visible(text.slice(start, end));
  return {
    shown: `${before}${marked}${visible(text.slice(end))}${cut ? "…" : ""}`,
    blanks: before.replace(/[^\t]/g, " "),
    mark: "^".repeat(Math.max(1, marked.length)),
  };
}
