/** Bounds that keep a hostile file from exhausting the process. */
export interface Limits {
  /** Bytes of a file. A larger file is refused unread. */
  readonly fileSize: number;
  /**
   * Nested collections, aliases expanded. The API server stops at 10,000; 500 leaves room for every later recursion on
   * a default stack, and no real manifest comes near.
   */
  readonly depth: number;
}

/** The bounds used where none are given. */
export const defaultLimits: Limits = { fileSize: 64 * 1024 * 1024, depth: 500 };
