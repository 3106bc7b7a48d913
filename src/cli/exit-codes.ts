/** Exit codes of the command line. */
export const exitCodes = {
  clean: 0,
  /** There are violations or malformed documents. */
  violations: 1,
  /** The job could not be done, or not all of it: usage, compile error, unreadable file. */
  failure: 2,
} as const;
