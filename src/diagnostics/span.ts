import type { Range } from "../text/range.ts";

/** A stretch of a source file; line and column count from 1. */
export interface Span extends Range {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
